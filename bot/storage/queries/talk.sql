-- name: keep_answer
-- Keep what answers somebody's words; of several answers the last one.
INSERT INTO answers (chat_id, asked, message_id, user_id, answered_at)
VALUES (:chat_id, :asked, :message_id, :user_id, :answered_at)
ON CONFLICT (chat_id, asked) DO UPDATE SET message_id = excluded.message_id, answered_at = excluded.answered_at;

-- name: find_answer
-- What answers the words of a message.
SELECT message_id FROM answers WHERE chat_id = :chat_id AND asked = :asked;

-- name: forget_answers
-- Forget what somebody was answered.
DELETE FROM answers WHERE user_id = :user_id;

-- name: drop_answers
-- Forget what was answered long ago.
DELETE FROM answers WHERE (chat_id, asked) IN (
    SELECT chat_id, asked FROM answers WHERE answered_at <= :before ORDER BY answered_at LIMIT :limit
)
RETURNING message_id;

-- name: waiting_in_chat
-- Those of somebody's requests in a chat of which something may still be taken back, the oldest first.
SELECT id FROM requests
WHERE user_id = :user_id AND status IN ('accepted', 'placed', 'delivering') AND chat_id = :chat_id
    AND inline_message_id IS NULL AND EXISTS (
        SELECT 1 FROM generations WHERE request_id = requests.id AND status IN ('queued', 'submitting', 'pending')
    )
ORDER BY accepted_at, id;

-- name: take_back_questions
-- Wait no more for the words that somebody was asked for in a chat.
DELETE FROM questions WHERE user_id = :user_id AND chat_id = :chat_id RETURNING message_id;
