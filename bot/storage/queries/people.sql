-- name: find_person
-- What somebody chose.
SELECT * FROM people WHERE user_id = :user_id;

-- name: keep_person
-- Keep what somebody chose; who chooses something is there.
INSERT INTO people (user_id, model, ratio, style, language, as_file, started, sharing, asks)
VALUES (:user_id, :model, :ratio, :style, :language, :as_file, :started, :sharing, :asks)
ON CONFLICT (user_id) DO UPDATE
SET model = excluded.model, ratio = excluded.ratio, style = excluded.style, language = excluded.language,
    as_file = excluded.as_file, started = excluded.started, sharing = excluded.sharing, asks = excluded.asks,
    blocked_at = NULL;

-- name: find_group
-- What a group's admins chose.
SELECT * FROM groups WHERE chat_id = :chat_id;

-- name: keep_group
-- Keep what a group's admins chose.
INSERT INTO groups (chat_id, admins_only, model, language, daily, quiet_begin, quiet_end, zone, spoiler)
VALUES (:chat_id, :admins_only, :model, :language, :daily, :quiet_begin, :quiet_end, :zone, :spoiler)
ON CONFLICT (chat_id) DO UPDATE
SET admins_only = excluded.admins_only, model = excluded.model, language = excluded.language, daily = excluded.daily,
    quiet_begin = excluded.quiet_begin, quiet_end = excluded.quiet_end, zone = excluded.zone,
    spoiler = excluded.spoiler;

-- name: move_group
-- A group became a supergroup with another id; what that one has already stays.
UPDATE groups SET chat_id = :moved_to
WHERE chat_id = :chat_id AND NOT EXISTS (SELECT 1 FROM groups WHERE chat_id = :moved_to);

-- name: keep_inline_draft
-- Keep what somebody typed.
INSERT INTO inline_drafts (key, user_id, text, kept_at) VALUES (:key, :user_id, :text, :kept_at)
ON CONFLICT (key) DO UPDATE SET kept_at = excluded.kept_at;

-- name: find_inline_draft
-- What somebody typed.
SELECT key, user_id, text FROM inline_drafts WHERE key = :key;
