"""What ended is in the numbers of its day once, whoever adds it and however often that is tried."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count, product

import pytest

from bot.drawing.numbers import AT_ONCE, KEPT, SEEN, Statistics
from bot.drawing.policy.charging import charges, spent
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.limits import Calendar, Limits
from bot.drawing.values.reasons import Reason
from bot.drawing.values.statistics import BOUNDS, NumberKind, Span, TimeKind
from bot.storage import queries
from bot.storage.acceptance import DatabaseAcceptance
from bot.storage.database import Database
from bot.storage.rows import generations
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement
from bot.storage.statistics import DatabaseStatistics
from tests.clock import NOON, FakeClock
from tests.drawing.builders import at, generation, request
from tests.storage.conformance.test_limits import PRICED

SECOND = 1_000_000
NUMBERS = count(1)
OUTCOME = """
INSERT INTO outcomes (generation_id, user_id, account, model, kind, micros, waited, took, ended_at)
VALUES (:id, :user_id, :account, :model, :kind, :micros, :waited, :took, :ended_at)
"""


def outcome(user_id: int = 1001, kind: str = "drawn", when: datetime = NOON, seconds: float = 9) -> Statement:
    """Something that ended."""
    is_drawn = kind == "drawn"
    params = {
        "id": f"g{next(NUMBERS)}",
        "user_id": user_id,
        "account": "yandex",
        "model": "yandex-art",
        "kind": kind,
        "micros": 18_000 if is_drawn else 0,
        "waited": 2 * SECOND if is_drawn else None,
        "took": int(seconds * SECOND) if is_drawn else None,
        "ended_at": to_stamp(when),
    }
    return Statement(OUTCOME, params)


def statistics(database: Database, clock: FakeClock | None = None) -> Statistics:
    """The numbers in UTC, at noon."""
    return Statistics(store=DatabaseStatistics(database), calendar=Calendar(UTC), clock=clock or FakeClock())


async def test_today_a_week_and_a_month_sum_up(database: Database) -> None:
    days = {0: 1, 3: 2, 6: 3, 7: 5, 29: 7, 30: 100}
    for back, number in days.items():
        await database.run(*(outcome(when=NOON - timedelta(days=back)) for _ in range(number)))
    await database.run(outcome(kind="refused"), outcome(kind="failed"), outcome(kind="cancelled"))
    report = await statistics(database).report()
    assert {span: totals.drawn for span, totals in report.spans.items()} == {
        Span.TODAY: 1,
        Span.WEEK: 6,
        Span.MONTH: 18,
    }
    today = report.spans[Span.TODAY]
    assert (today.refused, today.failed, today.cancelled, today.micros) == (1, 1, 1, 18_000)
    ((drawer, of_month),) = report.by_drawer[Span.MONTH].items()
    assert (drawer, of_month.drawn) == (("yandex", "yandex-art"), 18)


async def test_people_are_counted_once_a_day_and_once_a_month(database: Database) -> None:
    asked = {1001: (0, 1, 20), 1002: (0,), 1003: (8,), 1004: (40,), -100: (0,)}
    for user_id, days in asked.items():
        await database.run(*(outcome(user_id, when=NOON - timedelta(days=back)) for back in days for _ in range(2)))
    report = await statistics(database).report()
    assert [report.spans[span].people for span in Span] == [2, 2, 3]
    assert [report.by_day[NOON.date() - timedelta(days=back)].people for back in (0, 1, 8, 20)] == [2, 1, 1, 1]


async def test_who_is_seen_every_day_is_one_person_whenever_it_is_added(database: Database) -> None:
    for back in (5, 4, 3, 2, 1, 0):
        await database.run(outcome(when=NOON - timedelta(days=back)))
        await statistics(database).fold()
    report = await statistics(database).report()
    assert [report.spans[span].people for span in Span] == [1, 1, 1]
    assert sum(totals.people for totals in report.by_day.values()) == 6


async def test_half_of_them_and_nearly_all_took_no_longer(database: Database) -> None:
    await database.run(*(outcome(seconds=seconds) for seconds in range(1, 101)))
    took = (await statistics(database).report()).spans[Span.TODAY].took
    assert took.quantile(0.5) == pytest.approx(50, rel=0.15)
    assert took.quantile(0.95) == pytest.approx(95, rel=0.15)


async def test_what_two_add_at_once_is_added_once(database: Database) -> None:
    people = 40
    await database.run(*(outcome(1000 + number % people) for number in range(3 * AT_ONCE)))
    await asyncio.gather(*(statistics(database).fold() for _ in range(5)))
    today = (await statistics(database).report()).spans[Span.TODAY]
    assert (today.drawn, today.people, today.took.number) == (3 * AT_ONCE, people, 3 * AT_ONCE)


async def test_days_are_those_of_the_operator(database: Database) -> None:
    """At 23:30 in UTC it is tomorrow in Moscow."""
    await database.run(outcome(when=datetime(2026, 11, 20, 23, 30, tzinfo=UTC)))
    moscow = Calendar(timezone(timedelta(hours=3)))
    report = await Statistics(store=DatabaseStatistics(database), calendar=moscow, clock=FakeClock()).report()
    assert report.spans[Span.TODAY].drawn == 1


async def test_a_clock_that_was_set_back_makes_no_time_less_than_none(database: Database) -> None:
    await database.run(outcome(seconds=-5))
    took = (await statistics(database).report()).spans[Span.TODAY].took
    assert took.quantile(0.5) == pytest.approx(0.05)


async def test_numbers_are_forgotten_at_their_term(database: Database) -> None:
    long_ago = NOON - KEPT - timedelta(days=1)
    await database.run(outcome(when=long_ago), outcome(1002, when=NOON - SEEN - timedelta(days=1)), outcome(1003))
    told = statistics(database)
    await told.fold()
    await told.tidy()
    store = DatabaseStatistics(database)
    assert {one.day for one in await store.numbers(date.min)} == {NOON.date(), (NOON - SEEN).date() - timedelta(days=1)}
    (left,) = await database.run(Statement("SELECT user_id FROM last_days"))
    assert [row["user_id"] for row in left] == [1003]


async def test_the_database_has_the_same_bounds(database: Database) -> None:
    (found,) = await database.run(Statement("SELECT bound FROM time_bounds ORDER BY bucket"))
    assert [row["bound"] / SECOND for row in found] == list(BOUNDS)


ENDS = [
    (GenerationStatus.DRAWN, None, "drawn"),
    (GenerationStatus.CANCELLED, None, "cancelled"),
    (GenerationStatus.EXPIRED, Reason.TIMEOUT, "failed"),
    *(
        (GenerationStatus.FAILED, reason, "refused" if reason in (Reason.REFUSED, Reason.DECLINED) else "failed")
        for reason in (Reason.REFUSED, Reason.DECLINED, Reason.FAILED, Reason.UNANSWERED, Reason.BUG, Reason.BUSY)
    ),
]


async def test_what_ended_cost_what_is_not_given_back(database: Database) -> None:
    """The database decides as policy/charging.py does, and once: the charge is gone in the same transaction."""
    sql, expected = queries.load(), Counter[tuple[str, int]]()
    for number, ((status, reason, kind), submissions) in enumerate(product(ENDS, (0, 1)), start=1):
        asked = request(number=number)
        await DatabaseAcceptance(database).add(asked, f"k{number}", None, charges(Limits(), asked, PRICED, at(0)))
        drawn_at = at(20) if status is GenerationStatus.DRAWN else None
        ended = generation(
            id=asked.of(1).id,
            request_id=asked.id,
            status=status,
            reason=reason,
            submissions=submissions,
            submitted_at=at(5),
            drawn_at=drawn_at,
        )
        params = generations.progress(ended) | {"fence": 0}
        await database.run(Statement(sql.record_follower, params))
        for _ in range(2):
            settled = {"id": str(asked.id), "now": to_stamp(at(30))}
            await database.run(Statement(sql.keep_outcomes, settled), Statement(sql.end_charges, settled))
        expected[kind, spent(asked, ended, PRICED)] += 1
    (found,) = await database.run(Statement("SELECT kind, micros, waited, took FROM outcomes"))
    assert Counter((row["kind"], row["micros"]) for row in found) == expected
    assert {(row["waited"], row["took"]) for row in found if row["kind"] == "drawn"} == {(5 * SECOND, 15 * SECOND)}


async def test_numbers_have_the_kinds_that_are_known(database: Database) -> None:
    await database.run(*(outcome(kind=kind) for kind in ("drawn", "refused", "failed", "cancelled")))
    await statistics(database).fold()
    store = DatabaseStatistics(database)
    assert {one.kind for one in await store.numbers(date.min)} == set(NumberKind)
    assert {one.kind for one in await store.times(date.min)} == set(TimeKind)
