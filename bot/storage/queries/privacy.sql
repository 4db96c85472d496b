-- name: kept_about
-- How much is kept about somebody.
SELECT
    (SELECT count(*) FROM requests WHERE user_id = :user_id) AS requests,
    (
        SELECT count(*) FROM requests
        JOIN generations ON generations.request_id = requests.id
        JOIN pictures ON pictures.generation_id = generations.id
        WHERE requests.user_id = :user_id
    ) AS pictures,
    (SELECT count(*) FROM questions WHERE user_id = :user_id) AS questions,
    (SELECT count(*) FROM inline_drafts WHERE user_id = :user_id) AS drafts,
    CAST((SELECT coalesce(sum(pictures), 0) FROM credits WHERE user_id = :user_id) AS INTEGER) AS credits;

-- name: requests_of_person
-- Somebody's requests before one of them, the newest first, whole.
SELECT * FROM whole_requests WHERE id IN (
    SELECT id FROM requests
    WHERE user_id = :user_id AND (accepted_at, id) < (:accepted_at, :id)
    ORDER BY accepted_at DESC, id DESC
    LIMIT :limit
);

-- name: drafts_of_person
-- What somebody typed inline, the newest first.
SELECT key, user_id, text FROM inline_drafts WHERE user_id = :user_id ORDER BY kept_at DESC LIMIT :limit;

-- name: live_of_person
-- Those of somebody's requests that are not over.
SELECT id FROM requests WHERE user_id = :user_id AND status IN ('accepted', 'placed', 'delivering');

-- name: over_of_person
-- Those of somebody's requests up to a time that are over, with nothing left to stop at a provider.
SELECT id, dedupe_key, accepted_at FROM requests
WHERE user_id = :user_id AND accepted_at <= :before AND status IN ('delivered', 'ended') AND NOT EXISTS (
    SELECT 1 FROM generations WHERE request_id = requests.id AND due_at IS NOT NULL
)
ORDER BY accepted_at
LIMIT :limit;

-- name: left_of_person
-- Whether anything of somebody's requests up to a time is there still.
SELECT id FROM requests WHERE user_id = :user_id AND accepted_at <= :before LIMIT 1;

-- name: key_of_request
-- What a request that is over came from.
SELECT id, dedupe_key, accepted_at FROM requests WHERE id = :id AND status IN ('delivered', 'ended');

-- name: keep_tallies
-- Keep what accounts count of a request that is over, before it is forgotten.
INSERT INTO tallies (generation_id, account, counted_at, forgotten_at)
SELECT generations.id, generations.account, generations.counted_at, CAST(:now AS INTEGER)
FROM requests
JOIN generations ON generations.request_id = requests.id
WHERE requests.id = :id AND requests.status IN ('delivered', 'ended') AND generations.counted_at > :day_ago
ON CONFLICT DO NOTHING;

-- name: keep_past_key
-- Know the key of a request that is forgotten.
INSERT INTO past_keys (digest, forgotten_at) VALUES (:digest, :now) ON CONFLICT DO NOTHING;

-- name: keep_full_copies
-- The messages that show a request's pictures in full are to be deleted as well.
INSERT INTO copies (chat_id, message_id, attempts)
SELECT full_pictures.chat_id, full_pictures.message_id, 0 FROM generations
JOIN full_pictures ON full_pictures.generation_id = generations.id
WHERE generations.request_id = :id AND full_pictures.message_id IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: forget_request
-- Forget a request that is over, with all its generations and pictures; its copies are to be deleted.
DELETE FROM requests WHERE id = :id AND status IN ('delivered', 'ended') RETURNING id;

-- name: say_farewell
-- Somebody is to be forgotten.
INSERT INTO farewells (user_id, asked_at) VALUES (:user_id, :now)
ON CONFLICT (user_id) DO UPDATE SET asked_at = excluded.asked_at;

-- name: forget_choices
-- Forget what somebody chose.
DELETE FROM people WHERE user_id = :user_id;

-- name: forget_questions
-- Forget what somebody was asked.
DELETE FROM questions WHERE user_id = :user_id;

-- name: forget_drafts
-- Forget what somebody typed inline.
DELETE FROM inline_drafts WHERE user_id = :user_id;

-- name: keep_blocked
-- Know that somebody cannot be written to since then; they may have been for longer.
INSERT INTO people (user_id, as_file, started, blocked_at) VALUES (:user_id, 0, 0, :now)
ON CONFLICT (user_id) DO UPDATE SET started = 0, blocked_at = coalesce(people.blocked_at, excluded.blocked_at);

-- name: live_in_private
-- What somebody waits for in their own chat with the bot.
SELECT id FROM requests
WHERE user_id = :user_id AND status IN ('accepted', 'placed', 'delivering') AND chat_id = :user_id
    AND inline_message_id IS NULL;

-- name: end_unreachable
-- End a request whose person cannot be told.
UPDATE requests
SET status = 'ended', reason = 'undeliverable', due_at = NULL, news_at = NULL, held_until = NULL, stirred_at = NULL,
    fence = fence + 1, attempts = 0
WHERE id = :id AND status IN ('accepted', 'placed', 'delivering')
RETURNING id;
