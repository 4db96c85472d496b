"""The whole life of a request, and what is known of somebody, as the owner reads them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from aiogram.types import InlineKeyboardMarkup

from bot.drawing.lookups import Acquaintance, Life
from bot.drawing.policy import charging
from bot.drawing.ports.owner_stores import Steps
from bot.drawing.ports.providers import Models
from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import Request
from bot.wording import keyboards
from bot.wording.captions import title_of
from bot.wording.details import model_of
from bot.wording.lengths import TEXT_LIMIT, length
from bot.wording.owner import UNKNOWN, Found, money
from bot.wording.texts import Html, Locale, code, escaped, fitting, joined

COLUMNS = 4
"""Numbers of requests beside each other."""


def life(locale: Locale, found: Life, models: Models) -> Html:
    """Everything about a request; of its words as much as fits."""
    request = found.request
    parts: dict[str, str] = {
        "id": str(request.id),
        "model": title_of(models, request.spec.model),
        "shape": str(request.spec.size or request.spec.ratio),
        "where": locale.say("life-where", where=_where(request)),
        "person": str(request.origin.user_id),
        "chat": str(request.origin.chat_id),
        "lines": joined(_lines(locale, found, models), "\n"),
    }
    room = TEXT_LIMIT - length(locale.say("life", prompt="", **parts))
    return fitting(locale.say("life", prompt=escaped(request.spec.prompt, max(1, room)), **parts), TEXT_LIMIT)


def _where(request: Request) -> str:
    if request.origin.is_inline:
        return "inline"
    return "private" if request.origin.is_private else "group"


def _lines(locale: Locale, found: Life, models: Models) -> Iterator[Html]:
    """What happened when; first to the request, then to each of its pictures."""
    request = found.request
    yield locale.say("life-accepted", at=moment(request.accepted_at), paid=request.paid)
    yield locale.say(
        "life-status",
        status=request.status.value,
        at=moment(request.delivered_at or request.shown_at or request.accepted_at),
        reason=request.reason or UNKNOWN,
        stumbles=request.stumbles,
    )
    for one in request.generations:
        yield joined([])
        yield from _generation(locale, request, one, found.steps.get(one.id), models)


def _generation(
    locale: Locale, request: Request, one: Generation, steps: Steps | None, models: Models
) -> Iterator[Html]:
    drawer = model_of(models, request, one)
    yield locale.say(
        "life-generation",
        position=str(one.position),
        status=one.status.value,
        reason=one.reason or UNKNOWN,
        model=drawer.title,
        account=one.account,
        money=money(charging.spent(request, one, drawer)),
    )
    if one.submitted_at is not None:
        yield locale.say("life-submitted", at=moment(one.submitted_at), times=one.submissions)
    if steps is not None and steps.polled_at is not None:
        yield locale.say("life-polled", at=moment(steps.polled_at))
    if one.drawn_at is not None:
        took = (one.drawn_at - (one.submitted_at or request.accepted_at)).total_seconds()
        yield locale.say("life-drawn", at=moment(one.drawn_at), seconds=f"{took:.1f}")
    if one.operation_id:
        yield locale.say("life-operation", operation=one.operation_id)
    if one.trouble is not None and one.troubled_at is not None:
        yield locale.say("life-trouble", at=moment(one.troubled_at), trouble=one.trouble, attempts=one.attempts)


def moment(time: datetime) -> Html:
    """A time to the second, in UTC as the log has it."""
    return code(f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S}")


def acquaintance(locale: Locale, found: Acquaintance, models: Models) -> Html:
    """What is known of somebody, with their newest requests."""
    lines = [
        locale.say(
            "acquaintance-request",
            number=str(number),
            at=moment(one.accepted_at),
            status=one.reason or one.status.value,
            model=title_of(models, one.spec.model),
            count=one.count,
        )
        for number, one in enumerate(found.requests, start=1)
    ]
    person = found.person
    return locale.say(
        "acquaintance",
        person=str(person.user_id),
        started="yes" if person.started else "no",
        language=person.language or UNKNOWN,
        model=title_of(models, person.model) if person.model else UNKNOWN,
        pictures=found.pictures,
        requests=found.kept.requests,
        originals=found.kept.pictures,
        lines=joined(lines, "\n") if lines else locale.say("acquaintance-nothing"),
    )


def acquaintance_buttons(found: Acquaintance) -> InlineKeyboardMarkup | None:
    """A number for each of the requests: it tells its life."""
    numbers = [(str(number), Found(id=one.id).pack()) for number, one in enumerate(found.requests, start=1)]
    return keyboards.menu(numbers, COLUMNS) if numbers else None
