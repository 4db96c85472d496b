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

-- name: asked_in_chat
-- How many pictures were drawn in a chat since then, or are going to be.
SELECT count(*) AS asked FROM generations
WHERE chat_id = :chat_id AND accepted_at > :since AND status NOT IN ('failed', 'cancelled', 'expired');
