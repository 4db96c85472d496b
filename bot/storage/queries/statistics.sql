-- name: keep_outcomes
-- Write down what the generations of a request came to that have ended, as long as their charges are known: once. What
-- they cost is what is not given back.
INSERT INTO outcomes (generation_id, user_id, account, model, kind, micros, waited, took, ended_at)
SELECT
    charges.generation_id, charges.user_id, charges.account, charges.model,
    CASE
        WHEN generations.status IN ('drawn', 'cancelled') THEN generations.status
        WHEN generations.reason IN ('refused', 'declined') THEN 'refused'
        ELSE 'failed'
    END,
    CASE
        WHEN generations.status = 'drawn' THEN charges.micros
        WHEN generations.reason IN ('refused', 'declined', 'failed') THEN 0
        WHEN generations.submissions > 0 OR generations.reason = 'bug' THEN charges.micros
        ELSE 0
    END,
    CASE WHEN generations.status = 'drawn' THEN generations.submitted_at - generations.accepted_at END,
    CASE WHEN generations.status = 'drawn' THEN generations.drawn_at - generations.submitted_at END,
    CAST(:now AS INTEGER)
FROM charges
JOIN generations ON generations.id = charges.generation_id
WHERE charges.request_id = :id AND generations.status IN ('drawn', 'failed', 'cancelled', 'expired')
ON CONFLICT DO NOTHING;

-- name: oldest_outcome
-- When what is in no number yet began to end.
SELECT min(ended_at) AS ended_at FROM outcomes;

-- name: lock_folding
-- Let nobody else fold before this is committed.
UPDATE folding SET folds = folds + 1 WHERE id = 1;

-- name: take_outcomes
-- Take what ended up to a time, the oldest first, to be folded in this transaction.
UPDATE outcomes SET fold = :fold WHERE generation_id IN (
    SELECT generation_id FROM outcomes WHERE ended_at < :until ORDER BY ended_at LIMIT :limit
)
RETURNING generation_id;

-- name: fold_numbers
-- Add it to the numbers of a day.
INSERT INTO daily_numbers (day, account, model, kind, number)
SELECT CAST(:day AS TEXT), account, model, kind, number
FROM (
    SELECT account, model, kind, count(*) AS number FROM outcomes WHERE fold = :fold GROUP BY account, model, kind
    UNION ALL
    SELECT account, model, 'micros', CAST(sum(micros) AS INTEGER) FROM outcomes
    WHERE fold = :fold AND micros > 0
    GROUP BY account, model
) AS more
WHERE true
ON CONFLICT (day, account, model, kind) DO UPDATE SET number = daily_numbers.number + excluded.number;

-- name: fold_times
-- Add how long it took to those of a day.
INSERT INTO daily_times (day, account, model, kind, bucket, number)
SELECT CAST(:day AS TEXT), account, model, kind, bucket, count(*)
FROM (
    SELECT account, model, kinds.kind, (
        SELECT count(*) FROM time_bounds
        WHERE bound <= CASE WHEN kinds.kind = 'waited' THEN outcomes.waited ELSE outcomes.took END
    ) AS bucket
    FROM outcomes
    CROSS JOIN (SELECT 'waited' AS kind UNION ALL SELECT 'took') AS kinds
    WHERE fold = :fold AND waited IS NOT NULL AND took IS NOT NULL
) AS times
GROUP BY account, model, kind, bucket
ON CONFLICT (day, account, model, kind, bucket) DO UPDATE SET number = daily_times.number + excluded.number;

-- name: fold_last_seen
-- Who was seen last on an earlier day is not any more.
UPDATE daily_numbers SET number = daily_numbers.number - moved.number
FROM (
    SELECT last_days.day, count(*) AS number FROM last_days
    WHERE last_days.day < CAST(:day AS TEXT) AND last_days.user_id IN (
        SELECT user_id FROM outcomes WHERE fold = :fold
    )
    GROUP BY last_days.day
) AS moved
WHERE daily_numbers.day = moved.day AND daily_numbers.account = '' AND daily_numbers.model = ''
    AND daily_numbers.kind = 'last seen';

-- name: fold_people
-- Add who was not seen that day before to its people, and to those who were seen last then.
INSERT INTO daily_numbers (day, account, model, kind, number)
SELECT CAST(:day AS TEXT), '', '', kinds.kind, new.number
FROM (
    SELECT count(DISTINCT user_id) AS number FROM outcomes
    WHERE fold = :fold AND user_id > 0 AND NOT EXISTS (
        SELECT 1 FROM last_days WHERE last_days.user_id = outcomes.user_id AND last_days.day >= CAST(:day AS TEXT)
    )
) AS new
CROSS JOIN (SELECT 'people' AS kind UNION ALL SELECT 'last seen') AS kinds
WHERE new.number > 0
ON CONFLICT (day, account, model, kind) DO UPDATE SET number = daily_numbers.number + excluded.number;

-- name: keep_last_days
-- Know when they were seen last.
INSERT INTO last_days (user_id, day)
SELECT DISTINCT user_id, CAST(:day AS TEXT) FROM outcomes WHERE fold = :fold AND user_id > 0
ON CONFLICT (user_id) DO UPDATE SET day = excluded.day WHERE last_days.day < excluded.day;

-- name: end_fold
-- It is in the numbers now.
DELETE FROM outcomes WHERE fold = :fold;

-- name: numbers_since
-- The numbers of each day since one.
SELECT day, account, model, kind, number FROM daily_numbers WHERE day >= CAST(:day AS TEXT);

-- name: times_since
-- The same of how long it took.
SELECT day, account, model, kind, bucket, number FROM daily_times WHERE day >= CAST(:day AS TEXT);

-- name: last_day_of
-- When somebody was seen last, as it is known for the numbers.
SELECT day FROM last_days WHERE user_id = :user_id;

-- name: forget_last_day
-- Forget when somebody was seen last.
DELETE FROM last_days WHERE user_id = :user_id;

-- name: drop_last_days
-- Forget who was seen long ago.
DELETE FROM last_days WHERE user_id IN (
    SELECT user_id FROM last_days WHERE day < CAST(:day AS TEXT) ORDER BY day LIMIT :limit
)
RETURNING user_id;

-- name: drop_numbers
-- Forget the numbers of long ago.
DELETE FROM daily_numbers WHERE (day, account, model, kind) IN (
    SELECT day, account, model, kind FROM daily_numbers WHERE day < CAST(:day AS TEXT) ORDER BY day LIMIT :limit
)
RETURNING day;

-- name: drop_times
-- The same of how long it took.
DELETE FROM daily_times WHERE (day, account, model, kind, bucket) IN (
    SELECT day, account, model, kind, bucket FROM daily_times
    WHERE day < CAST(:day AS TEXT) ORDER BY day LIMIT :limit
)
RETURNING day;
