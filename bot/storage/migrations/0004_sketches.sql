-- What people type inline, until they choose it.

CREATE TABLE sketches (
    key TEXT NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;

CREATE INDEX sketches_kept ON sketches (kept_at);
