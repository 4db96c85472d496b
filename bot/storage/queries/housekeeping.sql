-- name: raise_alarm
-- Whether the operator was not told of this for long enough; then it is written down that it happens now. A time that
-- lies ahead means that the clock was set back.
INSERT INTO alarms (name, raised_at) VALUES (:name, :now)
ON CONFLICT (name) DO UPDATE SET raised_at = excluded.raised_at
WHERE alarms.raised_at <= :before OR alarms.raised_at > :now
RETURNING name;

-- name: busy
-- Where pictures are being drawn, the newest first: the chats of the newest submissions.
SELECT requests.chat_id, requests.thread_id FROM (
    SELECT request_id, submitted_at FROM generations
    WHERE status IN ('submitting', 'pending') AND submitted_at > :since
    ORDER BY submitted_at DESC
    LIMIT :looked_at
) AS newest
JOIN requests ON requests.id = newest.request_id
WHERE requests.inline_message_id IS NULL
GROUP BY requests.chat_id, requests.thread_id
ORDER BY max(newest.submitted_at) DESC
LIMIT :limit;

-- name: mend_placing
-- Nothing is scheduled beyond the horizon: a due time there means that the clock was set back. It is due now.
UPDATE requests SET due_at = :now WHERE status = 'accepted' AND due_at > :horizon;

-- name: mend_delivery
-- The same.
UPDATE requests SET due_at = :now WHERE status IN ('placed', 'delivering') AND due_at > :horizon;

-- name: mend_news
-- The same.
UPDATE requests SET news_at = :now WHERE status = 'placed' AND due_at IS NULL AND news_at > :horizon;

-- name: mend_news_between
-- The same.
UPDATE requests SET news_at = :now
WHERE status IN ('placed', 'delivering') AND due_at IS NOT NULL AND news_at > :horizon;

-- name: mend_held_requests
-- The same of claims: they hold no longer.
UPDATE requests SET held_until = :now WHERE held_until > :horizon;

-- name: mend_submission
-- The same.
UPDATE generations SET due_at = :now
WHERE account IN (SELECT name FROM accounts) AND status IN ('queued', 'submitting') AND due_at > :horizon;

-- name: mend_polling
-- The same.
UPDATE generations SET due_at = :now
WHERE account IN (SELECT name FROM accounts) AND status IN ('pending', 'cancelled') AND due_at > :horizon;

-- name: mend_held_generations
-- The same of claims.
UPDATE generations SET held_until = :now WHERE held_until > :horizon;
