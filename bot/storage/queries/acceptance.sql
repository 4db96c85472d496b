-- name: add_request
-- Keep a new request, unless its key is known; it guards what is added with it.
INSERT INTO requests (
    id, dedupe_key, status, due_at, news_at, fence, attempts, accepted_at, chat_id, message_id, user_id, thread_id,
    inline_message_id, language, model, prompt, words, ratio_width, ratio_height, size, quality, style, light, palette,
    view, as_file, spoiler, placeholder, unsent, shown, shown_at, late_at, delivered_at, file_id, reason
)
VALUES (
    :id, :dedupe_key, :status, :due_at, :news_at, :fence, :attempts, :accepted_at, :chat_id, :message_id, :user_id,
    :thread_id, :inline_message_id, :language, :model, :prompt, :words, :ratio_width, :ratio_height, :size, :quality,
    :style, :light, :palette, :view, :as_file, :spoiler, :placeholder, :unsent, :shown, :shown_at, :late_at,
    :delivered_at, :file_id, :reason
)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: add_generation
-- Keep one of its generations. Its turn comes when its request is placed.
INSERT INTO generations (
    id, request_id, position, batch, seed, account, status, due_at, fence, attempts, submissions, stand_in,
    operation_id, submitted_at, drawn_at, revised_prompt, reason, trouble, troubled_at, user_id, accepted_at
)
VALUES (
    :id, :request_id, :position, :batch, :seed, :account, :status, :due_at, :fence, :attempts, :submissions, :stand_in,
    :operation_id, :submitted_at, :drawn_at, :revised_prompt, :reason, :trouble, :troubled_at, :user_id, :accepted_at
);

-- name: add_account
-- Know an account that generations are queued at.
INSERT INTO accounts (name, touched_at) VALUES (:account, 0) ON CONFLICT DO NOTHING;

-- name: find_by_key
-- Whether a request came from this.
SELECT id FROM requests WHERE dedupe_key = :dedupe_key;

-- name: adopt
-- Make a message the placeholder of an accepted request: it guards the rest. Where it was cancelled meanwhile, it stays
-- due: its person is still to be told. News may be told at once: nobody has told any.
UPDATE requests
SET status = 'placed', placeholder = :placeholder, unsent = 0, fence = fence + 1, held_until = NULL, attempts = 0,
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
-- Bring a kept picture again, of which it is uncertain whether it arrived: into the message that asked.
UPDATE requests
SET status = 'placed', due_at = :now, news_at = NULL, held_until = NULL, stirred_at = NULL, fence = fence + 1,
    attempts = 0, reason = NULL,
    placeholder = CASE
        WHEN inline_message_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM requests AS other
            WHERE other.chat_id = requests.chat_id AND other.placeholder = :placeholder AND other.id <> :id
        )
        THEN CAST(:placeholder AS INTEGER)
    END
WHERE id = :id AND status = 'ended' AND reason IN ('uncertain', 'nowhere') AND EXISTS (
    SELECT 1 FROM generations
    JOIN pictures ON pictures.generation_id = generations.id
    WHERE generations.request_id = :id
)
RETURNING id;

-- name: asked_in_chat
-- How many pictures were drawn in a chat since then, or are going to be.
SELECT count(*) AS asked FROM requests
JOIN generations ON generations.request_id = requests.id
WHERE requests.chat_id = :chat_id AND requests.accepted_at > :since AND requests.status <> 'ended'
    AND generations.status NOT IN ('failed', 'cancelled', 'expired');
