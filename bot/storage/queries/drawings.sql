-- name: known_accounts
-- Every account that generations were ever queued at.
SELECT name FROM accounts ORDER BY name;

-- name: touch_to_submit
-- Hold the row of an account until the transaction ends, so that processes that share its budgets count one after
-- another; where nothing waits to be submitted there is nothing to count, and nothing is written.
UPDATE accounts SET touched_at = :now
WHERE name = :account AND (
    EXISTS (
        SELECT 1 FROM generations
        WHERE account = :account AND status IN ('queued', 'submitting') AND due_at <= :now
            AND (held_until IS NULL OR held_until <= :now)
    )
    OR EXISTS (
        SELECT 1 FROM generations
        WHERE account = :account AND status = 'queued' AND due_at IS NULL AND turn IS NOT NULL
    )
);

-- name: touch_to_poll
-- The same where something is due to be polled.
UPDATE accounts SET touched_at = :now
WHERE name = :account AND EXISTS (
    SELECT 1 FROM generations
    WHERE account = :account AND status IN ('pending', 'cancelled') AND due_at <= :now
        AND (held_until IS NULL OR held_until <= :now)
);

-- name: claim_to_submit
-- Take generations that are to be submitted, as many as the budgets of the last minute and day leave room for: first
-- what had its turn and is due again, the longest overdue first, then whose turn it is.
WITH again AS MATERIALIZED (
    SELECT id, due_at FROM generations
    WHERE account = :account AND status IN ('queued', 'submitting') AND due_at <= :now
        AND (held_until IS NULL OR held_until <= :now)
    ORDER BY due_at
    LIMIT :limit
    /*postgresql: FOR UPDATE SKIP LOCKED*/
), by_turn AS MATERIALIZED (
    SELECT id, turn, accepted_at FROM generations
    WHERE account = :account AND status = 'queued' AND due_at IS NULL AND turn IS NOT NULL
    ORDER BY turn, accepted_at
    LIMIT CAST(:limit AS INTEGER) - (SELECT count(*) FROM again)
    /*postgresql: FOR UPDATE SKIP LOCKED*/
), claimed AS MATERIALIZED (
    SELECT id FROM (
        SELECT id, 0 AS part, due_at AS major, 0 AS minor FROM again
        UNION ALL
        SELECT id, 1 AS part, turn AS major, accepted_at AS minor FROM by_turn
    ) AS next
    ORDER BY part, major, minor
    LIMIT (
        SELECT CASE WHEN min(room.left_over) > 0 THEN min(room.left_over) ELSE 0 END
        FROM (
            SELECT CAST(:limit AS INTEGER) AS left_over
            UNION ALL
            SELECT CAST(:per_minute AS INTEGER) - (
                SELECT count(*) FROM generations
                WHERE account = :account AND counted_at > :minute_ago AND counted_at <= :now
            ) - (
                SELECT count(*) FROM tallies
                WHERE account = :account AND counted_at > :minute_ago AND counted_at <= :now
            )
            UNION ALL
            SELECT CAST(:per_day AS INTEGER) - (
                SELECT count(*) FROM generations
                WHERE account = :account AND counted_at > :day_ago AND counted_at <= :now
            ) - (
                SELECT count(*) FROM tallies
                WHERE account = :account AND counted_at > :day_ago AND counted_at <= :now
            )
        ) AS room
    )
)
UPDATE generations
SET due_at = coalesce(due_at, CAST(:now AS INTEGER)), held_until = :until, claim = :claim, fence = fence + 1,
    counted_at = :now
WHERE id IN (SELECT id FROM claimed)
RETURNING id, request_id, due_at, turn, accepted_at;

-- name: claim_to_poll
-- Take operations that are due, as many as the budget of the last second leaves room for: in turn the one that has been
-- due for longest, and the one that has become due last, so that a pile of old ones holds up no newcomer.
WITH oldest AS MATERIALIZED (
    SELECT id, due_at FROM generations
    WHERE account = :account AND status IN ('pending', 'cancelled') AND due_at <= :now
        AND (held_until IS NULL OR held_until <= :now)
    ORDER BY due_at
    LIMIT (CAST(:limit AS INTEGER) + 1) / 2
    /*postgresql: FOR UPDATE SKIP LOCKED*/
), newest AS MATERIALIZED (
    SELECT id, due_at FROM generations
    WHERE account = :account AND status IN ('pending', 'cancelled') AND due_at <= :now
        AND (held_until IS NULL OR held_until <= :now)
    ORDER BY due_at DESC
    LIMIT CAST(:limit AS INTEGER) / 2
    /*postgresql: FOR UPDATE SKIP LOCKED*/
), claimed AS MATERIALIZED (
    SELECT id FROM (
        SELECT id, 2 * row_number() OVER (ORDER BY due_at, id) AS number FROM oldest
        UNION ALL
        SELECT id, 2 * row_number() OVER (ORDER BY due_at DESC, id DESC) + 1 AS number FROM newest
    ) AS next
    GROUP BY id
    ORDER BY min(number)
    LIMIT (
        SELECT CASE WHEN min(room.left_over) > 0 THEN min(room.left_over) ELSE 0 END
        FROM (
            SELECT CAST(:limit AS INTEGER) AS left_over
            UNION ALL
            SELECT CAST(:per_second AS INTEGER) - count(*) FROM generations
            WHERE account = :account AND polled_at > :second_ago AND polled_at <= :now
        ) AS room
    )
)
UPDATE generations SET held_until = :until, claim = :claim, fence = fence + 1, polled_at = :now
WHERE id IN (SELECT id FROM claimed)
RETURNING id, request_id, due_at, turn, accepted_at;

-- name: claimed_batches
-- The requests that a claim took generations of, whole.
SELECT * FROM whole_requests
WHERE id IN (SELECT request_id FROM generations WHERE held_until = :until AND claim = :claim);

-- name: poke_to_show
-- Make a placed request due to be delivered at a time, or earlier if it is already.
UPDATE requests
SET due_at = CASE WHEN due_at < CAST(:show_at AS INTEGER) THEN due_at ELSE :show_at END,
    stirred_at = CASE WHEN stirred_at < CAST(:show_at AS INTEGER) THEN stirred_at ELSE :show_at END
WHERE id = :id AND status = 'placed';

-- name: record_leader
-- Write what became of a claimed generation, if the claim is still ours: it guards the rest. A turn lasts as long as it
-- is not submitted, and what was asked of one account counts at no other.
UPDATE generations
SET batch = :batch, status = :status, due_at = :due_at, attempts = :attempts, submissions = :submissions,
    account = :account, stand_in = :stand_in, operation_id = :operation_id, submitted_at = :submitted_at,
    drawn_at = :drawn_at, revised_prompt = :revised_prompt, reason = :reason,
    trouble = :trouble, troubled_at = :troubled_at,
    turn = CASE WHEN CAST(:status AS TEXT) IN ('queued', 'submitting') THEN turn END,
    counted_at = CASE WHEN account = :account THEN counted_at END,
    polled_at = CASE WHEN account = :account THEN polled_at END,
    stumbles = CASE WHEN CAST(:keep AS INTEGER) = 1 OR CAST(:attempts AS INTEGER) > 0 THEN stumbles ELSE 0 END,
    known_fence = CASE WHEN CAST(:keep AS INTEGER) = 1 THEN known_fence ELSE fence END,
    held_until = CASE WHEN CAST(:keep AS INTEGER) = 1 THEN held_until END
WHERE id = :id AND fence = :fence
RETURNING id;

-- name: record_follower
-- Write what became of a generation that rides along in a batch.
UPDATE generations
SET batch = :batch, status = :status, due_at = :due_at, attempts = :attempts, submissions = :submissions,
    account = :account, stand_in = :stand_in, operation_id = :operation_id, submitted_at = :submitted_at,
    drawn_at = :drawn_at, revised_prompt = :revised_prompt, reason = :reason,
    trouble = :trouble, troubled_at = :troubled_at, turn = NULL, held_until = NULL
WHERE id = :id;

-- name: keep_picture
-- Keep the picture of a generation.
INSERT INTO pictures (generation_id, mime, width, height, data) VALUES (:id, :mime, :width, :height, :data)
ON CONFLICT (generation_id) DO NOTHING;

-- name: poke_when_over
-- Make a placed request due where none of its generations is live any more: two that end at once know nothing of each
-- other. It comes after them; its row is locked before.
UPDATE requests
SET due_at = CASE WHEN due_at < CAST(:now AS INTEGER) THEN due_at ELSE :now END,
    stirred_at = CASE WHEN stirred_at < CAST(:now AS INTEGER) THEN stirred_at ELSE :now END
WHERE id = :id AND status = 'placed' AND NOT EXISTS (
    SELECT 1 FROM generations WHERE request_id = :id AND status IN ('queued', 'submitting', 'pending')
);

-- name: take_request
-- Claim a request to deliver it, where something is to be shown or it is over, unless somebody holds it.
UPDATE requests SET held_until = :until, claim = :claim, fence = fence + 1, stirred_at = NULL
WHERE id = :id AND status = 'placed' AND due_at <= :now AND (held_until IS NULL OR held_until <= :now)
    AND (
        CAST(:show_at AS INTEGER) IS NOT NULL
        OR NOT EXISTS (
            SELECT 1 FROM generations WHERE request_id = :id AND status IN ('queued', 'submitting', 'pending')
        )
    );

-- name: next_to_submit
-- When the next generation is due to be submitted: always, where one waits for its turn. What is held is not due before
-- its claim has run out.
SELECT min(due_at) AS due_at
FROM (
    SELECT due_at FROM (
        SELECT due_at FROM generations
        WHERE account = :account AND status IN ('queued', 'submitting') AND due_at IS NOT NULL AND held_until IS NULL
        ORDER BY due_at
        LIMIT 1
    ) AS free
    UNION ALL
    SELECT CASE WHEN due_at > held_until THEN due_at WHEN due_at <= held_until THEN held_until END AS due_at
    FROM generations
    WHERE held_until > 0 AND account = :account AND status IN ('queued', 'submitting')
    UNION ALL
    SELECT due_at FROM (
        SELECT 0 AS due_at FROM generations
        WHERE account = :account AND status = 'queued' AND due_at IS NULL AND turn IS NOT NULL
        LIMIT 1
    ) AS by_turn
) AS next;

-- name: next_to_poll
-- When the next operation is due to be polled, or stopped; what is held is not due before its claim has run out.
SELECT min(due_at) AS due_at
FROM (
    SELECT due_at FROM (
        SELECT due_at FROM generations
        WHERE account = :account AND status IN ('pending', 'cancelled') AND due_at IS NOT NULL AND held_until IS NULL
        ORDER BY due_at
        LIMIT 1
    ) AS free
    UNION ALL
    SELECT CASE WHEN due_at > held_until THEN due_at WHEN due_at <= held_until THEN held_until END AS due_at
    FROM generations
    WHERE held_until > 0 AND account = :account AND status IN ('pending', 'cancelled')
) AS next;

-- name: queue_position
-- How many are submitted before a queued generation, and no more than are counted: what is due again, and of those that
-- wait for their turns whoever has an earlier one.
SELECT
    (
        SELECT count(*) FROM (
            SELECT 1 FROM generations
            WHERE account = :account AND status IN ('queued', 'submitting') AND status = 'queued'
                AND due_at < coalesce((SELECT due_at FROM generations WHERE id = :id), :never)
            LIMIT :limit
        ) AS again
    ) + (
        SELECT count(*) FROM (
            SELECT 1 FROM generations
            WHERE account = :account AND status = 'queued' AND due_at IS NULL AND turn IS NOT NULL
                AND (turn, accepted_at) < (
                    SELECT CASE WHEN due_at IS NULL THEN coalesce(turn, :never) ELSE -1 END, accepted_at
                    FROM generations WHERE id = :id
                )
            LIMIT :limit
        ) AS by_turn
    ) AS before;

-- name: renew_generation
-- Let a claim of a generation hold longer, if it still does.
UPDATE generations SET held_until = :until WHERE id = :id AND fence = :fence AND held_until IS NOT NULL;
