-- name: keep_sketch
-- Keep what somebody typed.
INSERT INTO sketches (key, user_id, text, kept_at) VALUES (:key, :user_id, :text, :kept_at)
ON CONFLICT (key) DO UPDATE SET kept_at = excluded.kept_at;

-- name: find_sketch
-- What somebody typed.
SELECT key, user_id, text FROM sketches WHERE key = :key;

-- name: drop_old_sketches
-- Forget what nobody chose for long.
DELETE FROM sketches WHERE kept_at <= :before;

-- name: matching
-- Somebody's own pictures whose words contain these, the newest first; these are folded, with % and _ escaped.
SELECT * FROM generations
WHERE user_id = :user_id AND file_id IS NOT NULL AND as_file = 0
    AND words LIKE CAST(:pattern AS TEXT) ESCAPE '\'
ORDER BY accepted_at DESC
LIMIT :limit;
