-- name: add_request
-- Keep a new request, unless its key is known; it guards what is added with it.
INSERT INTO requests (
    id, dedupe_key, status, due_at, news_at, fence, attempts, accepted_at, chat_id, message_id, user_id, thread_id,
    inline_message_id, language, model, prompt, words, ratio_width, ratio_height, size, quality, style, light, palette,
    view, as_file, spoiler, placeholder, unsent, shown, shown_at, late_at, delivered_at, file_id, reason, known_fence
)
VALUES (
    :id, :dedupe_key, :status, :due_at, :news_at, :fence, :attempts, :accepted_at, :chat_id, :message_id, :user_id,
    :thread_id, :inline_message_id, :language, :model, :prompt, :words, :ratio_width, :ratio_height, :size, :quality,
    :style, :light, :palette, :view, :as_file, :spoiler,
    CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM requests AS other WHERE other.chat_id = :chat_id AND other.placeholder = :placeholder
        )
        THEN CAST(:placeholder AS INTEGER)
    END,
    :unsent, :shown, :shown_at, :late_at, :delivered_at, :file_id, :reason, :fence
)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: add_generation
-- Keep one of its generations. Its turn comes when its request is placed.
INSERT INTO generations (
    id, request_id, position, batch, seed, account, status, due_at, fence, attempts, submissions, stand_in,
    operation_id, submitted_at, drawn_at, revised_prompt, reason, trouble, troubled_at, user_id, accepted_at,
    known_fence
)
VALUES (
    :id, :request_id, :position, :batch, :seed, :account, :status, :due_at, :fence, :attempts, :submissions, :stand_in,
    :operation_id, :submitted_at, :drawn_at, :revised_prompt, :reason, :trouble, :troubled_at, :user_id, :accepted_at,
    :fence
);

-- name: add_account
-- Know an account that generations are queued at.
INSERT INTO accounts (name, touched_at) VALUES (:account, 0) ON CONFLICT DO NOTHING;

-- name: find_by_key
-- Whether a request came from this, one that was forgotten too.
SELECT id FROM requests WHERE dedupe_key = :dedupe_key
UNION ALL
SELECT digest AS id FROM past_keys WHERE digest = :digest;

-- name: key_is_new
-- No request that was forgotten came from this: it guards what is added.
SELECT 1 AS new WHERE NOT EXISTS (SELECT 1 FROM past_keys WHERE digest = :digest);

-- name: find_tap
-- The same person's same choice at the same message, accepted since: the keys of presses end with what they chose.
SELECT id FROM requests
WHERE user_id = :user_id AND chat_id = :chat_id AND accepted_at > :since AND message_id = :message_id
    AND substr(dedupe_key, length(dedupe_key) - length(CAST(:choice AS TEXT)) + 1) = CAST(:choice AS TEXT);

-- name: lock_person
-- Let nobody else add what this person taps before this is committed; SQLite has one writer at a time anyway.
SELECT /*postgresql: pg_advisory_xact_lock(*/ CAST(:user_id AS INTEGER) /*postgresql: )*/ AS locked;

-- name: tap_is_new
-- No such choice was accepted since: it guards what is added.
SELECT 1 AS new WHERE NOT EXISTS (
    SELECT id FROM requests
    WHERE user_id = :user_id AND chat_id = :chat_id AND accepted_at > :since AND message_id = :message_id
        AND substr(dedupe_key, length(dedupe_key) - length(CAST(:choice AS TEXT)) + 1) = CAST(:choice AS TEXT)
);

-- name: adopt
-- Make a message the placeholder of an accepted request: it guards the rest. Where it was cancelled meanwhile, it stays
-- due: its person is still to be told. News may be told at once: nobody has told any.
UPDATE requests
SET status = 'placed', placeholder = :placeholder, unsent = 0, fence = fence + 1, held_until = NULL, attempts = 0,
    stumbles = 0, known_fence = fence + 1,
    due_at = CASE WHEN live.number > 0 THEN stirred_at ELSE due_at END,
    news_at = CASE WHEN live.number > 0 THEN accepted_at END
FROM (
    SELECT count(*) AS number FROM generations
    WHERE request_id = :id AND status IN ('queued', 'submitting', 'pending')
) AS live
WHERE id = :id AND status = 'accepted' AND chat_id = :chat_id AND inline_message_id IS NULL AND NOT EXISTS (
    SELECT 1 FROM requests AS other WHERE other.chat_id = :chat_id AND other.placeholder = :placeholder
)
RETURNING id;

-- name: poke_to_cancel
-- Make due now a request that is being taken back, where anything of it is left to cancel. It comes before its
-- generations: all who change both lock them in this order.
UPDATE requests
SET due_at = CASE WHEN due_at < CAST(:now AS INTEGER) THEN due_at ELSE :now END,
    stirred_at = CASE WHEN stirred_at < CAST(:now AS INTEGER) THEN stirred_at ELSE :now END
WHERE id = :id AND status IN ('accepted', 'placed') AND EXISTS (
    SELECT 1 FROM generations WHERE request_id = :id AND status IN ('queued', 'submitting', 'pending')
);

-- name: resend
-- Bring a kept picture again, which is not in the chat, or not surely: into the message that asked.
UPDATE requests
SET status = 'placed', due_at = :now, news_at = NULL, held_until = NULL, stirred_at = NULL, fence = fence + 1,
    attempts = 0, stumbles = 0, known_fence = fence + 1, reason = NULL,
    placeholder = CASE
        WHEN inline_message_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM requests AS other
            WHERE other.chat_id = requests.chat_id AND other.placeholder = :placeholder AND other.id <> :id
        )
        THEN CAST(:placeholder AS INTEGER)
    END
WHERE id = :id AND status = 'ended' AND reason IN ('uncertain', 'nowhere', 'withheld', 'not-shown', 'bug') AND EXISTS (
    SELECT 1 FROM generations
    JOIN pictures ON pictures.generation_id = generations.id
    WHERE generations.request_id = :id
)
RETURNING id;
