-- name: is_open
-- Neither everything nor what a model would draw is closed: it guards what is accepted.
SELECT 1 AS open WHERE NOT EXISTS (SELECT 1 FROM closings WHERE model IN ('', CAST(:model AS TEXT)));

-- name: closings
-- What is not accepted.
SELECT model, sentence, closed_at FROM closings ORDER BY model;

-- name: close_to_requests
-- Accept it no more; what is said instead may change.
INSERT INTO closings (model, sentence, closed_at) VALUES (:model, :sentence, :now)
ON CONFLICT (model) DO UPDATE SET sentence = excluded.sentence;

-- name: open_to_requests
-- Accept it again.
DELETE FROM closings WHERE model = :model RETURNING model;

-- name: find_operation
-- The newest request with an operation of this id, at whichever account.
SELECT request_id FROM generations WHERE operation_id = CAST(:operation_id AS TEXT) ORDER BY accepted_at DESC LIMIT 1;

-- name: life_of
-- What is known of a request's generations besides.
SELECT id, counted_at, polled_at FROM generations WHERE request_id = :id;

-- name: over_since
-- Requests that are over after one of them, or since a time, the oldest first, whole.
SELECT * FROM whole_requests WHERE id IN (
    SELECT id FROM requests
    WHERE status IN ('delivered', 'ended') AND accepted_at >= :accepted_at
        AND (accepted_at > :accepted_at OR id > :id)
    ORDER BY accepted_at, id
    LIMIT :limit
);

-- name: reached_people
-- How many opened the chat with the bot and have not blocked it, of so many after one, and who is the last of these.
SELECT count(*) AS number, max(user_id) AS last_id FROM (
    SELECT user_id FROM people
    WHERE started = 1 AND blocked_at IS NULL AND user_id > CAST(:last_id AS INTEGER)
    ORDER BY user_id
    LIMIT :limit
) AS reached;

-- name: next_people
-- The next of them after one, by their ids.
SELECT user_id FROM people
WHERE started = 1 AND blocked_at IS NULL AND user_id > CAST(:last_id AS INTEGER)
ORDER BY user_id
LIMIT :limit;

-- name: prepare_broadcast
-- Keep a message that may be sent to everybody.
INSERT INTO broadcasts (
    id, status, chat_id, message_id, language, last_id, people, sent, gone, failed, fence, made_at
)
VALUES (:id, 'prepared', :chat_id, :message_id, :language, 0, :people, 0, 0, 0, 0, :now);

-- name: find_broadcast
-- One of them.
SELECT * FROM broadcasts WHERE id = :id;

-- name: begin_broadcast
-- Send it from now on, or go on.
UPDATE broadcasts SET status = 'sending', progress_id = :progress_id, due_at = :now, held_until = NULL, fence = fence + 1
WHERE id = :id AND status IN ('prepared', 'stopped')
RETURNING id;

-- name: stop_broadcast
-- Send it no more for now; who sends it may still write who had it last.
UPDATE broadcasts SET status = 'stopped', due_at = NULL
WHERE id = :id AND status = 'sending'
RETURNING id;

-- name: cancel_broadcast
-- Never send it, or to nobody else.
UPDATE broadcasts SET status = 'cancelled', due_at = NULL, held_until = NULL, fence = fence + 1
WHERE id = :id AND status IN ('prepared', 'stopped')
RETURNING id;

-- name: claim_broadcast
-- Take the one that is due for longest.
UPDATE broadcasts SET held_until = :until, fence = fence + 1
WHERE id IN (
    SELECT id FROM broadcasts
    WHERE status = 'sending' AND due_at <= :now AND (held_until IS NULL OR held_until <= :now)
    ORDER BY due_at
    LIMIT 1
    /*postgresql: FOR UPDATE SKIP LOCKED*/
)
RETURNING *;

-- name: record_broadcast
-- Write that somebody has it, or cannot have it; unless somebody else sends it; whether it was stopped.
UPDATE broadcasts
SET last_id = :last_id, sent = :sent, gone = :gone, failed = :failed, held_until = :until
WHERE id = :id AND status IN ('sending', 'stopped') AND fence = :fence
RETURNING status;

-- name: put_off_broadcast
-- Give it back until later.
UPDATE broadcasts SET due_at = :due_at, held_until = NULL WHERE id = :id AND status = 'sending' AND fence = :fence;

-- name: end_broadcast
-- Everybody has it, or Telegram takes it no more.
UPDATE broadcasts SET status = CAST(:status AS TEXT), due_at = NULL, held_until = NULL, fence = fence + 1
WHERE id = :id AND status = 'sending' AND fence = :fence
RETURNING id;

-- name: drop_broadcasts
-- Forget what was sent long ago.
DELETE FROM broadcasts WHERE id IN (
    SELECT id FROM broadcasts WHERE made_at <= :before AND status <> 'sending' ORDER BY made_at LIMIT :limit
)
RETURNING id;
