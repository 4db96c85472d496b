-- Pictures that people bought or were given are a book of entries to which is only added. Each has a cause of its own, so
-- that nothing is booked twice; the database itself keeps the sums beside, and none of them is ever below zero.

CREATE TABLE credit_entries (
    kind TEXT NOT NULL CHECK (kind IN ('bought', 'granted', 'spent', 'returned', 'refunded')),
    cause TEXT NOT NULL CHECK (length(cause) BETWEEN 1 AND 256),  -- a payment, a gift, a request or a generation
    user_id INTEGER NOT NULL,
    pictures INTEGER NOT NULL,        -- how many more there are by it, or fewer
    stars INTEGER NOT NULL,           -- what was paid for it, or given back
    at INTEGER NOT NULL,
    PRIMARY KEY (kind, cause),
    CHECK (kind <> 'bought' OR (pictures > 0 AND stars > 0)),
    CHECK (kind <> 'granted' OR (pictures <> 0 AND stars = 0)),
    CHECK (kind <> 'spent' OR (pictures < 0 AND stars = 0)),
    CHECK (kind <> 'returned' OR (pictures = 1 AND stars = 0)),
    CHECK (kind <> 'refunded' OR (pictures <= 0 AND stars < 0))
) STRICT;

CREATE INDEX credit_entries_person ON credit_entries (user_id, at, cause);

CREATE TABLE credits (
    user_id INTEGER NOT NULL PRIMARY KEY,
    pictures INTEGER NOT NULL CHECK (pictures >= 0)  -- the sum of their entries
) STRICT;

/*postgresql:
CREATE FUNCTION refuse_to_change_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries are only added' USING ERRCODE = 'restrict_violation';
END
$$
*/;

/*postgresql:
CREATE FUNCTION sum_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO credits (user_id, pictures) VALUES (new.user_id, 0) ON CONFLICT DO NOTHING;
    UPDATE credits SET pictures = pictures + new.pictures WHERE user_id = new.user_id;
    RETURN NULL;
END
$$
*/;

CREATE TRIGGER credit_entries_are_not_changed BEFORE UPDATE ON credit_entries
/*postgresql: FOR EACH ROW EXECUTE FUNCTION refuse_to_change_entries()*/
/*sqlite*/BEGIN SELECT RAISE(ABORT, 'entries are only added'); END/*end*/;

CREATE TRIGGER credit_entries_are_not_deleted BEFORE DELETE ON credit_entries
/*postgresql: FOR EACH ROW EXECUTE FUNCTION refuse_to_change_entries()*/
/*sqlite*/BEGIN SELECT RAISE(ABORT, 'entries are only added'); END/*end*/;

/*postgresql:
CREATE TRIGGER credit_entries_are_not_emptied BEFORE TRUNCATE ON credit_entries
EXECUTE FUNCTION refuse_to_change_entries()
*/;

CREATE TRIGGER credit_entries_are_summed AFTER INSERT ON credit_entries
/*postgresql: FOR EACH ROW EXECUTE FUNCTION sum_entry()*/
/*sqlite*/BEGIN
    INSERT INTO credits (user_id, pictures) VALUES (new.user_id, 0) ON CONFLICT DO NOTHING;
    UPDATE credits SET pictures = pictures + new.pictures WHERE user_id = new.user_id;
END/*end*/;

-- How many of the bot's transactions at Telegram were compared with the entries, and which was the last of them.
CREATE TABLE compared_transactions (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL CHECK (number >= 0),
    last TEXT CHECK (length(last) <= 256)
) STRICT;

INSERT INTO compared_transactions (id, number) VALUES (1, 0);

ALTER TABLE charges ADD COLUMN paid INTEGER NOT NULL DEFAULT 0 CHECK (paid IN (0, 1));  -- from what its person bought

ALTER TABLE requests ADD COLUMN paid INTEGER NOT NULL DEFAULT 0 CHECK (paid >= 0);  -- pictures that were paid so
ALTER TABLE requests ADD COLUMN paid_of INTEGER;  -- how many there were to pay with

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
