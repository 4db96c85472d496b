-- What nobody foresaw: how often in a row a step failed so, and which claim was the last that anything is known of. A
-- claim that came after that one and is no more ended with its process.

ALTER TABLE requests ADD COLUMN stumbles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN known_fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE generations ADD COLUMN stumbles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE generations ADD COLUMN known_fence INTEGER NOT NULL DEFAULT 0;

UPDATE requests SET known_fence = fence;
UPDATE generations SET known_fence = fence;

DROP VIEW whole_requests;
CREATE VIEW whole_requests AS
SELECT
    requests.*, generations.id AS generation_id, generations.position, generations.batch, generations.seed,
    generations.account, generations.status AS generation_status, generations.due_at AS generation_due_at,
    generations.fence AS generation_fence, generations.attempts AS generation_attempts, generations.submissions,
    generations.stand_in, generations.operation_id, generations.submitted_at, generations.drawn_at,
    generations.revised_prompt, generations.reason AS generation_reason, generations.trouble, generations.troubled_at,
    generations.stumbles AS generation_stumbles, generations.known_fence AS generation_known_fence
FROM requests
JOIN generations ON generations.request_id = requests.id;
