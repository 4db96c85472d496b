"""What stands under the bot's questions and answers."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.wording.keyboards.presses import HELP, Page, Take
from bot.wording.keyboards.rows import Style, markup, menu
from bot.wording.texts import Locale


def how_to_ask(locale: Locale) -> InlineKeyboardMarkup:
    """Under the sentence that says what is wrong with a request."""
    return menu([(locale.say("button-help"), HELP)], 1)


def pages(locale: Locale, user_id: int, offset: int, size: int) -> InlineKeyboardMarkup | None:
    """Under a picture of somebody's history; None where it is the only one."""
    ways = {"newer": offset - 1, "older": offset + 1}
    row = [
        (locale.say(f"button-{way}"), Page(user_id=user_id, offset=to).pack())
        for way, to in ways.items()
        if 0 <= to < size
    ]
    return menu(row, 2) if row else None


def take(locale: Locale, key: str, style: str) -> InlineKeyboardMarkup:
    """Under an inline message that is not being drawn yet."""
    return menu([(locale.say("button-draw"), Take(key=key, style=style).pack())], 1, first=Style.MAIN)


def back_inline(locale: Locale) -> InlineKeyboardMarkup:
    """The way back to the chat in which somebody was typing."""
    return markup([InlineKeyboardButton(text=locale.say("button-back-inline"), switch_inline_query="")])
