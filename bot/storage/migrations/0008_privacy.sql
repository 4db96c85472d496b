-- What is kept about people has a term, and may be deleted before. What accounts count for a day stays without words and
-- without a person.

CREATE TABLE tallies (
    generation_id TEXT NOT NULL PRIMARY KEY,  -- of a generation that was forgotten
    account TEXT NOT NULL,
    counted_at INTEGER NOT NULL,      -- as that of generations: the account's budgets count it
    forgotten_at INTEGER NOT NULL
) STRICT;

CREATE INDEX tallies_counted ON tallies (account, counted_at);
CREATE INDEX tallies_forgotten ON tallies (forgotten_at);

CREATE TABLE past_keys (
    digest TEXT NOT NULL PRIMARY KEY, -- of the dedupe key of a request that was forgotten: a redelivered update is known
    forgotten_at INTEGER NOT NULL
) STRICT;

CREATE INDEX past_keys_forgotten ON past_keys (forgotten_at);

CREATE TABLE copies (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,      -- a message with a picture, such as inline pictures are uploaded in first
    request_id TEXT REFERENCES requests (id) ON DELETE SET NULL,  -- null: the message is to be deleted
    attempts INTEGER NOT NULL,        -- how often that failed
    PRIMARY KEY (chat_id, message_id)
) STRICT;

CREATE INDEX copies_of_request ON copies (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX copies_left ON copies (attempts) WHERE request_id IS NULL;

CREATE TABLE farewells (
    user_id INTEGER NOT NULL PRIMARY KEY,  -- somebody whose requests up to then are forgotten as soon as they are over
    asked_at INTEGER NOT NULL
) STRICT;

ALTER TABLE people ADD COLUMN blocked_at INTEGER;  -- when they were found to have blocked the bot

CREATE INDEX people_blocked ON people (blocked_at) WHERE blocked_at IS NOT NULL;
CREATE INDEX requests_person ON requests (user_id, accepted_at, id);
CREATE INDEX requests_live ON requests (user_id) WHERE status IN ('accepted', 'placed', 'delivering');
CREATE INDEX requests_over ON requests (accepted_at) WHERE status IN ('delivered', 'ended');
CREATE INDEX questions_asked ON questions (asked_at);
CREATE INDEX questions_person ON questions (user_id);
CREATE INDEX inline_drafts_person ON inline_drafts (user_id);
