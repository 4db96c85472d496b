-- What people may ask for is counted in rows that are changed with the request that is accepted, and given back with the
-- end of a generation that there is no picture of.

CREATE TABLE counts (
    kind INTEGER NOT NULL,            -- what is counted: values/limits.py
    who TEXT NOT NULL,                -- of whom: a person, a group, an account; empty: of all
    since INTEGER NOT NULL,           -- when the hour, the day or the month began; 0: there is none
    used INTEGER NOT NULL,
    until INTEGER,                    -- when that ends
    most INTEGER NOT NULL,            -- the limit, as it was when more was counted last
    PRIMARY KEY (kind, who, since)
) STRICT;

CREATE INDEX counts_until ON counts (until) WHERE until IS NOT NULL;

CREATE TABLE charges (
    generation_id TEXT NOT NULL PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,  -- one that has not ended
    request_id TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    account TEXT NOT NULL,            -- where it is charged, and for which model
    model TEXT NOT NULL,
    micros INTEGER NOT NULL,          -- the price of the picture
    person_hour INTEGER,              -- the counts that it is in, by the times they are since; null: in none
    person_day INTEGER,
    chat_day INTEGER,
    account_day INTEGER,
    money_day INTEGER,
    money_month INTEGER
) STRICT;

CREATE INDEX charges_request ON charges (request_id);
CREATE INDEX charges_person ON charges (user_id);

CREATE TABLE postponed (
    request_id TEXT NOT NULL PRIMARY KEY REFERENCES requests (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    pictures INTEGER NOT NULL,
    begins_at INTEGER NOT NULL        -- when it becomes due
) STRICT;

CREATE INDEX postponed_begins ON postponed (begins_at);
CREATE INDEX postponed_person ON postponed (user_id);

CREATE TABLE turned_away (
    id TEXT NOT NULL PRIMARY KEY,     -- of a request that was not accepted for a limit: its person may have it asked later
    dedupe_key TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    group_daily INTEGER,              -- what its group allowed a day
    request TEXT NOT NULL,            -- its rows, as JSON
    kept_at INTEGER NOT NULL
) STRICT;

CREATE INDEX turned_away_person ON turned_away (user_id, kept_at, id);
CREATE INDEX turned_away_kept ON turned_away (kept_at);

ALTER TABLE requests ADD COLUMN left_today INTEGER;  -- what its person was told to have left for the day; null: enough

INSERT INTO charges (generation_id, request_id, user_id, chat_id, account, model, micros)
SELECT
    generations.id, request_id, generations.user_id, requests.chat_id, account, coalesce(stand_in, requests.model), 0
FROM generations
JOIN requests ON requests.id = generations.request_id
WHERE generations.status IN ('queued', 'submitting', 'pending');

INSERT INTO counts (kind, who, since, used, most) SELECT 11, '', 0, count(*), count(*) FROM charges;

-- Each charge by the counts it is in; null: not in this one.
CREATE VIEW charged AS
SELECT
    charges.generation_id, charges.request_id, charges.model, kinds.kind,
    CASE
        WHEN kinds.kind IN (2, 3) THEN CAST(charges.user_id AS TEXT)
        WHEN kinds.kind = 4 THEN CAST(charges.chat_id AS TEXT)
        WHEN kinds.kind = 5 THEN charges.account || ' ' || CAST(charges.user_id AS TEXT)
        WHEN kinds.kind IN (6, 7, 8) THEN charges.account
        ELSE ''
    END AS who,
    CASE
        WHEN kinds.kind = 2 THEN charges.person_hour
        WHEN kinds.kind = 3 THEN charges.person_day
        WHEN kinds.kind = 4 THEN charges.chat_day
        WHEN kinds.kind IN (5, 6) THEN charges.account_day
        WHEN kinds.kind IN (7, 9) THEN charges.money_day
        WHEN kinds.kind IN (8, 10) THEN charges.money_month
        ELSE 0
    END AS since,
    CASE WHEN kinds.kind IN (7, 8, 9, 10) THEN charges.micros ELSE 1 END AS amount
FROM charges
CROSS JOIN (
    SELECT 2 AS kind UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7
    UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11
) AS kinds;

-- What is given back of the generations that have ended: policy/charging.py.
CREATE VIEW refunds AS
SELECT
    charged.request_id, charged.kind, charged.who, charged.since,
    CASE
        WHEN charged.kind = 11 THEN charged.amount
        WHEN generations.status = 'drawn' THEN 0
        WHEN charged.kind IN (2, 3, 4) AND generations.status = 'cancelled' AND generations.submissions > 0 THEN 0
        WHEN charged.kind IN (2, 3, 4) THEN charged.amount
        WHEN generations.reason = 'bug' THEN 0
        WHEN generations.submissions = 0 THEN charged.amount
        WHEN charged.kind IN (5, 6) THEN 0
        WHEN generations.reason IN ('refused', 'declined', 'failed') THEN charged.amount
        ELSE 0
    END AS amount
FROM charged
JOIN generations ON generations.id = charged.generation_id
WHERE generations.status IN ('drawn', 'failed', 'cancelled', 'expired');

DROP VIEW whole_requests;
CREATE VIEW whole_requests AS
SELECT
    requests.*, generations.id AS generation_id, generations.position, generations.batch, generations.seed,
    generations.account, generations.status AS generation_status, generations.due_at AS generation_due_at,
    generations.fence AS generation_fence, generations.attempts AS generation_attempts, generations.submissions,
    generations.stand_in, generations.operation_id, generations.submitted_at, generations.drawn_at,
    generations.revised_prompt, generations.reason AS generation_reason, generations.trouble, generations.troubled_at,
    generations.stumbles AS generation_stumbles, generations.known_fence AS generation_known_fence
FROM requests
JOIN generations ON generations.request_id = requests.id;
