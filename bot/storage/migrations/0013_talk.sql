-- What was answered to words that are no request yet: an edit of them changes that answer, or makes a placeholder of it.
-- And whether somebody is asked before words that they write in reply to a picture are drawn.

CREATE TABLE answers (
    chat_id INTEGER NOT NULL,
    asked INTEGER NOT NULL,           -- the message with the words
    message_id INTEGER NOT NULL,      -- the answer
    user_id INTEGER NOT NULL,         -- whose words they are
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, asked)
) STRICT;

CREATE INDEX answers_answered ON answers (answered_at);
CREATE INDEX answers_person ON answers (user_id);

ALTER TABLE people ADD COLUMN asks INTEGER NOT NULL DEFAULT 1 CHECK (asks IN (0, 1));
