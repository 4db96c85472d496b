-- name: stumble_request
-- Count that a step failed in a way that nobody foresaw, and leave the request alone until then.
UPDATE requests SET stumbles = stumbles + 1, known_fence = fence, held_until = :until
WHERE id = :id AND fence = :fence AND held_until IS NOT NULL;

-- name: stumble_generation
-- The same of a generation.
UPDATE generations SET stumbles = stumbles + 1, known_fence = fence, held_until = :until
WHERE id = :id AND fence = :fence AND held_until IS NOT NULL;

-- name: put_off_request
-- Give a claim of a request back before anything was done, and leave the request alone until then.
UPDATE requests SET known_fence = fence, held_until = :until
WHERE id = :id AND fence = :fence AND held_until IS NOT NULL;

-- name: put_off_generation
-- The same of a generation.
UPDATE generations SET known_fence = fence, held_until = :until
WHERE id = :id AND fence = :fence AND held_until IS NOT NULL;

-- name: abandon_request
-- End a request that is held, with nothing said: it guards the rest.
UPDATE requests
SET status = 'ended', reason = 'bug', due_at = NULL, news_at = NULL, held_until = NULL, stirred_at = NULL,
    attempts = 0, stumbles = 0, fence = fence + 1, known_fence = fence + 1
WHERE id = :id AND fence = :fence AND status IN ('accepted', 'placed', 'delivering')
RETURNING id;

-- name: abandon_batch
-- There will be no picture of a generation that is held, nor of those that ride along: it guards the rest.
UPDATE generations
SET status = 'failed', reason = 'bug', due_at = NULL, held_until = NULL, turn = NULL, attempts = 0, stumbles = 0,
    trouble = NULL, troubled_at = NULL, fence = fence + 1, known_fence = fence + 1
WHERE (request_id, batch) = (SELECT held.request_id, held.batch FROM generations AS held
    WHERE held.id = :id AND held.fence = :fence)
    AND status IN ('queued', 'submitting', 'pending')
RETURNING id;

-- name: abandon_stopping
-- An operation that was taken back is not stopped.
UPDATE generations SET due_at = NULL, held_until = NULL, stumbles = 0, known_fence = fence
WHERE id = :id AND fence = :fence AND status = 'cancelled';

-- name: poke_request_of
-- Make the request of a generation due, where none of its generations is live any more.
UPDATE requests
SET due_at = CASE WHEN due_at < CAST(:now AS INTEGER) THEN due_at ELSE :now END,
    stirred_at = CASE WHEN stirred_at < CAST(:now AS INTEGER) THEN stirred_at ELSE :now END
WHERE id = (SELECT own.request_id FROM generations AS own WHERE own.id = :id) AND status = 'placed' AND NOT EXISTS (
    SELECT 1 FROM generations
    WHERE generations.request_id = requests.id AND status IN ('queued', 'submitting', 'pending')
);

-- name: lock_request_of
-- Whoever changes several generations of a request holds its row.
SELECT id FROM requests WHERE id = (SELECT request_id FROM generations WHERE generations.id = :id)
/*postgresql: FOR UPDATE*/;

-- name: mend_request
-- Make of a request that contradicts itself one with nothing but its address and its words, whose person is to be told
-- now. It counts as given up; one that was so before, and cannot be read even so, ends here.
UPDATE requests
SET status = CASE WHEN stumbles >= :given_up THEN 'ended' ELSE 'placed' END,
    reason = CASE WHEN stumbles >= :given_up THEN 'bug' END,
    due_at = CASE WHEN stumbles < :given_up THEN CAST(:now AS INTEGER) END,
    stumbles = :given_up, attempts = 0, fence = fence + 1, known_fence = fence + 1, news_at = NULL, held_until = NULL,
    stirred_at = NULL, unsent = 0, shown = 0, shown_at = NULL, late_at = NULL, delivered_at = NULL, file_id = NULL,
    ratio_width = 1, ratio_height = 1, size = NULL, quality = NULL, style = NULL, light = NULL, palette = NULL,
    view = NULL, as_file = 0, spoiler = 0
WHERE id = :id AND status NOT IN ('delivered', 'ended');

-- name: mend_generations
-- The same of its generations: what has ended stays ended, and of all the others there will be no picture.
UPDATE generations
SET status = CASE WHEN status IN ('drawn', 'cancelled', 'expired') THEN status ELSE 'failed' END,
    reason = CASE status WHEN 'drawn' THEN NULL WHEN 'cancelled' THEN NULL WHEN 'expired' THEN 'timeout' ELSE 'bug' END,
    drawn_at = CASE WHEN status = 'drawn' THEN CAST(:now AS INTEGER) END,
    batch = position, attempts = 0, submissions = 0, stumbles = 0, fence = fence + 1, known_fence = fence + 1,
    due_at = NULL, held_until = NULL, turn = NULL, stand_in = NULL, operation_id = NULL, submitted_at = NULL,
    revised_prompt = NULL, trouble = NULL, troubled_at = NULL
WHERE request_id = :id;

-- name: free_requests
-- Give back all that a claim took.
UPDATE requests SET held_until = NULL, known_fence = fence WHERE held_until = :until AND claim = :claim;

-- name: free_generations
-- The same of generations.
UPDATE generations SET held_until = NULL, known_fence = fence WHERE held_until = :until AND claim = :claim;
