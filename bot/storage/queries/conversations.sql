-- name: find_request
-- A request whole.
SELECT * FROM whole_requests WHERE id = :id;

-- name: lock_request
-- Whoever changes several generations of a request holds its row.
SELECT id FROM requests WHERE id = :id /*postgresql: FOR UPDATE*/;

-- name: claim_to_place
-- Take the requests that have been due for longest among those whose people see nothing of them yet.
WITH claimed AS MATERIALIZED (
    SELECT id FROM requests
    WHERE status = 'accepted' AND due_at <= :now AND (held_until IS NULL OR held_until <= :now)
    ORDER BY due_at
    LIMIT :limit
    /*postgresql: FOR UPDATE SKIP LOCKED*/
)
UPDATE requests SET held_until = :until, claim = :claim, fence = fence + 1, stirred_at = NULL
WHERE id IN (SELECT id FROM claimed)
RETURNING id;

-- name: claim_to_deliver
-- Take the requests that have been due for longest among those of which something is to be brought to their people.
WITH claimed AS MATERIALIZED (
    SELECT id FROM requests
    WHERE status IN ('placed', 'delivering') AND due_at <= :now AND (held_until IS NULL OR held_until <= :now)
    ORDER BY due_at
    LIMIT :limit
    /*postgresql: FOR UPDATE SKIP LOCKED*/
)
UPDATE requests SET held_until = :until, claim = :claim, fence = fence + 1, stirred_at = NULL
WHERE id IN (SELECT id FROM claimed)
RETURNING id;

-- name: claim_to_tell
-- Take placed requests whose people may be told how it is going, those first who heard least lately. Of those that wait
-- for a time of their own as well only the first few are looked at: many of them may be due, and are not to be told.
WITH told_least AS MATERIALIZED (
    SELECT id FROM (
        SELECT id FROM requests
        WHERE status = 'placed' AND due_at IS NULL AND news_at <= :now AND (held_until IS NULL OR held_until <= :now)
        ORDER BY news_at
        LIMIT :limit
    ) AS waiting
    UNION ALL
    SELECT id FROM (
        SELECT id, due_at FROM requests
        WHERE status IN ('placed', 'delivering') AND due_at IS NOT NULL AND news_at <= :now
        ORDER BY news_at
        LIMIT :looked_at
    ) AS scheduled
    WHERE due_at > :now
), claimed AS MATERIALIZED (
    SELECT id FROM requests
    WHERE id IN (SELECT id FROM told_least) AND status = 'placed' AND news_at <= :now
        AND (due_at IS NULL OR due_at > :now) AND (held_until IS NULL OR held_until <= :now)
    ORDER BY news_at
    LIMIT :limit
    /*postgresql: FOR UPDATE SKIP LOCKED*/
)
UPDATE requests SET held_until = :until, claim = :claim, fence = fence + 1, stirred_at = NULL
WHERE id IN (SELECT id FROM claimed)
RETURNING id;

-- name: claimed_requests
-- What a claim took, whole.
SELECT * FROM whole_requests WHERE held_until = :until AND claim = :claim;

-- name: free_message
-- A message that shows what is over is free to be another request's placeholder: a chat that was made anew counts its
-- messages from 1 again. Where no chat is named, it is the request's own.
UPDATE requests SET placeholder = NULL
WHERE chat_id = coalesce(CAST(:chat_id AS INTEGER), (SELECT own.chat_id FROM requests AS own WHERE own.id = :id))
    AND placeholder = :placeholder AND id <> :id AND status IN ('delivered', 'ended');

-- name: record_request
-- Write what became of a request, if the claim is still ours: it guards the rest. What somebody else made due meanwhile
-- stays due, unless the request is over. A message that is another live request's placeholder is not this one's. What
-- is tried once more is no success: how often anybody stumbled over it stays.
UPDATE requests
SET chat_id = :chat_id, status = :status, news_at = :news_at, attempts = :attempts, unsent = :unsent, shown = :shown,
    shown_at = :shown_at, late_at = :late_at, delivered_at = :delivered_at, file_id = :file_id, reason = :reason,
    due_at = CASE
        WHEN CAST(:status AS TEXT) IN ('delivered', 'ended') THEN NULL
        WHEN stirred_at IS NULL OR CAST(:due_at AS INTEGER) < stirred_at THEN :due_at
        ELSE stirred_at
    END,
    placeholder = CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM requests AS other
            WHERE other.chat_id = :chat_id AND other.placeholder = :placeholder AND other.id <> :id
        )
        THEN CAST(:placeholder AS INTEGER)
    END,
    stumbles = CASE WHEN CAST(:keep AS INTEGER) = 1 OR CAST(:attempts AS INTEGER) > 0 THEN stumbles ELSE 0 END,
    known_fence = CASE WHEN CAST(:keep AS INTEGER) = 1 THEN known_fence ELSE fence END,
    held_until = CASE WHEN CAST(:keep AS INTEGER) = 1 THEN held_until END
WHERE id = :id AND fence = :fence
RETURNING due_at;

-- name: give_turns
-- Let the generations of a placed request be submitted: the leader of each batch, the first that has not ended, gets a
-- turn. It is the next of its person, yet not before the turn the queue has come to (start-time fair queuing):
-- nobody is overtaken by a later picture of somebody who has many.
WITH come_to AS MATERIALIZED (
    SELECT coalesce(max(turns.turn), 0) AS turn
    FROM (
        SELECT max(turn) + 1 AS turn FROM generations
        WHERE turn IS NOT NULL AND user_id = (SELECT user_id FROM requests WHERE id = :id)
        UNION ALL
        SELECT min(turn) AS turn FROM generations WHERE turn IS NOT NULL
    ) AS turns
), leaders AS MATERIALIZED (
    SELECT min(position) AS position FROM generations
    WHERE request_id = :id AND status IN ('queued', 'submitting', 'pending')
    GROUP BY batch
)
UPDATE generations
SET turn = (SELECT turn FROM come_to) + (SELECT count(*) FROM leaders WHERE leaders.position < generations.position)
WHERE request_id = :id AND status = 'queued' AND turn IS NULL AND due_at IS NULL
    AND position IN (SELECT position FROM leaders);

-- name: cancel_generations
-- Cancel what may still become a picture of a request. The new fence makes void what a worker does with it now; an
-- operation is due, so that it is stopped: by the leader of its batch, which alone has a due time.
WITH live AS MATERIALIZED (
    SELECT id FROM generations
    WHERE request_id = :id AND status IN ('queued', 'submitting', 'pending')
    ORDER BY id
    /*postgresql: FOR UPDATE*/
)
UPDATE generations
SET status = 'cancelled',
    due_at = CASE WHEN operation_id IS NOT NULL AND due_at IS NOT NULL THEN CAST(:now AS INTEGER) END,
    held_until = NULL, fence = fence + 1, turn = NULL, attempts = 0, trouble = NULL, troubled_at = NULL,
    stumbles = 0, known_fence = fence + 1
WHERE id IN (SELECT id FROM live)
RETURNING id;

-- name: begin_terms
-- From now on the pictures of a request are kept for as long as originals are; with no time they are kept on.
UPDATE pictures SET delivered_at = CAST(:since AS INTEGER)
WHERE generation_id IN (SELECT id FROM generations WHERE request_id = :id);

-- name: drop_pictures
-- Forget the pictures of a request that nobody will see.
DELETE FROM pictures WHERE generation_id IN (SELECT id FROM generations WHERE request_id = :id);

-- name: pictures_of_request
-- The kept pictures of a request.
SELECT generations.position, pictures.mime, pictures.width, pictures.height, pictures.data
FROM generations
JOIN pictures ON pictures.generation_id = generations.id
WHERE generations.request_id = :id;

-- name: next_to_place
-- When the next request is due to be placed; what is held is not due before its claim has run out.
SELECT min(due_at) AS due_at
FROM (
    SELECT due_at FROM (
        SELECT due_at FROM requests
        WHERE status = 'accepted' AND due_at IS NOT NULL AND held_until IS NULL
        ORDER BY due_at
        LIMIT 1
    ) AS free
    UNION ALL
    SELECT CASE WHEN due_at > held_until THEN due_at WHEN due_at <= held_until THEN held_until END AS due_at
    FROM requests
    WHERE held_until > 0 AND status = 'accepted'
) AS next;

-- name: next_to_deliver
-- When the next request is due to be delivered; what is held is not due before its claim has run out.
SELECT min(due_at) AS due_at
FROM (
    SELECT due_at FROM (
        SELECT due_at FROM requests
        WHERE status IN ('placed', 'delivering') AND due_at IS NOT NULL AND held_until IS NULL
        ORDER BY due_at
        LIMIT 1
    ) AS free
    UNION ALL
    SELECT CASE WHEN due_at > held_until THEN due_at WHEN due_at <= held_until THEN held_until END AS due_at
    FROM requests
    WHERE held_until > 0 AND status IN ('placed', 'delivering')
) AS next;

-- name: messages_in_chat
-- The requests after a message of a supergroup, which counts its own.
SELECT message_id, accepted_at FROM requests
WHERE chat_id = :chat_id AND message_id > :message_id
ORDER BY message_id
LIMIT :limit;

-- name: placeholders_in_chat
-- The placeholders after a message of a supergroup.
SELECT placeholder AS message_id FROM requests
WHERE chat_id = :chat_id AND placeholder > :message_id
ORDER BY placeholder
LIMIT :limit;

-- name: shared_messages
-- The requests after a message where private chats and basic groups count theirs together.
SELECT message_id, accepted_at FROM requests
WHERE chat_id > -1000000000000 AND message_id > :message_id
ORDER BY message_id
LIMIT :limit;

-- name: shared_placeholders
-- The placeholders after a message where private chats and basic groups count theirs together.
SELECT placeholder AS message_id FROM requests
WHERE chat_id > -1000000000000 AND placeholder > :message_id
ORDER BY placeholder
LIMIT :limit;

-- name: full_in_chat
-- The messages after one that show a picture of a sheet in full.
SELECT message_id FROM full_pictures
WHERE chat_id = :chat_id AND message_id > :message_id
ORDER BY message_id
LIMIT :limit;

-- name: renew_request
-- Let a claim of a request hold longer, if it still does.
UPDATE requests SET held_until = :until WHERE id = :id AND fence = :fence AND held_until IS NOT NULL;
