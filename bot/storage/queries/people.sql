-- name: find_person
-- What somebody chose.
SELECT * FROM people WHERE user_id = :user_id;

-- name: keep_person
-- Keep what somebody chose.
INSERT INTO people (user_id, model, ratio, style, language, as_file, started)
VALUES (:user_id, :model, :ratio, :style, :language, :as_file, :started)
ON CONFLICT (user_id) DO UPDATE
SET model = excluded.model, ratio = excluded.ratio, style = excluded.style, language = excluded.language,
    as_file = excluded.as_file, started = excluded.started;

-- name: keep_question
-- Keep that somebody was asked for words.
INSERT INTO questions (chat_id, message_id, user_id, generation_id, asked_at)
VALUES (:chat_id, :message_id, :user_id, :generation_id, :asked_at)
ON CONFLICT (chat_id, message_id) DO NOTHING;

-- name: find_question
-- What a message of the bot's asked.
SELECT user_id, generation_id FROM questions WHERE chat_id = :chat_id AND message_id = :message_id;

-- name: raise_alarm
-- Whether the operator was not told of this for long enough; then it is written down that it happens now. A time that
-- lies ahead means that the clock was set back.
INSERT INTO alarms (name, raised_at) VALUES (:name, :now)
ON CONFLICT (name) DO UPDATE SET raised_at = excluded.raised_at
WHERE alarms.raised_at <= :before OR alarms.raised_at > :now
RETURNING name;
