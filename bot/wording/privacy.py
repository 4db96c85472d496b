"""What people read about what is kept of them, and the buttons under it."""

from datetime import timedelta

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.drawing.exports import Export
from bot.drawing.ports.privacy_stores import Kept
from bot.drawing.values.terms import Disclosure, Service
from bot.wording import keyboards
from bot.wording.texts import Html, Locale, below, fitting, joined

SERVICES_LIMIT = 1000
"""UTF-16 units for the names of the drawing services."""

_UNITS = {
    "span-days": timedelta(days=1),
    "span-hours": timedelta(hours=1),
    "span-minutes": timedelta(minutes=1),
}


class Forget(CallbackData, prefix="f"):
    """The answer to the question whether all about somebody is to be forgotten."""

    user_id: int
    sure: bool


def prompts(disclosure: Disclosure) -> str:
    """What texts are told of what becomes of prompts."""
    return "kept" if disclosure.prompts_kept else "not-kept"


def disclosed(locale: Locale, disclosure: Disclosure) -> Html:
    """What is kept, where, how long, and who sees it."""
    terms = disclosure.terms
    services = [_service(locale, service) for service in disclosure.services]
    return locale.say(
        "privacy",
        history=span(locale, terms.history),
        originals=span(locale, terms.originals),
        drafts=span(locale, terms.drafts),
        services=fitting(joined(services, ", "), SERVICES_LIMIT),
        prompts=prompts(disclosure),
        improving=_improving(locale, disclosure),
        storage="yes" if disclosure.storage_chat else "no",
        credits="yes" if disclosure.credits else "no",
    )


def _service(locale: Locale, service: Service) -> Html:
    title, who = service
    return locale.say("privacy-service", model=title, who=who or locale.say("privacy-own-server"))


def _improving(locale: Locale, disclosure: Disclosure) -> Html:
    """Who sees words that are to be improved; nothing where nobody does."""
    if disclosure.improver is None:
        return joined([])
    kept = "kept" if disclosure.improver_keeps else "not-kept"
    return below(locale.say("privacy-improving", service=_service(locale, disclosure.improver), kept=kept), 2)


def span(locale: Locale, time: timedelta) -> Html:
    """A stretch of time in its largest whole unit, rounded down."""
    units = _UNITS.items()
    name, unit = next((one for one in units if not time % one[1] and time >= one[1]), list(units)[-1])
    return locale.say(name, count=time // unit)


def asked(locale: Locale, kept: Kept) -> Html:
    """What there is, and whether it is to be forgotten."""
    return locale.say(
        "forget-ask",
        requests=kept.requests,
        pictures=kept.pictures,
        questions=kept.questions,
        drafts=kept.drafts,
        credits=kept.credits,
    )


def answers(locale: Locale, user_id: int) -> InlineKeyboardMarkup:
    """The two answers to that."""
    choices = {"button-forget": True, "button-keep": False}
    row = [(locale.say(name), Forget(user_id=user_id, sure=sure).pack()) for name, sure in choices.items()]
    return keyboards.menu(row, 2, first=keyboards.Style.DANGER)


def exported(locale: Locale, export: Export) -> Html:
    """What stands under the file with all that is kept about somebody."""
    return locale.say("exported", requests=export.requests, pictures=export.pictures, left_out=export.left_out)
