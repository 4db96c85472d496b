-- What the admins of groups chose for all requests in them.

CREATE TABLE groups (
    chat_id INTEGER NOT NULL PRIMARY KEY,
    admins_only INTEGER NOT NULL,
    model TEXT,
    language TEXT,
    daily INTEGER,                    -- pictures in 24 hours
    quiet_begin INTEGER,              -- hours of the group's day in which nothing is drawn
    quiet_end INTEGER,
    zone INTEGER NOT NULL,            -- hours ahead of UTC
    spoiler INTEGER NOT NULL
) STRICT;

CREATE INDEX generations_chat ON generations (chat_id, accepted_at);
