-- name: find_containing
-- The request of a generation, whole.
SELECT * FROM whole_requests WHERE id = (SELECT request_id FROM generations WHERE id = :id);

-- name: find_shown
-- The request that a message of the bot's shows, whole.
SELECT * FROM whole_requests WHERE chat_id = :chat_id AND placeholder = :message_id;

-- name: find_full
-- The request of the one picture that a message of the bot's shows in full, whole, and which picture that is.
SELECT whole_requests.*, full_generation.position AS full_position
FROM full_pictures
JOIN generations AS full_generation ON full_generation.id = full_pictures.generation_id
JOIN whole_requests ON whole_requests.id = full_generation.request_id
WHERE full_pictures.chat_id = :chat_id AND full_pictures.message_id = :message_id;

-- name: find_latest
-- What somebody asked for last in a chat, whole.
SELECT * FROM whole_requests WHERE id = (
    SELECT id FROM requests WHERE user_id = :user_id AND chat_id = :chat_id ORDER BY accepted_at DESC LIMIT 1
);

-- name: history
-- One of somebody's delivered requests, or of those in one chat, counted from the newest, whole.
SELECT * FROM whole_requests WHERE id = (
    SELECT id FROM requests
    WHERE user_id = :user_id AND status = 'delivered' AND file_id IS NOT NULL
        AND chat_id = coalesce(CAST(:chat_id AS INTEGER), chat_id)
    ORDER BY accepted_at DESC, id DESC
    LIMIT 1 OFFSET :offset
);

-- name: history_size
-- How many of these there are.
SELECT count(*) AS size FROM requests
WHERE user_id = :user_id AND status = 'delivered' AND file_id IS NOT NULL
    AND chat_id = coalesce(CAST(:chat_id AS INTEGER), chat_id);

-- name: matching
-- Those of somebody's newest delivered photos whose words contain these, the newest first; the words are folded, with %
-- and _ escaped.
SELECT * FROM whole_requests WHERE id IN (
    SELECT id FROM (
        SELECT id, words, as_file, accepted_at FROM requests
        WHERE user_id = :user_id AND status = 'delivered' AND file_id IS NOT NULL
        ORDER BY accepted_at DESC, id DESC
        LIMIT :looked_at
    ) AS newest
    WHERE as_file = 0 AND words LIKE CAST(:pattern AS TEXT) ESCAPE '\'
    ORDER BY accepted_at DESC, id DESC
    LIMIT :limit
);

-- name: find_picture
-- The kept picture of a generation.
SELECT mime, width, height, data FROM pictures WHERE generation_id = :id;

-- name: begin_showing
-- Write that a picture is about to be sent to a chat in full, unless somebody did so before.
INSERT INTO full_pictures (generation_id, chat_id, begun_at) VALUES (:id, :chat_id, :now)
ON CONFLICT DO NOTHING
RETURNING generation_id;

-- name: find_showing
-- What is known of that.
SELECT begun_at, message_id FROM full_pictures WHERE generation_id = :id AND chat_id = :chat_id;

-- name: free_full_message
-- A message shows one picture: what it showed before, in a chat that was made anew, it does not show any more.
DELETE FROM full_pictures WHERE chat_id = :chat_id AND message_id = :message_id AND generation_id <> :id;

-- name: end_showing
-- Write which message shows a picture in full.
UPDATE full_pictures SET message_id = :message_id WHERE generation_id = :id AND chat_id = :chat_id;

-- name: undo_showing
-- None does after all.
DELETE FROM full_pictures WHERE generation_id = :id AND chat_id = :chat_id;

-- name: keep_question
-- Keep that somebody was asked for words.
INSERT INTO questions (chat_id, message_id, user_id, generation_id, asked_at, whole)
VALUES (:chat_id, :message_id, :user_id, :generation_id, :asked_at, :whole)
ON CONFLICT (chat_id, message_id) DO NOTHING;

-- name: find_question
-- What a message of the bot's asked.
SELECT user_id, generation_id, whole FROM questions WHERE chat_id = :chat_id AND message_id = :message_id;

-- name: share
-- Share a picture's words by this token, unless they are shared by another one.
INSERT INTO shares (token, generation_id)
SELECT CAST(:token AS TEXT), id FROM generations WHERE id = :id
ON CONFLICT DO NOTHING;

-- name: find_share
-- The token by which a picture's words are shared.
SELECT token FROM shares WHERE generation_id = :id;

-- name: find_shared
-- The picture whose words are shared by this token.
SELECT generation_id FROM shares WHERE token = :token;
