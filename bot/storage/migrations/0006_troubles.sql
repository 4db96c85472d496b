-- What goes wrong with a generation's current step and is tried again, and since when: people are told of it, and it is
-- waited out for minutes and not for ever.

ALTER TABLE generations ADD COLUMN trouble TEXT;
ALTER TABLE generations ADD COLUMN troubled_at INTEGER;

DROP VIEW whole_requests;
CREATE VIEW whole_requests AS
SELECT
    requests.*, generations.id AS generation_id, generations.position, generations.batch, generations.seed,
    generations.account, generations.status AS generation_status, generations.due_at AS generation_due_at,
    generations.fence AS generation_fence, generations.attempts AS generation_attempts, generations.submissions,
    generations.stand_in, generations.operation_id, generations.submitted_at, generations.drawn_at,
    generations.revised_prompt, generations.reason AS generation_reason, generations.trouble, generations.troubled_at
FROM requests
JOIN generations ON generations.request_id = requests.id;
