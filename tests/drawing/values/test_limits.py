"""Hours, days and months of the operator's time zone; fair shares; money."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.values.limits import Calendar, fair, fair_share, micros

ZONES = ["UTC", "Europe/Moscow", "Europe/Berlin", "America/Santiago", "Asia/Kathmandu", "Pacific/Kiritimati"]
TIMES = st.floats(0, 4 * 365 * 86_400).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
MOSCOW = Calendar(ZoneInfo("Europe/Moscow"))


@given(TIMES, st.sampled_from(ZONES))
def test_every_time_is_in_one_hour_one_day_and_one_month(now: datetime, zone: str) -> None:
    calendar = Calendar(ZoneInfo(zone))
    for span in (calendar.hour, calendar.day, calendar.month):
        found = span(now)
        assert found.since <= now < found.until
        assert span(found.since) == span(found.until - timedelta(microseconds=1)) == found
        assert span(found.until).since == found.until


@given(TIMES)
def test_a_day_begins_at_midnight_of_the_zone_and_a_month_with_a_day(now: datetime) -> None:
    day, month = MOSCOW.day(now).since, MOSCOW.month(now).since
    assert (day.hour, day.minute, month.day, month.hour) == (0, 0, 1, 0)
    assert MOSCOW.day(month).since == month


def test_a_day_is_as_long_as_the_zone_makes_it() -> None:
    berlin = Calendar(ZoneInfo("Europe/Berlin"))
    for day, hours in ((datetime(2026, 3, 29, 12, tzinfo=UTC), 23), (datetime(2026, 10, 25, 12, tzinfo=UTC), 25)):
        span = berlin.day(day)
        assert span.until.astimezone(UTC) - span.since.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("until", "day", "time"),
    [
        (datetime(2026, 11, 25, 15, tzinfo=UTC), "today", "18:00"),
        (datetime(2026, 11, 25, 21, tzinfo=UTC), "tomorrow", "00:00"),
        (datetime(2026, 11, 30, 21, tzinfo=UTC), "later", "00:00"),
    ],
)
def test_when_it_works_again_is_told_in_the_operators_zone(until: datetime, day: str, time: str) -> None:
    told = MOSCOW.told(until, datetime(2026, 11, 25, 12, tzinfo=UTC))
    assert (told.day, told.time, told.zone) == (day, time, "MSK")


def test_what_nobody_knows_the_time_of_is_soon() -> None:
    assert MOSCOW.told(None, datetime(2026, 11, 25, tzinfo=UTC)).day == "soon"


# A share shrinks as the day's pictures run out, and a newcomer always gets one while there is any.


@given(st.integers(1, 500), st.data())
def test_the_first_picture_is_fair_as_long_as_there_is_one(allowed: int, data: st.DataObject) -> None:
    taken = data.draw(st.integers(0, allowed - 1))
    assert fair(1, taken + 1, allowed)
    assert fair_share(0, taken, allowed) >= 1


@given(st.integers(1, 500), st.data())
def test_nobody_has_more_than_is_left_for_all_others(allowed: int, data: st.DataObject) -> None:
    taken = data.draw(st.integers(0, allowed))
    own = data.draw(st.integers(0, taken))
    more = fair_share(own, taken, allowed)
    if more:
        assert fair(own + more, taken + more, allowed)
        assert own + more <= max(1, allowed - taken - more)
    assert not fair(own + more + 1, taken + more + 1, allowed)


@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_share_only_shrinks_as_others_take_theirs(allowed: int, taken: int, more: int) -> None:
    assert fair_share(0, taken + more, allowed) <= fair_share(0, taken, allowed)


def test_who_is_alone_has_half_of_a_day_and_the_next_half_of_the_rest() -> None:
    shares, taken = [], 0
    for _ in range(7):
        own = 0
        while fair(own + 1, taken + 1, 20):
            own, taken = own + 1, taken + 1
        shares.append(own)
    assert shares == [10, 5, 2, 1, 1, 1, 0]


@pytest.mark.parametrize(("usd", "counted"), [("0.018", 18_000), ("0.0000001", 1), ("0", 0), ("1", 1_000_000)])
def test_money_is_counted_in_millionths_and_nothing_is_spent_unseen(usd: str, counted: int) -> None:
    assert micros(Decimal(usd)) == counted
