-- name: lock_credits
-- Hold what somebody has, if that is at least so many pictures: it guards what takes them away.
SELECT pictures FROM credits WHERE user_id = :user_id AND pictures >= CAST(:pictures AS INTEGER)
/*postgresql: FOR UPDATE*/;

-- name: add_entry
-- Add an entry, unless there is one of its cause already.
INSERT INTO credit_entries (kind, cause, user_id, pictures, stars, at)
VALUES (:kind, :cause, :user_id, CAST(:pictures AS INTEGER), CAST(:stars AS INTEGER), CAST(:at AS INTEGER))
ON CONFLICT DO NOTHING
RETURNING cause;

-- name: tell_paid
-- Know how many pictures of a request were paid for, and of how many.
UPDATE requests
SET paid = CAST(:paid AS INTEGER),
    paid_of = (SELECT pictures FROM credits WHERE credits.user_id = :user_id) + CAST(:paid AS INTEGER)
WHERE id = :id;

-- name: return_credits
-- Pictures that were paid for and did not come are there again: as limits give back, policy/charging.py.
INSERT INTO credit_entries (kind, cause, user_id, pictures, stars, at)
SELECT 'returned', charges.generation_id, charges.user_id, 1, 0, CAST(:now AS INTEGER)
FROM charges
JOIN generations ON generations.id = charges.generation_id
WHERE charges.request_id = :id AND charges.paid = 1 AND generations.status IN ('failed', 'cancelled', 'expired')
    AND NOT (generations.status = 'cancelled' AND generations.submissions > 0)
ON CONFLICT DO NOTHING;

-- name: credits_of
-- How many pictures somebody has.
SELECT pictures FROM credits WHERE user_id = :user_id;

-- name: entries_of
-- Somebody's entries before one of them, the newest first.
SELECT kind, cause, user_id, pictures, stars, at FROM credit_entries
WHERE user_id = :user_id AND (at, cause) < (CAST(:before AS INTEGER), CAST(:cause AS TEXT))
ORDER BY at DESC, cause DESC
LIMIT :limit;

-- name: find_entry
-- The entry of a kind and a cause.
SELECT kind, cause, user_id, pictures, stars, at FROM credit_entries WHERE kind = :kind AND cause = :cause;

-- name: lock_buyer
-- Hold what the person has who made a payment.
SELECT pictures FROM credits
WHERE user_id = (SELECT user_id FROM credit_entries WHERE kind = 'bought' AND cause = :cause)
/*postgresql: FOR UPDATE*/;

-- name: add_refund
-- A payment was given back, and what is left of it is taken away: never more than its person has.
INSERT INTO credit_entries (kind, cause, user_id, pictures, stars, at)
SELECT
    'refunded', bought.cause, bought.user_id,
    CASE WHEN credits.pictures < bought.pictures THEN -credits.pictures ELSE -bought.pictures END,
    -bought.stars, CAST(:at AS INTEGER)
FROM credit_entries AS bought
JOIN credits ON credits.user_id = bought.user_id
WHERE bought.kind = 'bought' AND bought.cause = :cause
ON CONFLICT DO NOTHING
RETURNING cause;

-- name: takes_entries
-- Whether the database takes writes now.
UPDATE compared_transactions SET number = number WHERE id = 1 RETURNING id;

-- name: compared_so_far
-- How far the bot's transactions were compared.
SELECT number, last FROM compared_transactions WHERE id = 1;

-- name: compare_on
-- They were compared farther, unless somebody else did so.
UPDATE compared_transactions SET number = CAST(:number AS INTEGER), last = CAST(:last AS TEXT)
WHERE id = 1 AND number = CAST(:before AS INTEGER);
