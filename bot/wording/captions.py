"""What stands under a picture and in a placeholder: built to fit Telegram's limits whatever the prompt is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.drawing.policy import charging
from bot.drawing.ports.couriers import News
from bot.drawing.ports.providers import Models
from bot.drawing.values.generations import Generation
from bot.drawing.values.incidents import Incident
from bot.drawing.values.limits import Moment
from bot.drawing.values.models import Model
from bot.drawing.values.pictures import Picture, Pictures
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request
from bot.wording.details import Details, duration, model_of
from bot.wording.lengths import CAPTION_LIMIT, TEXT_LIMIT, TOAST_LIMIT, length, plain, shortened
from bot.wording.texts import Html, Locale, escaped, fitting, joined

BAR = 10
"""Cells of the bar that shows how far it is."""

NAME_LIMIT = 140
"""UTF-16 units that a person's name may have: 64 characters for each half."""

REVISED_LIMIT = 300
"""UTF-16 units of what a model made of a prompt: the person's own words go first."""

DETAIL_LIMIT = 1000
"""UTF-16 units of what a service said, to the operator."""

CUT = "…"
"""What stands for a prompt where Telegram does not take it."""

WHY = (
    Reason.REFUSED,
    Reason.DECLINED,
    Reason.UNAVAILABLE,
    Reason.TIMEOUT,
    Reason.FAILED,
    Reason.BUSY,
    Reason.UNREACHABLE,
    Reason.SILENT,
    Reason.OUTLASTED,
    Reason.UNANSWERED,
    Reason.INTERRUPTED,
    Reason.LOST,
    Reason.UNDECODED,
    Reason.MISSING,
    Reason.BUG,
    Reason.CANCELLED,
    Reason.BROKEN,
)
"""Why one of several pictures may be missing, as it is told; the other reasons are about bringing all of them."""


def toast(text: Html) -> str:
    """A text as an answer to a press, which knows no markup and is short."""
    return shortened(plain(text), TOAST_LIMIT)


def caption(locale: Locale, request: Request, generation: Generation, models: Models, picture: Picture) -> Html:
    """What stands under one picture: the prompt as far as it fits, what repeats it, and what was changed."""
    details = Details.of_picture(locale, request, models, generation).told(picture)
    notes = [*_stand_ins(locale, request, [generation], models), *_revised(locale, generation), *_left(locale, request)]
    return _captioned(locale, request, details, notes)


def bare_caption(locale: Locale, request: Request, generation: Generation, models: Models, picture: Picture) -> Html:
    """The shortest caption of one picture, for a Telegram that refuses the full one."""
    return caption(locale, _without_words(request), replace(generation, revised_prompt=None), models, picture)


def sheet(locale: Locale, request: Request, models: Models, pictures: Pictures) -> Html:
    """What stands under a finished contact sheet: what holds for all its pictures, and why some did not come."""
    details = Details.of_all(locale, request, models).told(pictures[min(pictures)] if pictures else None)
    notes = [*_stand_ins(locale, request, request.drawn, models), *_came(locale, request), *_left(locale, request)]
    return _captioned(locale, request, details, notes)


def bare_sheet(locale: Locale, request: Request, models: Models, pictures: Pictures) -> Html:
    """The shortest caption of a contact sheet, for a Telegram that refuses the full one."""
    return sheet(locale, _without_words(request), models, pictures)


def unfinished(locale: Locale, request: Request, shown: int, news: News) -> Html:
    """What stands under a contact sheet of which so many pictures are shown, while the rest of it is drawn."""
    why: str = _why(locale, request) if request.missing else "none"
    going = report(locale, news)
    return _fitted(
        locale, "caption-unfinished", request, CAPTION_LIMIT, shown=shown, count=request.count, why=why, news=going
    )


def brief(locale: Locale, request: Request) -> Html:
    """What stands under a picture that is shared once more."""
    return _fitted(locale, "shared-caption", request, CAPTION_LIMIT)


def remembered(locale: Locale, request: Request, models: Models, *, number: str, size: str) -> Html:
    """What stands under a picture, or a sheet, of somebody's history."""
    details = Details.of_all(locale, request, models).retold()
    return _fitted(locale, "remembered", request, CAPTION_LIMIT, details=details, number=number, size=size)


def linked(locale: Locale, request: Request, generation: Generation, models: Models) -> Html:
    """The words of a picture that a link led to."""
    details = Details.of_picture(locale, request, models, generation).retold()
    return _fitted(locale, "linked", request, CAPTION_LIMIT, details=details)


def other_words(locale: Locale, request: Request) -> Html:
    """The question for words to replace those of a picture, with these: tapping them copies them."""
    return _fitted(locale, "ask-other-words", request, TEXT_LIMIT - NAME_LIMIT)


def placeholder(locale: Locale, request: Request, models: Models) -> Html:
    """What the person sees while it is drawn."""
    drawing = locale.say("drawing", **duration(model_of(models, request, request.of(1)).usual_seconds))
    return joined([drawing, *_left(locale, request)])


def begun(locale: Locale, moment: Moment) -> Html:
    """That a request is begun when it works again."""
    until = {} if moment.until is None else {"until": moment.until}
    return locale.say("later-taken", day=moment.day, time=moment.time, zone=moment.zone, **until)


def report(locale: Locale, news: News) -> Html:
    """What the placeholder says meanwhile."""
    if news.position is not None:
        return locale.say("drawing-queued", position=news.position)
    passed = locale.say("duration", **duration(news.seconds))
    if news.trouble is not None:
        return locale.say(f"trouble-{news.trouble}", passed=passed)
    if news.late:
        return locale.say("drawing-late", passed=passed)
    if news.seconds > news.usual:
        return locale.say("drawing-longer", passed=passed)
    filled = round(BAR * news.seconds / news.usual) if news.usual else 0
    bar = "▰" * filled + "▱" * (BAR - filled)
    usual = locale.say("duration", **duration(news.usual))
    return locale.say("drawing-progress", bar=bar, passed=passed, usual=usual)


def ending(locale: Locale, request: Request) -> Html:
    """The sentence for a request that ended without a picture."""
    why = request.reason or request.failure
    operations = (one.operation_id for one in request.generations if one.reason is why and one.operation_id)
    brought = "yes" if request.is_elsewhere else "no"
    said = reason(locale, why, operation=next(operations, None), count=request.count, brought=brought)
    return joined([said, *_put_back(locale, request)])


def ending_in_private(locale: Locale, request: Request) -> Html:
    """The same for who asked in a chat where the bot may not write."""
    return _fitted(locale, "ending-in-private", request, TEXT_LIMIT, sentence=ending(locale, request))


def picture_in_private(locale: Locale, request: Request) -> Html:
    """What stands under pictures that their person gets in private, for their chat does not take them."""
    return _fitted(locale, "picture-in-private", request, CAPTION_LIMIT, count=len(request.drawn))


def reason(locale: Locale, why: Reason, *, operation: str | None = None, count: int = 1, brought: str = "no") -> Html:
    """The sentence for why there is no picture, or none of several; ``brought``: "yes" if its person has them."""
    if why is Reason.CANCELLED:
        return locale.say("cancelled")
    return locale.say(f"reason-{why}", operation=operation or "–", count=count, brought=brought)


def alarm(locale: Locale, model: Model, detail: str, stand_in: Model | None) -> Html:
    """What the operator is told."""
    draws = stand_in.title if stand_in else "none"
    return locale.say("alarm", model=model.title, detail=escaped(detail, DETAIL_LIMIT), stand_in=draws)


def incident(locale: Locale, incident: Incident, detail: str) -> Html:
    """What the operator is told that is about no model."""
    return locale.say(f"incident-{incident}", detail=escaped(detail, DETAIL_LIMIT))


def title_of(models: Models, name: str) -> str:
    """What people call a model."""
    return models[name].title if name in models else name


def _captioned(locale: Locale, request: Request, details: Html, notes: Iterable[Html]) -> Html:
    return _fitted(locale, "caption", request, CAPTION_LIMIT, details=details, notes=joined(notes))


def _fitted(locale: Locale, name: str, request: Request, limit: int, **parts: str | float) -> Html:
    """The text of this name with as much of the prompt as it has room for; without markup where it has none."""
    room = limit - length(locale.say(name, prompt="", **parts))
    return fitting(locale.say(name, prompt=escaped(request.spec.prompt, max(1, room)), **parts), limit)


def _without_words(request: Request) -> Request:
    return replace(request, spec=replace(request.spec, prompt=CUT))


def _stand_ins(locale: Locale, request: Request, generations: Iterable[Generation], models: Models) -> Iterator[Html]:
    """Which other models drew."""
    for name in dict.fromkeys(one.stand_in for one in generations if one.stand_in is not None):
        asked = title_of(models, request.spec.model)
        yield locale.say("note-stand-in", asked=asked, model=title_of(models, name))


def _revised(locale: Locale, generation: Generation) -> Iterator[Html]:
    """What was drawn instead of the prompt."""
    if generation.revised_prompt is not None:
        yield locale.say("note-revised", prompt=escaped(generation.revised_prompt, REVISED_LIMIT))


def _left(locale: Locale, request: Request) -> Iterator[Html]:
    """How many more pictures may be asked for that day, where these are few; or what was paid for what is beyond."""
    if request.paid:
        where = "alone" if request.origin.is_private and request.paid_of is not None else "others"
        yield locale.say("note-paid", where=where, paid=request.paid, of=request.paid_of or 0)
    elif request.left_today is not None:
        yield locale.say("note-left", left=request.left_today)


def _put_back(locale: Locale, request: Request) -> Iterator[Html]:
    """How many pictures that were paid for did not come, and so are there to pay with again."""
    if back := charging.returned(request):
        yield locale.say("note-put-back", count=back)


def _came(locale: Locale, request: Request) -> Iterator[Html]:
    """How many pictures came, where not all did."""
    if request.missing:
        came = len(request.drawn)
        yield locale.say("note-came", came=came, count=request.count, why=_why(locale, request))
        yield from _put_back(locale, request)


def _why(locale: Locale, request: Request) -> Html:
    """Why pictures are missing: a clause for each reason."""
    reasons = [one.reason or Reason.CANCELLED for one in request.missing]
    counts = Counter(one if one in WHY else Reason.BROKEN for one in reasons)
    return joined((locale.say(f"why-{one}", count=counts[one]) for one in WHY if counts[one]), ", ")
