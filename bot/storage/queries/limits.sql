-- name: count_more
-- Count more of several things, in the order of their kinds, each unless that is more than may be. There has to be a row
-- of each: they guard what is accepted.
INSERT INTO counts (kind, who, since, used, until, most)
SELECT kind, who, since, amount, until, most
FROM (
    SELECT kind, who, since, amount, until, most FROM (
        SELECT
            2 AS kind, CAST(:who_2 AS TEXT) AS who, CAST(:since_2 AS INTEGER) AS since,
            CAST(:amount_2 AS INTEGER) AS amount, CAST(:until_2 AS INTEGER) AS until, CAST(:most_2 AS INTEGER) AS most
        UNION ALL
        SELECT 3, :who_3, :since_3, :amount_3, :until_3, :most_3
        UNION ALL
        SELECT 4, :who_4, :since_4, :amount_4, :until_4, :most_4
        UNION ALL
        SELECT 5, :who_5, :since_5, :amount_5, :until_5, :most_5
        UNION ALL
        SELECT 6, :who_6, :since_6, :amount_6, :until_6, :most_6
        UNION ALL
        SELECT 7, :who_7, :since_7, :amount_7, :until_7, :most_7
        UNION ALL
        SELECT 8, :who_8, :since_8, :amount_8, :until_8, :most_8
        UNION ALL
        SELECT 9, :who_9, :since_9, :amount_9, :until_9, :most_9
        UNION ALL
        SELECT 10, :who_10, :since_10, :amount_10, :until_10, :most_10
        UNION ALL
        SELECT 11, :who_11, :since_11, :amount_11, :until_11, :most_11
    ) AS every
    WHERE amount <= most
    ORDER BY kind
) AS more
WHERE true
ON CONFLICT (kind, who, since) DO UPDATE SET used = counts.used + excluded.used, most = excluded.most
WHERE counts.used + excluded.used <= excluded.most
RETURNING kind;

-- name: has_room
-- Whether somebody may have so many more pictures under way; those that are postponed are not. It guards; their row is
-- held.
SELECT 1 AS room WHERE CAST(:pictures AS INTEGER) + (
    SELECT count(*) FROM charges WHERE user_id = :user_id
) - (
    SELECT coalesce(sum(pictures), 0) FROM postponed WHERE user_id = :user_id
) <= CAST(:most AS INTEGER);

-- name: has_room_to_postpone
-- Whether somebody may have so many more pictures postponed.
SELECT 1 AS room WHERE CAST(:pictures AS INTEGER) + (
    SELECT coalesce(sum(pictures), 0) FROM postponed WHERE user_id = :user_id
) <= CAST(:most AS INTEGER);

-- name: share_is_fair
-- Whether nobody has more of an account's day than is left for all others, unless it is their first picture.
SELECT 1 AS fair FROM counts AS own
JOIN counts AS taken ON taken.kind = 6 AND taken.who = :account AND taken.since = own.since
WHERE own.kind = 5 AND own.who = :who AND own.since = :since
    AND (own.used = 1 OR own.used <= CAST(:allowed AS INTEGER) - taken.used);

-- name: add_charges
-- Know what is counted of each generation of a request, until it ends.
INSERT INTO charges (
    generation_id, request_id, user_id, chat_id, account, model, micros, person_hour, person_day, chat_day,
    account_day, money_day, money_month, paid
)
SELECT
    id, request_id, user_id, CAST(:chat_id AS INTEGER), account, CAST(:model AS TEXT), CAST(:micros AS INTEGER),
    CASE WHEN position <= CAST(:person_hour_to AS INTEGER) THEN CAST(:person_hour AS INTEGER) END,
    CASE WHEN position <= CAST(:person_day_to AS INTEGER) THEN CAST(:person_day AS INTEGER) END,
    CASE WHEN position <= CAST(:chat_day_to AS INTEGER) THEN CAST(:chat_day AS INTEGER) END,
    CAST(:account_day AS INTEGER), CAST(:money_day AS INTEGER), CAST(:money_month AS INTEGER),
    CASE WHEN position > CAST(:free_to AS INTEGER) THEN 1 ELSE 0 END
FROM generations
WHERE request_id = :id;

-- name: tell_left
-- Know how many more pictures a request left for the day, where these are few.
UPDATE requests SET left_today = left_over.number
FROM (
    SELECT CAST(:most AS INTEGER) - used AS number FROM counts
    WHERE kind = CAST(:kind AS INTEGER) AND who = :who AND since = :since
) AS left_over
WHERE id = :id AND left_over.number <= CAST(:few AS INTEGER)
    AND (left_today IS NULL OR left_today > left_over.number);

-- name: used
-- How much is counted of something.
SELECT used FROM counts WHERE kind = CAST(:kind AS INTEGER) AND who = :who AND since = :since;

-- name: lock_counts
-- Hold what is given back of a request, in the order of the kinds: so nobody waits for each other.
SELECT used FROM counts
WHERE (kind, who, since) IN (SELECT kind, who, since FROM refunds WHERE request_id = :id)
ORDER BY kind, who, since
/*postgresql: FOR UPDATE*/;

-- name: give_back
-- Give back what is counted of the generations of a request that have ended, where there is no picture of them.
UPDATE counts SET used = used - back.amount
FROM (
    SELECT kind, who, since, CAST(sum(amount) AS INTEGER) AS amount FROM refunds
    WHERE request_id = :id AND since IS NOT NULL
    GROUP BY kind, who, since
) AS back
WHERE counts.kind = back.kind AND counts.who = back.who AND counts.since = back.since;

-- name: count_no_more
-- What was handed over to another model counts no more where it was charged before.
UPDATE counts SET used = used - away.amount
FROM (
    SELECT charged.who, charged.since, CAST(sum(charged.amount) AS INTEGER) AS amount FROM charged
    JOIN generations ON generations.id = charged.generation_id AND generations.stand_in <> charged.model
    WHERE charged.request_id = :id AND charged.kind = CAST(:kind AS INTEGER) AND charged.since IS NOT NULL
    GROUP BY charged.who, charged.since
) AS away
WHERE counts.kind = CAST(:kind AS INTEGER) AND counts.who = away.who AND counts.since = away.since;

-- name: charge_elsewhere
-- From now on that is charged for the other model.
UPDATE charges
SET account = :account, model = :model, micros = :micros, account_day = CAST(:account_day AS INTEGER),
    money_day = CAST(:money_day AS INTEGER), money_month = CAST(:money_month AS INTEGER)
WHERE request_id = :id AND model <> (SELECT stand_in FROM generations WHERE generations.id = charges.generation_id);

-- name: end_charges
-- That is done once.
DELETE FROM charges WHERE request_id = :id AND generation_id IN (
    SELECT id FROM generations WHERE request_id = :id AND status IN ('drawn', 'failed', 'cancelled', 'expired')
);

-- name: request_of
-- Which request a generation belongs to.
SELECT request_id FROM generations WHERE id = :id;

-- name: postpone
-- A request is due later.
INSERT INTO postponed (request_id, user_id, pictures, begins_at) VALUES (:id, :user_id, :pictures, :begins_at);

-- name: postponed_until
-- The requests that are to be begun by now.
SELECT request_id, user_id, pictures FROM postponed WHERE begins_at <= :now ORDER BY begins_at LIMIT :limit;

-- name: end_postponing
-- A request is postponed no longer: it guards the rest.
DELETE FROM postponed WHERE request_id = :id RETURNING request_id;

-- name: end_postponing_when_over
-- One that was taken back is not begun.
DELETE FROM postponed WHERE request_id = :id AND NOT EXISTS (
    SELECT 1 FROM generations WHERE request_id = :id AND status IN ('queued', 'submitting', 'pending')
);

-- name: put_off
-- A request is to be begun a little later.
UPDATE postponed SET begins_at = :begins_at WHERE request_id = :id;

-- name: begin_request
-- A request is due now, as if its person asked now.
UPDATE requests SET due_at = :now, accepted_at = :now WHERE id = :id AND status = 'accepted' AND due_at IS NULL;

-- name: begin_generations
-- The same of its generations.
UPDATE generations SET accepted_at = :now WHERE request_id = :id;

-- name: turn_away
-- Keep a request that was not accepted.
INSERT INTO turned_away (id, dedupe_key, user_id, group_daily, request, kept_at)
VALUES (:id, :dedupe_key, :user_id, :group_daily, :request, :now);

-- name: drop_older
-- Of those of a person only the newest are kept.
DELETE FROM turned_away WHERE user_id = :user_id AND id IN (
    SELECT id FROM turned_away WHERE user_id = :user_id ORDER BY kept_at DESC, id DESC LIMIT 100 OFFSET :kept
);

-- name: find_turned_away
-- A request that was not accepted.
SELECT dedupe_key, user_id, group_daily, request FROM turned_away WHERE id = :id;

-- name: latest_turned_away
-- What of somebody was not accepted last, unless it was since.
SELECT id FROM turned_away
WHERE user_id = :user_id AND NOT EXISTS (SELECT 1 FROM requests WHERE requests.dedupe_key = turned_away.dedupe_key)
ORDER BY kept_at DESC, id DESC
LIMIT 1;

-- name: forget_turned_away
-- Forget what of somebody was not accepted.
DELETE FROM turned_away WHERE user_id = :user_id;

-- name: drop_turned_away
-- Forget what nobody had asked later.
DELETE FROM turned_away WHERE id IN (
    SELECT id FROM turned_away WHERE kept_at <= :before ORDER BY kept_at LIMIT :limit
)
RETURNING id;

-- name: drop_counts
-- Forget what nobody counts any more.
DELETE FROM counts WHERE (kind, who, since) IN (
    SELECT kind, who, since FROM counts WHERE until <= :before ORDER BY until LIMIT :limit
)
RETURNING used;
