-- name: drop_originals
-- Forget originals of pictures that were delivered long ago.
DELETE FROM pictures WHERE generation_id IN (
    SELECT generation_id FROM pictures WHERE delivered_at <= :before ORDER BY delivered_at LIMIT :limit
)
RETURNING generation_id;

-- name: drop_inline_drafts
-- Forget what nobody chose for long.
DELETE FROM inline_drafts WHERE key IN (
    SELECT key FROM inline_drafts WHERE kept_at <= :before ORDER BY kept_at LIMIT :limit
)
RETURNING key;

-- name: drop_questions
-- Forget what nobody answered for long.
DELETE FROM questions WHERE (chat_id, message_id) IN (
    SELECT chat_id, message_id FROM questions WHERE asked_at <= :before ORDER BY asked_at LIMIT :limit
)
RETURNING message_id;

-- name: drop_people
-- Forget what those chose who blocked the bot long ago.
DELETE FROM people WHERE user_id IN (
    SELECT user_id FROM people WHERE blocked_at <= :before ORDER BY blocked_at LIMIT :limit
)
RETURNING user_id;

-- name: drop_tallies
-- Forget what nobody counts any more.
DELETE FROM tallies WHERE generation_id IN (
    SELECT generation_id FROM tallies WHERE forgotten_at <= :before ORDER BY forgotten_at LIMIT :limit
)
RETURNING generation_id;

-- name: drop_past_keys
-- Forget where from nothing comes again.
DELETE FROM past_keys WHERE digest IN (
    SELECT digest FROM past_keys WHERE forgotten_at <= :before ORDER BY forgotten_at LIMIT :limit
)
RETURNING digest;

-- name: old_requests
-- Requests that are over and were made long ago.
SELECT id, dedupe_key, accepted_at FROM requests
WHERE status IN ('delivered', 'ended') AND accepted_at <= :before
ORDER BY accepted_at
LIMIT :limit;

-- name: farewells
-- Who asked to be forgotten, and until when they had asked for something; who comes first is looked at first.
SELECT user_id, asked_at FROM farewells ORDER BY user_id LIMIT :limit;

-- name: end_farewell
-- Nothing is left of somebody, unless they said farewell once more.
DELETE FROM farewells WHERE user_id = :user_id AND asked_at = :asked_at;

-- name: keep_copy
-- Know a message that holds a picture of a request.
INSERT INTO copies (chat_id, message_id, request_id, attempts)
SELECT :chat_id, :message_id, (SELECT id FROM requests WHERE id = :id), 0
ON CONFLICT DO NOTHING;

-- name: copies_left
-- Messages whose requests were forgotten.
SELECT chat_id, message_id, attempts FROM copies WHERE request_id IS NULL ORDER BY attempts LIMIT :limit;

-- name: drop_copy
-- Such a message is gone.
DELETE FROM copies WHERE chat_id = :chat_id AND message_id = :message_id AND request_id IS NULL;

-- name: put_off_copy
-- Such a message is still there.
UPDATE copies SET attempts = attempts + 1
WHERE chat_id = :chat_id AND message_id = :message_id AND request_id IS NULL;
