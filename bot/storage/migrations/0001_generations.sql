-- Generations and their pictures. Times are microseconds since 1970 in UTC.

CREATE TABLE generations (
    id TEXT NOT NULL PRIMARY KEY,     -- a UUID, also the client request id the provider is given
    source TEXT NOT NULL UNIQUE,      -- what it came from: a redelivered update finds its own generation
    status TEXT NOT NULL,
    stage TEXT,                       -- the lane that takes its next step; null when nothing is left to do
    due_at INTEGER,                   -- when anybody may take the next step; a claim moves it to the lease's end
    lease INTEGER NOT NULL,           -- fencing token: every claim counts it up, every write must carry it
    turn INTEGER NOT NULL,            -- fair order: a person's second picture waits behind everybody's first
    accepted_at INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    thread_id INTEGER,
    inline_message_id TEXT,           -- the message in any chat that becomes the picture; chat_id is the person's own
    language TEXT NOT NULL,
    model TEXT NOT NULL,              -- the one that was asked for
    account TEXT NOT NULL,            -- who is paid: the account of the model that draws
    stand_in TEXT,                    -- the model that draws instead, where the one asked for is down
    prompt TEXT NOT NULL,
    words TEXT NOT NULL,              -- the prompt folded to lower case, to be searched: SQLite folds ASCII only
    seed INTEGER NOT NULL,
    ratio_width INTEGER NOT NULL,
    ratio_height INTEGER NOT NULL,
    size TEXT,
    quality TEXT,
    style TEXT,
    light TEXT,
    palette TEXT,
    view TEXT,
    as_file INTEGER NOT NULL,
    spoiler INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    submissions INTEGER NOT NULL,
    placeholder INTEGER,
    unplaced INTEGER NOT NULL,        -- whether it is sure that no placeholder was sent: then nobody looks for one
    operation_id TEXT,
    submitted_at INTEGER,             -- when it was last claimed for submission: the provider's budgets count these
    polled_at INTEGER,                -- when it was last claimed for a poll: same
    late_at INTEGER,                  -- when the person was told that it takes longer
    shown_at INTEGER,                 -- when the placeholder last said how it is going
    ready_at INTEGER,
    file_id TEXT,                     -- Telegram's name of the picture as it was shown
    revised_prompt TEXT,              -- what the model drew instead of the prompt
    reason TEXT
) STRICT;

CREATE INDEX generations_due ON generations (stage, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX generations_turn ON generations (turn, accepted_at) WHERE stage = 'submit';
CREATE INDEX generations_accepted ON generations (accepted_at);
CREATE INDEX generations_submitted ON generations (account, submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX generations_polled ON generations (account, polled_at) WHERE polled_at IS NOT NULL;
CREATE INDEX generations_person ON generations (user_id, turn) WHERE stage = 'submit';
CREATE INDEX generations_shown ON generations (chat_id, placeholder);
CREATE INDEX generations_history ON generations (user_id, accepted_at);

CREATE TABLE budgets (
    name TEXT NOT NULL PRIMARY KEY,   -- a row to lock: processes that share a budget count one after another
    touched_at INTEGER NOT NULL
) STRICT;

INSERT INTO budgets (name, touched_at)
VALUES ('yandex submit', 0), ('yandex poll', 0), ('openai submit', 0), ('openai poll', 0);

CREATE TABLE pictures (
    generation_id TEXT NOT NULL PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
    mime TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
