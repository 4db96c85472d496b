-- What the owner is told: how many pictures there were, of whom, what they cost and how long they took, without words. What
-- ended is written down in the transaction that ends it, and folded into the numbers of its day by a periodic task.

CREATE TABLE outcomes (
    generation_id TEXT NOT NULL PRIMARY KEY,  -- of one that has ended and is in no number yet
    user_id INTEGER NOT NULL,
    account TEXT NOT NULL,
    model TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('drawn', 'refused', 'failed', 'cancelled')),
    micros INTEGER NOT NULL CHECK (micros >= 0),  -- what it cost, in millionths of a US dollar
    waited INTEGER,                   -- microseconds from the request to the submission, of what was drawn
    took INTEGER,                     -- and from there to the picture
    ended_at INTEGER NOT NULL,
    fold TEXT                         -- who adds it to the numbers, while that is done
) STRICT;

CREATE INDEX outcomes_ended ON outcomes (ended_at);
CREATE INDEX outcomes_folded ON outcomes (fold) WHERE fold IS NOT NULL;

CREATE TABLE folding (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),  -- a row to lock: processes fold one after another
    folds INTEGER NOT NULL
) STRICT;

INSERT INTO folding (id, folds) VALUES (1, 0);

CREATE TABLE daily_numbers (
    day TEXT NOT NULL CHECK (length(day) = 10),  -- of the operator's time zone, as 2026-11-25
    account TEXT NOT NULL,            -- empty: of everybody, as people are
    model TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('drawn', 'refused', 'failed', 'cancelled', 'micros', 'people', 'last seen')),
    number INTEGER NOT NULL,
    PRIMARY KEY (day, account, model, kind)
) STRICT;

CREATE TABLE daily_times (
    day TEXT NOT NULL CHECK (length(day) = 10),
    account TEXT NOT NULL,
    model TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('waited', 'took')),
    bucket INTEGER NOT NULL CHECK (bucket BETWEEN 0 AND 62),  -- how many of the bounds are not above it
    number INTEGER NOT NULL,
    PRIMARY KEY (day, account, model, kind, bucket)
) STRICT;

CREATE TABLE last_days (
    user_id INTEGER NOT NULL PRIMARY KEY,  -- somebody whose pictures are in the numbers of people
    day TEXT NOT NULL CHECK (length(day) = 10)  -- of the last ones
) STRICT;

CREATE INDEX last_days_day ON last_days (day);

CREATE TABLE time_bounds (
    bucket INTEGER NOT NULL PRIMARY KEY,
    bound INTEGER NOT NULL            -- microseconds; each is a quarter longer than the one before
) STRICT;

INSERT INTO time_bounds (bucket, bound) VALUES
    (1, 100000), (2, 125000), (3, 156250), (4, 195312), (5, 244140), (6, 305175), (7, 381469), (8, 476837),
    (9, 596046), (10, 745058), (11, 931322), (12, 1164153), (13, 1455191), (14, 1818989), (15, 2273736),
    (16, 2842170), (17, 3552713), (18, 4440892), (19, 5551115), (20, 6938893), (21, 8673617), (22, 10842021),
    (23, 13552527), (24, 16940658), (25, 21175823), (26, 26469779), (27, 33087224), (28, 41359030), (29, 51698788),
    (30, 64623485), (31, 80779356), (32, 100974195), (33, 126217744), (34, 157772181), (35, 197215226),
    (36, 246519032), (37, 308148791), (38, 385185988), (39, 481482486), (40, 601853107), (41, 752316384),
    (42, 940395480), (43, 1175494350), (44, 1469367938), (45, 1836709923), (46, 2295887403), (47, 2869859254),
    (48, 3587324068), (49, 4484155085), (50, 5605193857), (51, 7006492321), (52, 8758115402), (53, 10947644252),
    (54, 13684555315), (55, 17105694144), (56, 21382117680), (57, 26727647100), (58, 33409558876), (59, 41761948595),
    (60, 52202435743), (61, 65253044679), (62, 81566305849);

-- What is not accepted: everything, by the empty name, or what a model would draw.
CREATE TABLE closings (
    model TEXT NOT NULL PRIMARY KEY CHECK (length(model) <= 256),
    sentence TEXT CHECK (length(sentence) BETWEEN 1 AND 500),  -- what people are told instead of the usual
    closed_at INTEGER NOT NULL
) STRICT;

-- A message to all who opened the chat with the bot, and how far it is.
CREATE TABLE broadcasts (
    id TEXT NOT NULL PRIMARY KEY,     -- a UUID
    status TEXT NOT NULL CHECK (status IN ('prepared', 'sending', 'stopped', 'over', 'cancelled')),
    chat_id INTEGER NOT NULL,         -- where the owner is, and the message that everybody gets a copy of
    message_id INTEGER NOT NULL,
    progress_id INTEGER,              -- the message that says how far it is
    language TEXT NOT NULL CHECK (language IN ('en', 'ru')),
    last_id INTEGER NOT NULL,         -- up to whom, by their ids, everybody has it
    people INTEGER NOT NULL CHECK (people >= 0),  -- how many were to have it when it began
    sent INTEGER NOT NULL CHECK (sent >= 0),
    gone INTEGER NOT NULL CHECK (gone >= 0),  -- who cannot be written to any more
    failed INTEGER NOT NULL CHECK (failed >= 0),
    due_at INTEGER,                   -- when to go on; null: not by itself
    held_until INTEGER,               -- until when the process that sends it holds it
    fence INTEGER NOT NULL,           -- as those of requests
    made_at INTEGER NOT NULL
) STRICT;

CREATE INDEX broadcasts_due ON broadcasts (due_at) WHERE status = 'sending';
CREATE INDEX broadcasts_made ON broadcasts (made_at);
CREATE INDEX people_reached ON people (user_id) WHERE started = 1 AND blocked_at IS NULL;

CREATE INDEX generations_operation ON generations (operation_id) WHERE operation_id IS NOT NULL;
