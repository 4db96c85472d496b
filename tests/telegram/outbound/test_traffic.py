"""Telegram's limits as arithmetic: when a call may go, and what is remembered."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.outbound.traffic import REMEMBERED, STREAK, Bucket, Limits, Rank, Traffic

ALICE, BORIS, GROUP, CHANNEL = "1001", "1002", "-1001", "@painters"
PLAIN = Limits(overall=Bucket(3, 1.0), chat=Bucket(1, 1.0), group=Bucket(4, 60.0))
"""Limits whose times are round, for tables."""


@pytest.mark.parametrize(
    ("bucket", "ahead", "opening"),
    [
        (Bucket(2, 10.0), 0, 100.0),
        (Bucket(2, 10.0), 1, 100.0),
        (Bucket(2, 10.0), 2, 110.0),
        (Bucket(2, 10.0), 5, 120.0),
        (Bucket(2, 10.0, (95.0,)), 0, 100.0),
        (Bucket(2, 10.0, (95.0,)), 1, 105.0),
        (Bucket(2, 10.0, (95.0,)), 2, 110.0),
        (Bucket(2, 10.0, (95.0,)), 3, 115.0),
        (Bucket(2, 10.0, (93.0, 98.0)), 0, 103.0),
        (Bucket(2, 10.0, (93.0, 98.0)), 1, 108.0),
        (Bucket(2, 10.0, (93.0, 98.0)), 2, 113.0),
        (Bucket(2, 10.0, (80.0, 90.0)), 0, 100.0),  # ten seconds later it is forgotten
        (Bucket(2, 10.0, (90.5, 91.0)), 0, 100.5),
        (Bucket(1, 1.0, (99.5,)), 0, 100.5),
        (Bucket(1, 1.0, (99.5,)), 3, 103.5),
    ],
)
def test_a_bucket_tells_when_there_is_room(bucket: Bucket, ahead: int, opening: float) -> None:
    assert bucket.opening(100.0, ahead) == opening


@given(size=st.integers(1, 5), pauses=st.lists(st.floats(0, 30), max_size=20), ahead=st.integers(0, 12))
def test_what_a_bucket_foretells_comes_true_and_its_limit_holds(size: int, pauses: list[float], ahead: int) -> None:
    bucket, now, passed = Bucket(size, 10.0), 0.0, []
    for pause in pauses:
        now = max(now + pause, bucket.opening(now + pause))
        bucket = bucket.take(now)
        passed.append(now)
    foretold = bucket.opening(now, ahead)
    for _ in range(ahead + 1):
        now = bucket.opening(now)
        bucket = bucket.take(now)
        passed.append(now)
    assert now == pytest.approx(foretold)
    assert all(later - earlier >= 10.0 - 1e-6 for earlier, later in zip(passed, passed[size:], strict=False))
    assert len(bucket.taken) <= size


def dues(traffic: Traffic, *wanted: tuple[Rank, str | None], now: float = 100.0) -> list[float]:
    """When each of those who queue up in this order may go."""
    calls = [traffic.join(rank, chat) for rank, chat in wanted]
    return [traffic.due(call, now) for call in calls]


MESSAGE, PICTURE, PROGRESS = Rank.MESSAGE, Rank.PICTURE, Rank.PROGRESS


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([(MESSAGE, ALICE)], [100]),
        ([(MESSAGE, ALICE), (MESSAGE, ALICE), (MESSAGE, ALICE)], [100, 101, 102]),
        ([(MESSAGE, ALICE), (MESSAGE, ALICE), (MESSAGE, BORIS)], [100, 101, 100]),
        ([(MESSAGE, ALICE), (PICTURE, ALICE)], [101, 100]),
        ([(MESSAGE, str(chat)) for chat in range(5)], [100, 100, 100, 101, 101]),
        ([(MESSAGE, "1"), (MESSAGE, "2"), (MESSAGE, "3"), (PICTURE, "4")], [100, 100, 101, 100]),
        ([(MESSAGE, GROUP)] * 5, [100, 101, 102, 103, 160]),
        ([(MESSAGE, CHANNEL)] * 5, [100, 101, 102, 103, 160]),
        ([(MESSAGE, None)] * 4, [100, 100, 100, 101]),
        ([(PROGRESS, ALICE)], [100]),
        ([(PROGRESS, ALICE), (MESSAGE, ALICE)], [101, 100]),
        ([(MESSAGE, "1"), (MESSAGE, "2"), (PROGRESS, "3")], [100, 100, 101]),
    ],
)
def test_who_may_go_when(wanted: list[tuple[Rank, str | None]], expected: list[float]) -> None:
    assert dues(Traffic(PLAIN), *wanted) == expected


def sent(traffic: Traffic, chat: str | None, now: float, rank: Rank = MESSAGE) -> None:
    """One call that goes at once."""
    call = traffic.join(rank, chat)
    assert traffic.due(call, now) <= now
    traffic.go(call, now)


def test_progress_leaves_half_of_a_groups_minute_to_the_others() -> None:
    traffic = Traffic(PLAIN)
    sent(traffic, GROUP, 100)
    sent(traffic, GROUP, 102, PROGRESS)
    assert dues(traffic, (PROGRESS, GROUP), (MESSAGE, GROUP), now=104) == [162, 104]


def test_telegrams_numbers() -> None:
    limits = Limits()
    kinds = (limits.overall, limits.chat, limits.group)
    assert [(bucket.size, round(bucket.seconds)) for bucket in kinds] == [(30, 1), (1, 1), (20, 60)]


def test_a_refusal_silences_its_chat_only() -> None:
    traffic = Traffic(PLAIN)
    traffic.refused(ALICE, 30, 100)
    assert dues(traffic, (PICTURE, ALICE), (MESSAGE, BORIS)) == [130, 100]


def test_a_refusal_of_no_chat_silences_all() -> None:
    traffic = Traffic(PLAIN)
    traffic.refused(None, 30, 100)
    assert dues(traffic, (PICTURE, ALICE), (MESSAGE, None)) == [130, 130]


@pytest.mark.parametrize(("refused", "opening"), [(STREAK - 1, 100), (STREAK, 130)])
def test_refusals_in_chat_after_chat_silence_all(refused: int, opening: float) -> None:
    traffic = Traffic(PLAIN)
    for chat in range(refused):
        traffic.refused(str(chat), 30, 100)
    assert dues(traffic, (MESSAGE, BORIS)) == [opening]


def test_a_success_in_between_shows_that_it_is_about_chats() -> None:
    traffic = Traffic(PLAIN)
    for chat in range(10):
        traffic.refused(str(chat), 30, 100)
        traffic.passed()
    assert dues(traffic, (MESSAGE, BORIS)) == [100]


def test_the_same_chat_refused_again_and_again_silences_nobody_else() -> None:
    traffic = Traffic(PLAIN)
    for _ in range(10):
        traffic.refused(ALICE, 30, 100)
    assert dues(traffic, (MESSAGE, BORIS)) == [100]


def test_who_left_is_ahead_of_nobody() -> None:
    traffic = Traffic(PLAIN)
    first, second = traffic.join(MESSAGE, ALICE), traffic.join(MESSAGE, ALICE)
    traffic.leave(first)
    assert traffic.due(second, 100) == 100
    with pytest.raises(ValueError, match="does not wait"):
        traffic.due(first, 100)


def test_after_100_000_chats_only_the_latest_are_remembered() -> None:
    traffic, now, most = Traffic(), 0.0, 0
    for number in range(100_000):
        sent(traffic, f"-{number}" if number % 2 else f"{number}", now)
        most = max(most, len(traffic))
        now += 0.036
    assert most < 1900


def test_not_even_100_000_chats_that_telegram_silenced_are_all_remembered() -> None:
    traffic = Traffic()
    for chat in range(100_000):
        traffic.refused(str(chat), 3600, 0)
    assert len(traffic) == REMEMBERED


def test_a_groups_calls_are_a_second_apart_and_20_a_minute() -> None:
    traffic, now = Traffic(), 0.0
    passed: list[float] = []
    while len(passed) < 60:
        call = traffic.join(MESSAGE, GROUP)
        now = traffic.due(call, now)
        traffic.go(call, now)
        passed.append(now)
    assert all(later - earlier > 1 for earlier, later in pairwise(passed))
    assert all(later - earlier > 60 for earlier, later in zip(passed, passed[20:], strict=False))
    assert passed[59] < 150
