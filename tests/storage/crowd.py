"""A database with many rows, written in bulk: so many wait in every way there is, and so many are over."""

from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement
from tests.drawing.builders import at

NOW = to_stamp(at(0))
PERSON, SUPERGROUP = 2_000_000, -1_001_000_000_001

_NUMBERS = """
WITH RECURSIVE numbers (n) AS (
    SELECT CAST(:first AS INTEGER) UNION ALL SELECT n + 1 FROM numbers WHERE n < CAST(:last AS INTEGER)
)
"""

_REQUESTS = """
INSERT INTO requests (
    id, dedupe_key, status, due_at, news_at, fence, attempts, accepted_at, chat_id, message_id, user_id, language,
    model, prompt, words, ratio_width, ratio_height, as_file, spoiler, placeholder, unsent, shown, delivered_at,
    file_id, held_until
)
SELECT
    'r' || n, 'k' || n,
    CASE
        WHEN n > :waiting THEN 'delivered' WHEN n % 10 = 0 THEN 'accepted' WHEN n % 10 = 2 THEN 'delivering'
        ELSE 'placed'
    END,
    CASE WHEN n > :waiting THEN NULL WHEN n % 10 < 3 THEN :now - n * 1000 WHEN n % 10 = 9 THEN :now + 1000 + n END,
    CASE WHEN n <= :waiting AND n % 10 > 2 THEN :now - n * 1000 END,
    1, 0, :now - CASE WHEN n > :waiting THEN n * 900000000 ELSE n * 1000 END,
    CASE WHEN n % 7 = 0 THEN :supergroup ELSE :person + n % :people END, 2 * n, :person + n % :people, 'en',
    'yandex-art', 'a red fox', 'a red fox', 1, 1, 0, 0,
    CASE WHEN n <= :waiting AND n % 10 = 0 THEN NULL ELSE 2 * n + 1 END,
    CASE WHEN n <= :waiting AND n % 10 = 0 THEN 1 ELSE 0 END, 0,
    CASE WHEN n > :waiting THEN :now - n * 900000000 END, CASE WHEN n > :waiting THEN 'file' END,
    CASE WHEN n < 20 THEN :now + 60000000 END
FROM numbers
"""

_GENERATIONS = """
INSERT INTO generations (
    id, request_id, position, batch, seed, account, status, due_at, fence, turn, attempts, submissions, operation_id,
    submitted_at, counted_at, polled_at, drawn_at, user_id, accepted_at, held_until
)
SELECT
    'g' || n, 'r' || n, 1, 1, 17, 'yandex',
    CASE
        WHEN n > :waiting OR n % 10 IN (1, 2) THEN 'drawn'
        WHEN n % 10 IN (7, 8) THEN 'pending'
        WHEN n % 10 = 9 THEN 'cancelled'
        ELSE 'queued'
    END,
    CASE WHEN n <= :waiting AND n % 10 > 5 THEN :now - n * 1000 END, 1,
    CASE WHEN n <= :waiting AND n % 10 IN (3, 4, 5, 6) THEN n / 100 END, 0, 1,
    CASE WHEN n <= :waiting AND n % 10 > 6 THEN 'operation ' || n END,
    :now - n * 1000, CASE WHEN n > :waiting THEN :now - n * 900000000 END,
    CASE WHEN n > :waiting THEN :now - n * 900000000 END,
    CASE WHEN n > :waiting OR n % 10 IN (1, 2) THEN :now - n * 1000 END,
    :person + n % :people, :now - CASE WHEN n > :waiting THEN n * 900000000 ELSE n * 1000 END,
    CASE WHEN n < 20 THEN :now + 60000000 END
FROM numbers
"""

_PICTURES = """
INSERT INTO pictures (generation_id, mime, width, height, delivered_at, data)
SELECT 'g' || n, 'image/jpeg', 64, 32, CASE WHEN n > :waiting THEN :now - n * 900000000 END, :data FROM numbers
"""

_SHOWN = """
INSERT INTO full_pictures (generation_id, chat_id, message_id, begun_at) SELECT 'g' || n, :person, n, :now FROM numbers
"""

_DRAFTS = """
INSERT INTO inline_drafts (key, user_id, text, kept_at)
SELECT 'd' || n, :person + n % :people, 'a fox', :now - n * 1000000 FROM numbers
"""


_COUNTED = """
INSERT INTO tallies (generation_id, account, counted_at, forgotten_at)
SELECT 't' || n, 'yandex', :now - n * 900000000, :now - n * 1000000 FROM numbers
"""

_KEYS = """
INSERT INTO past_keys (digest, forgotten_at) SELECT 'p' || n, :now - n * 1000000 FROM numbers
"""

_COPIES = """
INSERT INTO copies (chat_id, message_id, request_id, attempts)
SELECT :supergroup, n, CASE WHEN n % 2 = 0 THEN 'r' || n END, 0 FROM numbers
"""

_QUESTIONS = """
INSERT INTO questions (chat_id, message_id, user_id, asked_at)
SELECT :person + n % :people, n, :person + n % :people, :now - n * 1000000 FROM numbers
"""

_ANSWERS = """
INSERT INTO answers (chat_id, asked, message_id, user_id, answered_at)
SELECT :person + n % :people, n, n + 1, :person + n % :people, :now - n * 1000000 FROM numbers
"""

_PEOPLE = """
INSERT INTO people (user_id, as_file, started, blocked_at)
SELECT :person + n, 0, 1, CASE WHEN n % 2 = 0 THEN :now - n * 1000000 END FROM numbers
"""

_COUNTS = """
INSERT INTO counts (kind, who, since, used, until, most)
SELECT 3, CAST(:person + n AS TEXT), :now - n % 3 * 86400000000, 7, :now - n * 1000000, 50 FROM numbers
"""

_CHARGES = """
INSERT INTO charges (
    generation_id, request_id, user_id, chat_id, account, model, micros, person_day, money_day, money_month
)
SELECT
    'g' || n, 'r' || n, :person + n % :people, :person + n % :people, 'yandex', 'yandex-art', 18000, :now, :now, :now
FROM numbers
"""

_POSTPONED = """
INSERT INTO postponed (request_id, user_id, pictures, begins_at)
SELECT 'r' || n, :person + n % :people, 1, :now - n * 1000 FROM numbers
"""

_TURNED_AWAY = """
INSERT INTO turned_away (id, dedupe_key, user_id, request, kept_at)
SELECT 'r' || n, 'k' || n, :person + n % :people, '[]', :now - n * 1000000 FROM numbers
"""

_REMOVALS = """
INSERT INTO removals (chat_id, message_id, generation_id, whole, language, due_at, attempts)
SELECT :person + n, 1000, 'g' || n, 1, 'en', :now - n * 1000000, 0 FROM numbers
"""

_OUTCOMES = """
INSERT INTO outcomes (generation_id, user_id, account, model, kind, micros, waited, took, ended_at)
SELECT
    'o' || n, :person + n % :people, 'yandex', 'yandex-art', 'drawn', 18000, 1000000, 9000000, :now - n * 1000
FROM numbers
"""

_LAST_DAYS = """
INSERT INTO last_days (user_id, day)
SELECT :person + n, '2026-' || (10 + n % 3) || '-' || (10 + n % 20) FROM numbers
"""

_NUMBERS_OF_DAYS = """
INSERT INTO daily_numbers (day, account, model, kind, number)
SELECT '20' || (10 + n % 16) || '-' || (10 + n % 3) || '-' || (10 + n % 20), 'a' || n, 'yandex-art', 'drawn', 7
FROM numbers
"""

_TIMES_OF_DAYS = """
INSERT INTO daily_times (day, account, model, kind, bucket, number)
SELECT '20' || (10 + n % 16) || '-' || (10 + n % 3) || '-' || (10 + n % 20), 'a' || n, 'yandex-art', 'took', 7, 7
FROM numbers
"""

_BROADCASTS = """
INSERT INTO broadcasts (
    id, status, chat_id, message_id, language, last_id, people, sent, gone, failed, fence, made_at
)
SELECT 'b' || n, 'over', :person, n, 'en', 0, 5, 5, 0, 0, 1, :now - n * 1000000 FROM numbers
"""

_OF_THE_OWNER = (_OUTCOMES, _LAST_DAYS, _NUMBERS_OF_DAYS, _TIMES_OF_DAYS, _BROADCASTS)

_CREDITS = """
INSERT INTO credit_entries (kind, cause, user_id, pictures, stars, at)
SELECT 'bought', 'stx' || n, :person + n % :people, 10, 50, :now - n * 1000000 FROM numbers
"""

_SUMS = """
INSERT INTO credits (user_id, pictures)
SELECT user_id, sum(pictures) FROM credit_entries WHERE true GROUP BY user_id
ON CONFLICT DO NOTHING
"""
"""The database does so by itself, but where its triggers are turned off."""


def crowd(waiting: int, past: int, people: int | None = None) -> list[Statement]:
    """The statements that write it; of what is kept for a term there is less."""
    terms = {
        "waiting": waiting,
        "people": people or (waiting + past) // 20,
        "now": NOW,
        "person": PERSON,
        "supergroup": SUPERGROUP,
        "data": b"picture",
    }
    everything = terms | {"first": 1, "last": waiting + past}
    kept = terms | {"first": 1, "last": waiting + past // 3}
    few = terms | {"first": 1, "last": waiting // 2}
    return [
        Statement("INSERT INTO accounts (name, touched_at) VALUES ('yandex', 0)"),
        Statement(_NUMBERS + _REQUESTS, everything),
        Statement(_NUMBERS + _GENERATIONS, everything),
        Statement(_NUMBERS + _PICTURES, kept),
        Statement(_NUMBERS + _SHOWN, few),
        Statement(_NUMBERS + _DRAFTS, few),
        *(Statement(_NUMBERS + one, few) for one in (_COUNTED, _KEYS, _COPIES, _QUESTIONS, _ANSWERS, _PEOPLE)),
        *(Statement(_NUMBERS + one, few) for one in (_COUNTS, _CHARGES, _POSTPONED, _TURNED_AWAY, _REMOVALS, _CREDITS)),
        Statement(_SUMS),
        *(Statement(_NUMBERS + one, few) for one in _OF_THE_OWNER),
    ]
