-- name: begin_removal
-- Let a message go then; one that is to go already does so when it was to.
INSERT INTO removals (chat_id, message_id, generation_id, whole, language, due_at, attempts)
VALUES (:chat_id, :message_id, :generation_id, :whole, :language, :due_at, :attempts)
ON CONFLICT (chat_id, message_id) DO NOTHING;

-- name: undo_removal
-- Let a message stay that is not going yet, and what was to go with it.
DELETE FROM removals
WHERE (generation_id, whole) = (
    SELECT generation_id, whole FROM removals WHERE chat_id = :chat_id AND message_id = :message_id
) AND due_at > :now
RETURNING generation_id;

-- name: find_removal
-- A message that is to go.
SELECT message_id FROM removals WHERE chat_id = :chat_id AND message_id = :message_id;

-- name: due_removals
-- Messages whose time has come, the oldest first.
SELECT chat_id, message_id, generation_id, whole, language, attempts FROM removals
WHERE due_at <= :now
ORDER BY due_at
LIMIT :limit;

-- name: end_removal
-- A message is gone, or stays for good.
DELETE FROM removals WHERE chat_id = :chat_id AND message_id = :message_id;

-- name: put_off_removal
-- Try again then to take a message away.
UPDATE removals SET attempts = :attempts, due_at = :due_at WHERE chat_id = :chat_id AND message_id = :message_id;
