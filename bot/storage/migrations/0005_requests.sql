-- Requests, which own the conversation, apart from their generations, which own the provider's side. What was one
-- generation becomes a request with one generation, both by its old id: buttons under old messages carry that.

CREATE TABLE requests (
    id TEXT NOT NULL PRIMARY KEY,     -- a UUID
    dedupe_key TEXT NOT NULL UNIQUE,  -- what it came from: a redelivered update is the same request
    status TEXT NOT NULL,
    due_at INTEGER,                   -- when its next step is wanted; null: not by itself
    held_until INTEGER,               -- until when whoever claimed it holds it; null: nobody does
    claim TEXT,                       -- which claim took it last: what that took is read by this
    stirred_at INTEGER,               -- for when somebody else made it due since it was claimed
    news_at INTEGER,                  -- when its placeholder may next say how it is going
    fence INTEGER NOT NULL,           -- fencing token: every claim counts it up, every write must carry it
    attempts INTEGER NOT NULL,
    accepted_at INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    thread_id INTEGER,
    inline_message_id TEXT,           -- the message in any chat that becomes the picture; chat_id is the person's own
    language TEXT NOT NULL,
    model TEXT NOT NULL,              -- the one that was asked for
    prompt TEXT NOT NULL,
    words TEXT NOT NULL,              -- the prompt folded to lower case, to be searched: SQLite folds ASCII only
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
    placeholder INTEGER,              -- the message that becomes the picture
    unsent INTEGER NOT NULL,          -- whether it is sure that no placeholder was sent: then nobody looks for one
    shown INTEGER NOT NULL,           -- how many pictures the unfinished contact sheet shows
    shown_at INTEGER,                 -- when the placeholder last changed
    late_at INTEGER,                  -- when the person was told that it takes longer
    delivered_at INTEGER,
    file_id TEXT,                     -- Telegram's name of what was delivered
    reason TEXT
) STRICT;

-- Their names are taken until the old tables are gone.
ALTER TABLE generations RENAME TO old_generations;
ALTER TABLE pictures RENAME TO old_pictures;

CREATE TABLE generations (
    id TEXT NOT NULL PRIMARY KEY,     -- a UUID, also the client request id the provider is given
    request_id TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,        -- which picture of its request it is, from 1
    batch INTEGER NOT NULL,           -- those with the same number are asked for in one submission
    seed INTEGER NOT NULL,
    account TEXT NOT NULL,            -- who is paid: the account of the model that draws
    status TEXT NOT NULL,
    due_at INTEGER,                   -- as those of requests, also the next three
    held_until INTEGER,
    claim TEXT,
    fence INTEGER NOT NULL,
    turn INTEGER,                     -- fair order: a person's second picture waits behind everybody's first
    attempts INTEGER NOT NULL,
    submissions INTEGER NOT NULL,
    stand_in TEXT,                    -- the model that draws instead, where the one asked for is down
    operation_id TEXT,
    submitted_at INTEGER,
    counted_at INTEGER,               -- when it was last claimed for submission: its account's budgets count these
    polled_at INTEGER,                -- when it was last claimed for a poll: same
    drawn_at INTEGER,
    revised_prompt TEXT,              -- what the model drew instead of the prompt
    reason TEXT,
    user_id INTEGER NOT NULL,         -- its request's, for the indexes
    accepted_at INTEGER NOT NULL,     -- same
    UNIQUE (request_id, position)
) STRICT;

CREATE TABLE pictures (
    generation_id TEXT NOT NULL PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
    mime TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    delivered_at INTEGER,             -- when its request was delivered, or ended with its pictures kept: its term runs
    data BLOB NOT NULL
) STRICT;

CREATE TABLE full_pictures (
    generation_id TEXT NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
    chat_id INTEGER NOT NULL,
    message_id INTEGER,               -- the message that shows one picture of a sheet in full; null: not known
    begun_at INTEGER NOT NULL,        -- when that was about to be sent
    PRIMARY KEY (generation_id, chat_id),
    UNIQUE (chat_id, message_id)
) STRICT;

CREATE TABLE accounts (
    name TEXT NOT NULL PRIMARY KEY,   -- every account that generations were ever queued at
    touched_at INTEGER NOT NULL       -- a row to lock: processes that share its budgets count one after another
) STRICT;

-- A picture that could not be brought: where there was one, it was drawn all the same, and the request ended. Where the
-- person has not been told yet, the request is due: it is brought once more, or its end is told. Of two that claim one
-- message as their placeholder the newer has it.
INSERT INTO requests (
    id, dedupe_key, status, due_at, news_at, fence, attempts, accepted_at, chat_id, message_id, user_id, thread_id,
    inline_message_id, language, model, prompt, words, ratio_width, ratio_height, size, quality, style, light, palette,
    view, as_file, spoiler, placeholder, unsent, shown, shown_at, late_at, delivered_at, file_id, reason
)
SELECT
    id, CASE WHEN source LIKE '%:0' THEN substr(source, 1, length(source) - 2) ELSE source END, new_status,
    CASE
        WHEN new_status = 'accepted' THEN coalesce(due_at, accepted_at)
        WHEN new_status IN ('placed', 'delivering') AND NOT live THEN coalesce(due_at, accepted_at)
    END,
    CASE WHEN new_status = 'placed' AND live AND late_at IS NULL THEN coalesce(shown_at, accepted_at) END,
    lease, CASE WHEN new_status = 'placed' AND live THEN 0 ELSE attempts END,
    accepted_at, chat_id, message_id, user_id, thread_id, inline_message_id, language, model, prompt, words,
    ratio_width, ratio_height, size, quality, style, light, palette, view, as_file, spoiler,
    CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM old_generations AS newer
            WHERE newer.chat_id = old.chat_id AND newer.placeholder = old.placeholder
                AND (newer.accepted_at, newer.id) > (old.accepted_at, old.id)
        )
        THEN placeholder
    END,
    CASE WHEN new_status = 'accepted' THEN unplaced ELSE 0 END,
    CASE WHEN new_status = 'delivered' THEN 1 ELSE 0 END,
    shown_at, late_at, CASE WHEN new_status = 'delivered' THEN coalesce(ready_at, accepted_at) END, file_id,
    CASE
        WHEN new_status <> 'ended' THEN NULL
        WHEN status = 'cancelled' THEN 'cancelled'
        WHEN status = 'expired' THEN 'timeout'
        ELSE coalesce(reason, 'broken')
    END
FROM (
    SELECT
        generations.*,
        CASE
            WHEN status = 'queued' AND placeholder IS NULL AND inline_message_id IS NULL THEN 'accepted'
            WHEN status IN ('delivering', 'delivered') THEN status
            WHEN status NOT IN ('failed', 'cancelled', 'expired') THEN 'placed'
            WHEN due_at IS NULL THEN 'ended'
            WHEN reason IN ('uncertain', 'nowhere', 'not-shown', 'undeliverable') AND ready_at IS NULL THEN 'ended'
            WHEN reason = 'uncertain' THEN 'delivering'
            ELSE 'placed'
        END AS new_status,
        status IN ('queued', 'submitting', 'pending') AS live
    FROM old_generations AS generations
) AS old;

INSERT INTO generations (
    id, request_id, position, batch, seed, account, status, due_at, fence, turn, attempts, submissions, stand_in,
    operation_id, submitted_at, counted_at, polled_at, drawn_at, revised_prompt, reason, user_id, accepted_at
)
SELECT
    id, id, 1, 1, seed, account, new_status,
    CASE
        WHEN new_status IN ('submitting', 'pending') THEN coalesce(due_at, accepted_at)
        WHEN new_status = 'cancelled' AND operation_id IS NOT NULL THEN due_at
    END,
    lease,
    CASE WHEN new_status = 'submitting' OR (new_status = 'queued' AND seen) THEN turn END,
    CASE WHEN new_status IN ('submitting', 'pending') OR (new_status = 'queued' AND seen) THEN attempts ELSE 0 END,
    CASE WHEN new_status = 'submitting' AND submissions < 1 THEN 1 ELSE submissions END,
    stand_in,
    CASE WHEN new_status = 'pending' THEN coalesce(operation_id, '') WHEN new_status <> 'queued' THEN operation_id END,
    CASE WHEN new_status = 'submitting' THEN coalesce(submitted_at, accepted_at) ELSE submitted_at END,
    submitted_at, polled_at,
    CASE WHEN new_status = 'drawn' THEN coalesce(ready_at, submitted_at, accepted_at) END,
    revised_prompt,
    CASE
        WHEN new_status = 'failed' THEN coalesce(reason, 'broken')
        WHEN new_status = 'expired' THEN 'timeout'
    END,
    user_id, accepted_at
FROM (
    SELECT
        generations.*,
        CASE
            WHEN status IN ('ready', 'delivering', 'delivered') THEN 'drawn'
            WHEN status <> 'failed' THEN status
            WHEN reason = 'timeout' THEN 'expired'
            WHEN reason IS NULL OR reason NOT IN ('uncertain', 'nowhere', 'not-shown', 'undeliverable') THEN 'failed'
            WHEN ready_at IS NOT NULL THEN 'drawn'
            ELSE 'cancelled'
        END AS new_status,
        placeholder IS NOT NULL OR inline_message_id IS NOT NULL AS seen
    FROM old_generations AS generations
) AS old;

INSERT INTO pictures (generation_id, mime, width, height, delivered_at, data)
SELECT
    generation_id, mime, width, height,
    CASE
        WHEN requests.status IN ('delivered', 'ended')
        THEN coalesce(requests.delivered_at, generations.drawn_at, requests.accepted_at)
    END,
    data
FROM old_pictures
JOIN requests ON requests.id = old_pictures.generation_id
JOIN generations ON generations.id = old_pictures.generation_id;

INSERT INTO accounts (name, touched_at) SELECT DISTINCT account, 0 FROM generations;

DROP TABLE old_pictures;
DROP TABLE old_generations;
DROP TABLE budgets;

ALTER TABLE sketches RENAME TO inline_drafts;
DROP INDEX sketches_kept;
CREATE INDEX inline_drafts_kept ON inline_drafts (kept_at);

-- What waits for a stage, in the order in which it is claimed. What is held stays in these, and is passed over: there
-- is never more of it than workers have hands.
CREATE INDEX requests_to_place ON requests (due_at) WHERE due_at IS NOT NULL AND status = 'accepted';
CREATE INDEX requests_to_deliver ON requests (due_at) WHERE due_at IS NOT NULL AND status IN ('placed', 'delivering');
CREATE INDEX requests_to_tell ON requests (news_at) WHERE news_at IS NOT NULL AND status = 'placed' AND due_at IS NULL;
CREATE INDEX requests_to_tell_between ON requests (news_at)
WHERE news_at IS NOT NULL AND status IN ('placed', 'delivering') AND due_at IS NOT NULL;
CREATE INDEX requests_held ON requests (held_until, claim) WHERE held_until IS NOT NULL;

CREATE INDEX generations_to_submit ON generations (account, due_at)
WHERE due_at IS NOT NULL AND status IN ('queued', 'submitting');
CREATE INDEX generations_by_turn ON generations (account, turn, accepted_at)
WHERE turn IS NOT NULL AND due_at IS NULL AND status = 'queued';
CREATE INDEX generations_to_poll ON generations (account, due_at)
WHERE due_at IS NOT NULL AND status IN ('pending', 'cancelled');
CREATE INDEX generations_held ON generations (held_until, claim) WHERE held_until IS NOT NULL;

-- Turns that are taken, and what budgets count.
CREATE INDEX generations_turns ON generations (turn) WHERE turn IS NOT NULL;
CREATE INDEX generations_turns_of_person ON generations (user_id, turn) WHERE turn IS NOT NULL;
CREATE INDEX generations_counted ON generations (account, counted_at) WHERE counted_at IS NOT NULL;
CREATE INDEX generations_polled ON generations (account, polled_at) WHERE polled_at IS NOT NULL;
CREATE INDEX generations_busy ON generations (submitted_at)
WHERE submitted_at IS NOT NULL AND status IN ('submitting', 'pending');

-- Messages. Private chats and basic groups count theirs together, a supergroup counts its own.
CREATE UNIQUE INDEX requests_placeholder ON requests (chat_id, placeholder) WHERE placeholder IS NOT NULL;
CREATE INDEX requests_message ON requests (chat_id, message_id);
CREATE INDEX requests_shared_placeholder ON requests (placeholder)
WHERE placeholder IS NOT NULL AND chat_id > -1000000000000;
CREATE INDEX requests_shared_message ON requests (message_id) WHERE chat_id > -1000000000000;

-- What people look up, and what is forgotten in time.
CREATE INDEX requests_latest ON requests (user_id, chat_id, accepted_at);
CREATE INDEX requests_history ON requests (user_id, accepted_at, id) WHERE status = 'delivered' AND file_id IS NOT NULL;
CREATE INDEX requests_chat ON requests (chat_id, accepted_at);
CREATE INDEX pictures_delivered ON pictures (delivered_at) WHERE delivered_at IS NOT NULL;

-- Requests whole: a row a generation. It has the columns that requests have when it is made.
CREATE VIEW whole_requests AS
SELECT
    requests.*, generations.id AS generation_id, generations.position, generations.batch, generations.seed,
    generations.account, generations.status AS generation_status, generations.due_at AS generation_due_at,
    generations.fence AS generation_fence, generations.attempts AS generation_attempts, generations.submissions,
    generations.stand_in, generations.operation_id, generations.submitted_at, generations.drawn_at,
    generations.revised_prompt, generations.reason AS generation_reason
FROM requests
JOIN generations ON generations.request_id = requests.id;
