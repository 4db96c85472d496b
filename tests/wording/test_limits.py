"""What people are told of limits, before they meet one and then."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.drawing.values.limits import Calendar, Moment
from bot.errors import BudgetUsedUp, DayUsedUp, LimitReached, ManyUnderWay, ShareUsedUp
from bot.wording import captions
from bot.wording.lengths import plain
from bot.wording.texts import Locales
from tests.drawing.builders import MODEL, placed

LOCALES = Locales()
MOSCOW = Calendar(ZoneInfo("Europe/Moscow"))
EVENING = datetime(2026, 11, 25, 18, tzinfo=UTC)


def at(limit: int, left: int, until: datetime, kind: type[LimitReached] = DayUsedUp) -> LimitReached:
    """A limit that is reached in the evening."""
    moment = MOSCOW.told(until, EVENING)
    return kind(limit, left, moment.until, moment.day, moment.time, moment.zone)


@pytest.mark.parametrize(
    ("error", "english", "russian"),
    [
        (
            at(50, 0, MOSCOW.day(EVENING).until),
            "You can have 50 pictures a day, and you’ve had today’s. There will be more tomorrow at 00:00 (MSK).",
            "Вам можно 50 картинок в день, и на сегодня это всё. Новые появятся завтра в 00:00 (MSK).",
        ),
        (
            at(2, 1, MOSCOW.day(EVENING).until),
            "You can have 2 pictures a day, and you have one left. There will be more tomorrow at 00:00 (MSK).",
            "Вам можно 2 картинки в день, на сегодня осталось: 1. Новые появятся завтра в 00:00 (MSK).",
        ),
        (
            at(20, 0, MOSCOW.day(EVENING).until, ShareUsedUp),
            (
                "There are few pictures left for everyone today, so I’m saving them for others."
                " There will be more tomorrow at 00:00 (MSK)."
            ),
            "Картинок на сегодня осталось мало, и я берегу их для остальных. Новые появятся завтра в 00:00 (MSK).",
        ),
        (
            at(5, 0, MOSCOW.month(EVENING).until, BudgetUsedUp),
            "The budget for pictures is used up. I’ll draw again on December 1, 2026.",
            "Деньги на картинки закончились. Снова начну рисовать 01.12.2026.",
        ),
        (
            ManyUnderWay(4),
            "You can have 4 pictures under way at once. I’ll draw more as soon as one is ready.",
            "Одновременно можно ждать 4 картинки. Нарисую ещё, как только будет готова одна из них.",
        ),
    ],
)
def test_a_limit_is_told_with_when_it_works_again(error: LimitReached, english: str, russian: str) -> None:
    assert [plain(locale.error(error)) for locale in LOCALES] == [english, russian]


@pytest.mark.parametrize(
    ("left", "english", "russian"),
    [
        (3, "You have 3 pictures left today.", "На сегодня у вас осталось 3 картинки."),
        (1, "You have one picture left today.", "На сегодня у вас осталась 1 картинка."),
        (0, "That was your last picture for today.", "Это была ваша последняя картинка на сегодня."),
    ],
)
def test_few_that_are_left_stand_in_the_answer(left: int, english: str, russian: str) -> None:
    asked = replace(placed(), left_today=left)
    told = [captions.placeholder(locale, asked, {MODEL.name: MODEL}).splitlines()[-1] for locale in LOCALES]
    assert told == [english, russian]


def test_enough_that_are_left_are_not_spoken_of() -> None:
    assert "\n" not in captions.placeholder(LOCALES.first, placed(), {MODEL.name: MODEL})


def test_when_something_is_begun_is_told() -> None:
    midnight = MOSCOW.told(MOSCOW.day(EVENING).until, EVENING)
    assert [captions.begun(locale, midnight) for locale in LOCALES] == [
        "I’ll draw this tomorrow at 00:00 (MSK).",
        "Нарисую это завтра в 00:00 (MSK).",
    ]
    assert [captions.begun(locale, Moment()) for locale in LOCALES] == [
        "I’ll draw this as soon as one of your pictures is ready.",
        "Нарисую это, как только будет готова одна из ваших картинок.",
    ]
