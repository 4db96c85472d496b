"""What people hear meanwhile and when, and how long anybody waits."""

from datetime import datetime, timedelta

import pytest

from bot.drawing.policy import pacing
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.requests import Origin
from tests.drawing.builders import at, generations, origin, placed, request

QUEUED, PENDING, DRAWN = GenerationStatus.QUEUED, GenerationStatus.PENDING, GenerationStatus.DRAWN
FAILED, CANCELLED = GenerationStatus.FAILED, GenerationStatus.CANCELLED

PRIVATE, GROUP, SUPERGROUP = origin(chat_id=1001), origin(chat_id=-7), origin(chat_id=-1_001_234_567_890)
TOPIC = origin(chat_id=-1_001_234_567_890, thread_id=5)
INLINE = origin(chat_id=1001, inline_message_id="inline")


@pytest.mark.parametrize(
    ("age", "deadline", "expired"),
    [(0, 60, False), (59.999, 60, False), (60, 60, True), (61, 60, True), (-60, 60, False), (21_600, 21_600, True)],
)
def test_a_request_expires_at_its_deadline(age: float, deadline: float, *, expired: bool) -> None:
    assert pacing.expired(request(), at(age), timedelta(seconds=deadline)) is expired


@pytest.mark.parametrize(
    ("age", "told", "late"),
    [
        (0, None, False),
        (599.999, None, False),
        (600, None, True),
        (7200, None, True),
        (600, 600, False),
        (7200, 600, False),
        (7200, 0, False),
    ],
)
def test_what_takes_ten_minutes_is_noted_once(age: float, told: float | None, *, late: bool) -> None:
    assert pacing.is_late(placed(late_at=None if told is None else at(told)), at(age)) is late


@pytest.mark.parametrize(("where", "seconds"), [(PRIVATE, 5), (GROUP, 15), (SUPERGROUP, 15), (TOPIC, 15), (INLINE, 15)])
def test_news_come_every_5_seconds_in_private_and_every_15_elsewhere(where: Origin, seconds: float) -> None:
    """Telegram bears 20 messages a minute in a group; who reads an inline message may be one."""
    assert pacing.next_news(placed(origin=where), at(100)) == at(100 + seconds)


@pytest.mark.parametrize("status", [QUEUED, GenerationStatus.SUBMITTING, PENDING])
def test_there_are_news_while_any_picture_may_still_come(status: GenerationStatus) -> None:
    assert pacing.next_news(placed(generations=generations(DRAWN, status, FAILED)), at(0)) == at(5)


@pytest.mark.parametrize("status", [DRAWN, FAILED, CANCELLED, GenerationStatus.EXPIRED])
def test_there_are_no_news_when_no_picture_is_awaited(status: GenerationStatus) -> None:
    assert pacing.next_news(placed(generations=generations(status, status)), at(0)) is None


@pytest.mark.parametrize("where", [PRIVATE, GROUP])
def test_after_ten_minutes_news_come_once_a_minute(where: Origin) -> None:
    assert pacing.next_news(placed(origin=where, late_at=at(600)), at(601)) == at(661)


@pytest.mark.parametrize(
    ("seconds", "usual", "longer"),
    [
        (59, 1, False),
        (60, 1, True),
        (59, 15, False),
        (60, 15, True),
        (79, 20, False),
        (80, 20, True),
        (600, 200, False),
    ],
)
def test_four_times_the_usual_and_a_minute_is_much_longer(seconds: float, usual: float, *, longer: bool) -> None:
    assert pacing.is_much_longer(seconds, usual) is longer


def test_nobody_looks_at_the_chat_for_more_than_a_minute() -> None:
    assert timedelta(minutes=1) == pacing.ATTENTION


def test_nothing_is_scheduled_more_than_ten_minutes_ahead() -> None:
    assert timedelta(minutes=10) == pacing.HORIZON


@pytest.mark.parametrize("where", [PRIVATE, GROUP, INLINE])
@pytest.mark.parametrize(
    "statuses",
    [
        (DRAWN,),
        (FAILED,),
        (DRAWN, DRAWN, DRAWN, DRAWN),
        (DRAWN, FAILED, CANCELLED, GenerationStatus.EXPIRED),
        (CANCELLED, CANCELLED),
    ],
)
def test_a_whole_request_is_shown_at_once(where: Origin, statuses: tuple[GenerationStatus, ...]) -> None:
    """However lately its sheet changed, and whatever that shows."""
    whole = placed(origin=where, generations=generations(*statuses), shown=len(statuses), shown_at=at(99))
    assert pacing.show_at(whole, at(100)) == at(100)


@pytest.mark.parametrize("status", [QUEUED, PENDING])
def test_a_single_picture_is_not_shown_before_it_is_there(status: GenerationStatus) -> None:
    assert pacing.show_at(placed(generations=generations(status)), at(100)) is None


@pytest.mark.parametrize(
    ("where", "shown_at", "due"),
    [
        (PRIVATE, 100, 103),
        (PRIVATE, 98, 101),
        (PRIVATE, 97, 100),
        (PRIVATE, 0, 100),
        (GROUP, 100, 115),
        (GROUP, 86, 101),
        (GROUP, 85, 100),
        (GROUP, 0, 100),
        (SUPERGROUP, 99, 114),
        (TOPIC, 99, 114),
    ],
)
def test_an_unfinished_sheet_changes_every_3_seconds_in_private_and_every_15_in_groups(
    where: Origin, shown_at: float, due: float
) -> None:
    """Never before now."""
    sheet = placed(origin=where, generations=generations(DRAWN, DRAWN, QUEUED), shown=1, shown_at=at(shown_at))
    assert pacing.show_at(sheet, at(100)) == at(due)


@pytest.mark.parametrize(("where", "due"), [(PRIVATE, 103), (GROUP, 115)])
def test_a_sheet_that_was_shown_in_the_future_is_shown_after_one_pause(where: Origin, due: float) -> None:
    """The clock was set back: nobody waits until it is as late again."""
    sheet = placed(origin=where, generations=generations(DRAWN, DRAWN, QUEUED), shown=1, shown_at=at(3700))
    assert pacing.show_at(sheet, at(100)) == at(due)


@pytest.mark.parametrize("shown_at", [at(99), None])
@pytest.mark.parametrize("where", [PRIVATE, GROUP])
def test_the_first_pictures_of_a_sheet_are_shown_at_once(where: Origin, shown_at: datetime | None) -> None:
    """However lately the placeholder said something."""
    sheet = placed(origin=where, generations=generations(DRAWN, QUEUED), shown=0, shown_at=shown_at)
    assert pacing.show_at(sheet, at(100)) == at(100)


def test_a_sheet_of_which_nobody_knows_when_it_changed_may_change_now() -> None:
    sheet = placed(generations=generations(DRAWN, DRAWN, QUEUED), shown=1, shown_at=None)
    assert pacing.show_at(sheet, at(100)) == at(100)


@pytest.mark.parametrize(("drawn", "shown"), [(0, 0), (1, 1), (2, 2), (1, 2)])
def test_a_sheet_that_shows_all_that_came_does_not_change(drawn: int, shown: int) -> None:
    """A picture that failed is none that came."""
    statuses = (*(DRAWN,) * drawn, FAILED, QUEUED)
    assert pacing.show_at(placed(generations=generations(*statuses), shown=shown, shown_at=at(0)), at(100)) is None


def test_an_inline_message_takes_only_the_finished_sheet() -> None:
    sheet = placed(origin=INLINE, generations=generations(DRAWN, DRAWN, QUEUED))
    assert pacing.show_at(sheet, at(100)) is None
