-- Settings hold only what menus have, and words are shown behind a link where their person shared them.

ALTER TABLE people RENAME TO old_people;
DROP INDEX people_blocked;

CREATE TABLE people (
    user_id INTEGER NOT NULL PRIMARY KEY,
    model TEXT CHECK (length(model) <= 256),
    ratio TEXT CHECK (ratio IN ('1:1', '4:3', '3:2', '16:9', '2:1', '3:4', '2:3', '9:16', '1:2')),
    style TEXT CHECK (length(style) <= 64),
    language TEXT CHECK (language IN ('en', 'ru')),
    as_file INTEGER NOT NULL CHECK (as_file IN (0, 1)),
    started INTEGER NOT NULL CHECK (started IN (0, 1)),
    blocked_at INTEGER,
    sharing INTEGER NOT NULL DEFAULT 1 CHECK (sharing IN (0, 1))  -- whether links to words of theirs are opened
) STRICT;

INSERT INTO people (user_id, model, ratio, style, language, as_file, started, blocked_at)
SELECT
    user_id,
    CASE WHEN length(model) <= 256 THEN model END,
    CASE WHEN ratio IN ('1:1', '4:3', '3:2', '16:9', '2:1', '3:4', '2:3', '9:16', '1:2') THEN ratio END,
    CASE WHEN length(style) <= 64 THEN style END,
    CASE WHEN language IN ('en', 'ru') THEN language END,
    CASE WHEN as_file = 0 THEN 0 ELSE 1 END,
    CASE WHEN started = 0 THEN 0 ELSE 1 END,
    blocked_at
FROM old_people;

DROP TABLE old_people;
CREATE INDEX people_blocked ON people (blocked_at) WHERE blocked_at IS NOT NULL;

ALTER TABLE groups RENAME TO old_groups;

CREATE TABLE groups (
    chat_id INTEGER NOT NULL PRIMARY KEY,
    admins_only INTEGER NOT NULL CHECK (admins_only IN (0, 1)),
    model TEXT CHECK (length(model) <= 256),
    language TEXT CHECK (language IN ('en', 'ru')),
    daily INTEGER CHECK (daily BETWEEN 1 AND 1000),
    quiet_begin INTEGER CHECK (quiet_begin BETWEEN 0 AND 23),
    quiet_end INTEGER CHECK (quiet_end BETWEEN 0 AND 23),
    zone INTEGER NOT NULL CHECK (zone BETWEEN -11 AND 14),
    spoiler INTEGER NOT NULL CHECK (spoiler IN (0, 1)),
    CHECK ((quiet_begin IS NULL) = (quiet_end IS NULL))
) STRICT;

INSERT INTO groups (chat_id, admins_only, model, language, daily, quiet_begin, quiet_end, zone, spoiler)
SELECT
    chat_id,
    CASE WHEN admins_only = 0 THEN 0 ELSE 1 END,
    CASE WHEN length(model) <= 256 THEN model END,
    CASE WHEN language IN ('en', 'ru') THEN language END,
    CASE WHEN daily BETWEEN 1 AND 1000 THEN daily END,
    CASE WHEN quiet_begin BETWEEN 0 AND 23 AND quiet_end BETWEEN 0 AND 23 THEN quiet_begin END,
    CASE WHEN quiet_begin BETWEEN 0 AND 23 AND quiet_end BETWEEN 0 AND 23 THEN quiet_end END,
    CASE WHEN zone BETWEEN -11 AND 14 THEN zone ELSE 0 END,
    CASE WHEN spoiler = 0 THEN 0 ELSE 1 END
FROM old_groups;

DROP TABLE old_groups;

CREATE TABLE shares (
    token TEXT NOT NULL PRIMARY KEY,  -- what the link carries: nobody can guess it
    generation_id TEXT NOT NULL UNIQUE REFERENCES generations (id) ON DELETE CASCADE
) STRICT;
