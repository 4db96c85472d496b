-- name: add
-- Keep a new generation, unless its source is known. Its turn is the next of its person, yet not before the turn the
-- queue has come to (start-time fair queuing): nobody is overtaken by a later picture of somebody who has many.
INSERT INTO generations (
    id, source, status, stage, due_at, lease, turn, accepted_at, chat_id, message_id, user_id, thread_id,
    inline_message_id, language,
    model, account, prompt, words, seed, ratio_width, ratio_height, size, quality, style, light, palette, view,
    as_file, spoiler, attempts, submissions, placeholder, unplaced
)
SELECT
    :id, :source, :status, :stage, :due_at, :lease,
    (
        SELECT coalesce(max(turns.turn), 0)
        FROM (
            SELECT max(turn) + 1 AS turn FROM generations WHERE stage = 'submit' AND user_id = :user_id
            UNION ALL
            SELECT min(turn) AS turn FROM generations WHERE stage = 'submit'
        ) AS turns
    ),
    :accepted_at, :chat_id, :message_id, :user_id, :thread_id, :inline_message_id, :language,
    :model, :account, :prompt, :words, :seed, :ratio_width, :ratio_height, :size, :quality, :style, :light, :palette,
    :view, :as_file, :spoiler, :attempts, :submissions, :placeholder, :unplaced
WHERE true
ON CONFLICT (source) DO NOTHING;

-- name: find_by_source
-- The generation that came from this source.
SELECT * FROM generations WHERE source = :source;

-- name: touch_budget
-- Hold the row of a budget until the transaction ends, so that processes that share it count one after another; where
-- nothing is due there is nothing to count, and nothing is written.
UPDATE budgets SET touched_at = :now
WHERE name = :line
    AND EXISTS (
        SELECT 1 FROM generations
        WHERE stage = :stage AND account = :account AND (due_at <= :now OR due_at > :horizon)
    );

-- name: claim_to_submit
-- Take generations whose people see a placeholder, in fair order, as many as the provider's budgets of the last minute
-- and day leave room for. A due time beyond the horizon means that the clock was set back: due as well.
WITH claimed AS MATERIALIZED (
    SELECT id FROM generations
    WHERE stage = 'submit' AND account = :account AND (due_at <= :now OR due_at > :horizon)
        AND (placeholder IS NOT NULL OR inline_message_id IS NOT NULL OR status = 'submitting')
    ORDER BY turn, accepted_at
    LIMIT (
        SELECT CASE WHEN min(room.places) > 0 THEN min(room.places) ELSE 0 END
        FROM (
            SELECT CAST(:limit AS INTEGER) AS places
            UNION ALL
            SELECT CAST(:per_minute AS INTEGER) - count(*) FROM generations
            WHERE account = :account AND submitted_at > :minute_ago AND submitted_at <= :now
            UNION ALL
            SELECT CAST(:per_day AS INTEGER) - count(*) FROM generations
            WHERE account = :account AND submitted_at > :day_ago AND submitted_at <= :now
        ) AS room
    )
    /*postgresql: FOR UPDATE SKIP LOCKED*/
)
UPDATE generations SET due_at = :until, lease = lease + 1, submitted_at = :now
WHERE id IN (SELECT id FROM claimed)
RETURNING *;

-- name: claim_to_poll
-- Take the longest overdue pending generations, as many as the provider's budget of the last second leaves room for.
WITH claimed AS MATERIALIZED (
    SELECT id FROM generations
    WHERE stage = 'poll' AND account = :account AND (due_at <= :now OR due_at > :horizon)
    ORDER BY due_at
    LIMIT (
        SELECT CASE WHEN min(room.places) > 0 THEN min(room.places) ELSE 0 END
        FROM (
            SELECT CAST(:limit AS INTEGER) AS places
            UNION ALL
            SELECT CAST(:per_second AS INTEGER) - count(*) FROM generations
            WHERE account = :account AND polled_at > :second_ago AND polled_at <= :now
        ) AS room
    )
    /*postgresql: FOR UPDATE SKIP LOCKED*/
)
UPDATE generations SET due_at = :until, lease = lease + 1, polled_at = :now
WHERE id IN (SELECT id FROM claimed)
RETURNING *;

-- name: claim_to_deliver
-- Take the longest overdue generations whose picture or end is to be brought to their people.
WITH claimed AS MATERIALIZED (
    SELECT id FROM generations
    WHERE stage = 'deliver' AND (due_at <= :now OR due_at > :horizon)
    ORDER BY due_at
    LIMIT :limit
    /*postgresql: FOR UPDATE SKIP LOCKED*/
)
UPDATE generations SET due_at = :until, lease = lease + 1
WHERE id IN (SELECT id FROM claimed)
RETURNING *;

-- name: claim_unplaced
-- Take queued generations whose people see no placeholder, in the order of the queue.
WITH claimed AS MATERIALIZED (
    SELECT id FROM generations
    WHERE stage = 'submit' AND placeholder IS NULL AND inline_message_id IS NULL AND status = 'queued' AND (due_at <= :now OR due_at > :horizon)
    ORDER BY turn, accepted_at
    LIMIT :limit
    /*postgresql: FOR UPDATE SKIP LOCKED*/
)
UPDATE generations SET due_at = :until, lease = lease + 1
WHERE id IN (SELECT id FROM claimed)
RETURNING *;

-- name: claim_waiting
-- Take queued generations whose people may be told how it is going.
WITH claimed AS MATERIALIZED (
    SELECT id FROM generations
    WHERE stage = 'submit' AND status = 'queued' AND late_at IS NULL AND due_at <= :now
        AND (placeholder IS NOT NULL OR inline_message_id IS NOT NULL)
        AND coalesce(shown_at, accepted_at) <= CASE WHEN chat_id > 0 AND inline_message_id IS NULL THEN CAST(:private_before AS INTEGER) ELSE CAST(:group_before AS INTEGER) END
    ORDER BY coalesce(shown_at, accepted_at)
    LIMIT :limit
    /*postgresql: FOR UPDATE SKIP LOCKED*/
)
UPDATE generations SET due_at = :until, lease = lease + 1
WHERE id IN (SELECT id FROM claimed)
RETURNING *;

-- name: next_due
-- When the next generation of a line is due.
SELECT min(due_at) AS due_at FROM generations
WHERE stage = :stage AND account = coalesce(CAST(:account AS TEXT), account);

-- name: record
-- Write what became of a generation, if the claim is still ours.
UPDATE generations
SET chat_id = :chat_id, status = :status, stage = :stage, due_at = :due_at, attempts = :attempts,
    submissions = :submissions, account = :account, stand_in = :stand_in, placeholder = :placeholder,
    unplaced = :unplaced, operation_id = :operation_id, submitted_at = :submitted_at, late_at = :late_at,
    shown_at = :shown_at, ready_at = :ready_at, file_id = :file_id, revised_prompt = :revised_prompt, reason = :reason
WHERE id = :id AND lease = :lease
RETURNING id;

-- name: find
-- One generation.
SELECT * FROM generations WHERE id = :id;

-- name: newest_before
-- The newest request that is known to have been there when a generation was accepted; its placeholder is newer still.
-- Private chats and basic groups count their messages together (shared = 1), a supergroup counts its own.
SELECT max(message_id) AS message_id FROM generations
WHERE accepted_at > :recently AND accepted_at <= :accepted_at
    AND (chat_id = :chat_id OR (CAST(:shared AS INTEGER) = 1 AND chat_id > :supergroups));

-- name: known_after
-- The messages after a request that are requests themselves, or placeholders that were written down.
SELECT message_id FROM generations
WHERE accepted_at > :recently AND message_id > :message_id
    AND (chat_id = :chat_id OR (CAST(:shared AS INTEGER) = 1 AND chat_id > :supergroups))
UNION
SELECT placeholder AS message_id FROM generations
WHERE accepted_at > :recently AND placeholder > :message_id
    AND (chat_id = :chat_id OR (CAST(:shared AS INTEGER) = 1 AND chat_id > :supergroups));

-- name: find_shown
-- The generation that a message of the bot's shows.
SELECT * FROM generations WHERE chat_id = :chat_id AND placeholder = :message_id;

-- name: latest
-- What somebody asked for last in a chat.
SELECT * FROM generations WHERE user_id = :user_id AND chat_id = :chat_id ORDER BY accepted_at DESC LIMIT 1;

-- name: history
-- Somebody's pictures, or those of one chat, the newest first.
SELECT * FROM generations
WHERE user_id = :user_id AND file_id IS NOT NULL AND chat_id = coalesce(CAST(:chat_id AS INTEGER), chat_id)
ORDER BY accepted_at DESC, id
LIMIT 1 OFFSET :offset;

-- name: history_size
-- How many pictures somebody has.
SELECT count(*) AS size FROM generations
WHERE user_id = :user_id AND file_id IS NOT NULL AND chat_id = coalesce(CAST(:chat_id AS INTEGER), chat_id);

-- name: forget_shown
-- A picture was deleted from its chat: its history does not show it any more.
UPDATE generations SET file_id = NULL WHERE id = :id;

-- name: place_in_queue
-- How many are served before somebody's queued generation.
SELECT count(*) AS before FROM generations AS other
WHERE other.stage = 'submit' AND other.status = 'queued' AND other.account = :account
    AND (other.turn, other.accepted_at) < (SELECT turn, accepted_at FROM generations WHERE id = :id);

-- name: busy
-- Where pictures are being drawn now that were submitted not long ago.
SELECT DISTINCT chat_id, thread_id FROM generations
WHERE stage IN ('submit', 'poll') AND status IN ('submitting', 'pending') AND submitted_at > :recently
    AND inline_message_id IS NULL;

-- name: cancel
-- Take a request back while there is no picture. The new lease makes void what a worker does with it now.
UPDATE generations
SET status = 'cancelled', stage = 'deliver', due_at = :now, lease = lease + 1, attempts = 0
WHERE id = :id AND status IN ('queued', 'submitting', 'pending')
RETURNING id;

-- name: resend
-- Bring a kept picture again, of which it is uncertain whether it arrived: into the message that asked.
UPDATE generations
SET status = 'ready', stage = 'deliver', due_at = :now, lease = lease + 1, attempts = 0, reason = NULL,
    placeholder = :placeholder
WHERE id = :id AND status = 'failed' AND reason IN ('uncertain', 'nowhere') AND due_at IS NULL
RETURNING id;

-- name: keep_picture
-- Keep the picture of a generation, if the claim is still ours.
INSERT INTO pictures (generation_id, mime, width, height, data)
SELECT id, :mime, :width, :height, :data FROM generations WHERE id = :id AND lease = :lease
ON CONFLICT (generation_id) DO NOTHING;

-- name: find_picture
-- The kept picture of a generation.
SELECT mime, width, height, data FROM pictures WHERE generation_id = :id;

-- name: drop_picture
-- Forget the picture of a generation that is over, if the claim is still ours.
DELETE FROM pictures
WHERE generation_id IN (SELECT id FROM generations WHERE id = :id AND lease = :lease);

-- name: drop_old_pictures
-- Forget the originals of pictures that were shown long ago.
DELETE FROM pictures
WHERE generation_id IN (SELECT id FROM generations WHERE status = 'delivered' AND ready_at <= :before);
