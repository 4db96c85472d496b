"""What the owner reads and presses: the menu, what is closed, statistics, and messages to everybody."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.drawing.ports.providers import Models
from bot.drawing.values.broadcasts import Broadcast, BroadcastStatus
from bot.drawing.values.closings import Closings
from bot.drawing.values.limits import MICROS
from bot.drawing.values.models import Model
from bot.drawing.values.statistics import Drawer, Report, Span, Times, Totals, summed
from bot.wording import keyboards
from bot.wording.captions import title_of
from bot.wording.lengths import CAPTION_LIMIT, length, plain
from bot.wording.texts import Html, Locale, escaped, fitting, joined, own

UNKNOWN = "–"
"""What stands for a number that there is none of."""

CORNER = "·"
"""What stands where rows and columns meet: Telegram takes blanks away before a text."""

LABEL, COLUMN = 12, 8
"""Characters of the columns of the table: a phone shows 36 beside each other."""

MODELS_TOLD = 6
"""So many models are told below the table."""

HALF, MOST = 0.5, 0.95


class OwnerPage(StrEnum):
    """What the menu shows; the last two only say how something is done."""

    MENU = "menu"
    MODELS = "models"
    STATS = "stats"
    FIND = "find"
    BROADCAST = "broadcast"


HOW = frozenset({OwnerPage.FIND, OwnerPage.BROADCAST})
"""The pages that only say how something is done."""


class OpenPage(CallbackData, prefix="ow"):
    """Show a page of the menu."""

    page: OwnerPage


class Accepting(CallbackData, prefix="oa"):
    """Accept requests, or none; of the ``model`` with this mark, or of all. Where ``menu``, the menu is shown then."""

    on: bool
    model: str = ""
    menu: bool = True


class Found(CallbackData, prefix="of"):
    """Tell the life of a request."""

    id: UUID


class Broadcasted(StrEnum):
    """What is done with a message to everybody."""

    SEND = "send"
    STOP = "stop"
    GO_ON = "go-on"
    CANCEL = "cancel"


class Broadcaster(CallbackData, prefix="ob"):
    """Do it."""

    deed: Broadcasted
    id: UUID


def mark(model: str) -> str:
    """What a button knows a model by: names may be longer than a button carries."""
    return blake2b(model.encode(), digest_size=6).hexdigest()


def marked(models: Models, written: str) -> Model | None:
    """The model with this mark."""
    return next((model for name, model in models.items() if mark(name) == written), None)


def menu(locale: Locale, report: Report, closings: Closings) -> Html:
    """The bot at a glance."""
    today = report.spans[Span.TODAY]
    return locale.say(
        "owner",
        state="paused" if closings.paused else "open",
        drawn=today.drawn,
        people=today.people,
        money=money(today.micros),
        waiting=report.waiting,
    )


def menu_buttons(locale: Locale, closings: Closings) -> InlineKeyboardMarkup:
    """Everything the owner may do."""
    pages = [page for page in OwnerPage if page is not OwnerPage.MENU]
    choices = [(plain(locale.say(f"button-owner-{page}")), OpenPage(page=page).pack()) for page in pages]
    return keyboards.menu(choices, 2, _switch(locale, is_on=closings.paused is None))


def back(locale: Locale) -> InlineKeyboardMarkup:
    """The way back to the menu."""
    return keyboards.menu([_back(locale)], 1)


def how(locale: Locale, page: OwnerPage) -> Html:
    """How something is done that takes words."""
    return locale.say(f"owner-how-{page}")


def models(locale: Locale, models: Models, report: Report, closings: Closings) -> Html:
    """How each model does today, and whether it is on."""
    today = report.by_drawer[Span.TODAY]
    lines = [_model(locale, model, today, is_on=name not in closings.models) for name, model in models.items()]
    return locale.say("owner-models", lines=joined(lines, "\n"))


def _model(locale: Locale, model: Model, today: Mapping[Drawer, Totals], *, is_on: bool) -> Html:
    drawn = summed(totals for (_, name), totals in today.items() if name == model.name)
    return locale.say(
        "owner-model",
        state="on" if is_on else "off",
        title=model.title,
        numbers="some" if drawn != Totals() else "none",
        drawn=drawn.drawn,
        refused=drawn.refused,
        failed=drawn.failed,
        median=seconds(drawn.took, HALF),
    )


def models_buttons(locale: Locale, models: Models, closings: Closings) -> InlineKeyboardMarkup:
    """A switch for each model."""
    switches = [_switch(locale, is_on=name not in closings.models, model=model) for name, model in models.items()]
    return keyboards.menu(switches, 1, _back(locale))


def alarm_buttons(locale: Locale, model: Model | None, closings: Closings) -> InlineKeyboardMarkup:
    """Under what the operator is told: what may be done about it."""
    of_model = [_switch(locale, is_on=model.name not in closings.models, model=model, menu=False)] if model else []
    return keyboards.menu([*of_model, _switch(locale, is_on=closings.paused is None, menu=False)], 1)


def flipped(
    locale: Locale, markup: InlineKeyboardMarkup, pressed: Accepting, model: Model | None
) -> InlineKeyboardMarkup:
    """The same buttons, but for the pressed one: it takes back now what it did."""
    text, data = _switch(locale, is_on=pressed.on, model=model, menu=pressed.menu)
    rows = [
        [keyboards.pressed(text, data) if one.callback_data == pressed.pack() else one for one in row]
        for row in markup.inline_keyboard
    ]
    return keyboards.markup(*rows)


def _switch(locale: Locale, *, is_on: bool, model: Model | None = None, menu: bool = True) -> tuple[str, str]:
    """A button that says what it does: the other thing than what is."""
    if model is None:
        label = locale.say("button-pause" if is_on else "button-resume")
    else:
        label = locale.say("button-switch-off" if is_on else "button-switch-on", model=model.title)
    carried = Accepting(on=not is_on, model="" if model is None else mark(model.name), menu=menu)
    return plain(label), carried.pack()


def _back(locale: Locale) -> tuple[str, str]:
    return plain(locale.say("button-back")), OpenPage(page=OwnerPage.MENU).pack()


def switched(locale: Locale, model: Model, *, is_on: bool) -> Html:
    """That a model is on, or off, from now on."""
    return locale.say("switched-on" if is_on else "switched-off", model=model.title)


def paused(locale: Locale, sentence: str | None) -> Html:
    """That nothing is accepted, and what people read."""
    told = locale.say("accepting-paused", sentence=_own(sentence))
    return locale.say("paused", sentence=told)


def _own(sentence: str | None) -> str:
    return "none" if sentence is None else escaped(sentence, CAPTION_LIMIT)


def statistics(locale: Locale, report: Report, models: Models) -> Html:
    """A short table of today, a week and a month, and the models of the month: within a caption."""
    table = "\n".join(_row(*cells) for cells in _table(locale, report))
    lines = [_of_model(locale, models, *each) for each in report.by_drawer[Span.MONTH].items()][:MODELS_TOLD]
    while True:
        told: str = joined(lines, "\n") if lines else "none"
        text = locale.say("stats", table=own(table), waiting=report.waiting, models=told)
        if not lines or length(text) <= CAPTION_LIMIT:
            return fitting(text, CAPTION_LIMIT)
        lines.pop()


def _row(label: str, *cells: str) -> str:
    return label.ljust(LABEL) + "".join(cell.rjust(COLUMN) for cell in cells)


def _table(locale: Locale, report: Report) -> Iterable[tuple[str, ...]]:
    """The rows, the first of them the heads of the columns."""
    spans = [report.spans[span] for span in Span]
    yield CORNER, *(plain(locale.say(f"stats-{span}")) for span in Span)
    for name, cell in ROWS.items():
        yield plain(locale.say(f"stats-{name}")), *map(cell, spans)


def money(micros: int) -> str:
    """US dollars."""
    return f"{micros / MICROS:.2f}"


def seconds(times: Times, share: float) -> str:
    """Seconds within which this share of something was done."""
    found = times.quantile(share)
    return UNKNOWN if found is None else f"{found:.1f}" if found < 10 else f"{found:.0f}"  # noqa: PLR2004 - one digit


ROWS = {
    "pictures": lambda totals: str(totals.drawn),
    "people": lambda totals: str(totals.people),
    "refused": lambda totals: str(totals.refused),
    "failed": lambda totals: str(totals.failed),
    "money": lambda totals: money(totals.micros),
    "waited": lambda totals: seconds(totals.waited, HALF),
    "waited-95": lambda totals: seconds(totals.waited, MOST),
    "took": lambda totals: seconds(totals.took, HALF),
    "took-95": lambda totals: seconds(totals.took, MOST),
}
"""The rows of the table by their names, and what stands in them."""


def _of_model(locale: Locale, models: Models, drawer: Drawer, totals: Totals) -> Html:
    account, name = drawer
    return locale.say(
        "stats-model",
        title=title_of(models, name),
        account=account,
        drawn=totals.drawn,
        refused=totals.refused,
        failed=totals.failed,
        money=money(totals.micros),
        median=seconds(totals.took, HALF),
    )


def broadcast_question(locale: Locale, broadcast: Broadcast) -> Html:
    """Whether it is to be sent."""
    return locale.say("broadcast-ask", people=broadcast.people)


def broadcast_progress(locale: Locale, broadcast: Broadcast) -> Html:
    """How far it is."""
    return locale.say(
        "broadcast-progress",
        status=broadcast.status.value,
        done=broadcast.done,
        people=max(broadcast.people, broadcast.done),
        sent=broadcast.sent,
        gone=broadcast.gone,
        failed=broadcast.failed,
    )


def broadcast_conclusion(locale: Locale, broadcast: Broadcast) -> Html:
    """That it is over, or stopped by itself."""
    name = "broadcast-over" if broadcast.status is BroadcastStatus.OVER else "broadcast-stopped"
    return locale.say(name, sent=broadcast.sent, people=max(broadcast.people, broadcast.done))


_DEEDS: Mapping[BroadcastStatus, tuple[Broadcasted, ...]] = {
    BroadcastStatus.PREPARED: (Broadcasted.SEND, Broadcasted.CANCEL),
    BroadcastStatus.SENDING: (Broadcasted.STOP,),
    BroadcastStatus.STOPPED: (Broadcasted.GO_ON, Broadcasted.CANCEL),
}
"""What may be done with it, by where it is in its life."""


def broadcast_buttons(locale: Locale, broadcast: Broadcast) -> InlineKeyboardMarkup | None:
    """What may be done with it."""
    deeds = _DEEDS.get(broadcast.status, ())
    choices = [
        (plain(locale.say(f"button-broadcast-{deed}")), Broadcaster(deed=deed, id=broadcast.id).pack())
        for deed in deeds
    ]
    return keyboards.menu(choices, 2) if choices else None
