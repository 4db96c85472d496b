-- What people chose for themselves, what they were asked, and what the operator was told.

CREATE TABLE people (
    user_id INTEGER NOT NULL PRIMARY KEY,
    model TEXT,                       -- the model they draw with if they name none; the other columns alike
    ratio TEXT,
    style TEXT,
    language TEXT,                    -- the language they want to be spoken to in, whatever their Telegram says
    as_file INTEGER NOT NULL,         -- whether pictures come as files
    started INTEGER NOT NULL          -- whether they have opened the private chat with the bot
) STRICT;

CREATE TABLE questions (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,      -- the bot's message that asks for words
    user_id INTEGER NOT NULL,         -- whose answer counts
    generation_id TEXT,               -- the generation whose words are to be replaced, if any
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) STRICT;

CREATE TABLE alarms (
    name TEXT NOT NULL PRIMARY KEY,   -- what is wrong with what
    raised_at INTEGER NOT NULL        -- when the operator was last told
) STRICT;
