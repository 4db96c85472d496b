-- A message that somebody removes goes a moment later, so that it can be undone. And other words may be asked for that
-- are for all of a sheet.

CREATE TABLE removals (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    generation_id TEXT REFERENCES generations (id) ON DELETE SET NULL,  -- null: its request is forgotten, it goes all the same
    whole INTEGER NOT NULL CHECK (whole IN (0, 1)),                     -- whether its request is forgotten with it
    language TEXT NOT NULL CHECK (language IN ('en', 'ru')),            -- what is spoken there
    due_at INTEGER NOT NULL,          -- when it goes
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    PRIMARY KEY (chat_id, message_id)
) STRICT;

CREATE INDEX removals_due ON removals (due_at);
CREATE INDEX removals_picture ON removals (generation_id) WHERE generation_id IS NOT NULL;

ALTER TABLE questions ADD COLUMN whole INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1));
