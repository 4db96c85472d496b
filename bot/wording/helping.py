"""/help: a short list, and a page for each topic behind a button."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.wording import keyboards
from bot.wording.texts import Html, Locale

TOPICS = ("flags", "words", "pictures", "anywhere")
"""What more is told about, in the order of the buttons, by the names of the texts."""


class HelpPage(CallbackData, prefix="hp"):
    """A page of the help; without a topic the list."""

    topic: str = ""


def page(locale: Locale, topic: str = "") -> tuple[Html, InlineKeyboardMarkup]:
    """What a page says, and the buttons under it; of a topic that is no more, the list."""
    if topic in TOPICS:
        back = locale.say("button-back"), HelpPage().pack()
        return locale.say(f"help-{topic}"), keyboards.menu([], 1, back)
    topics = [(locale.say(f"button-help-{name}"), HelpPage(topic=name).pack()) for name in TOPICS]
    return locale.say("help"), keyboards.menu(topics, 2)
