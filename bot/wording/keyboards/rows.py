"""Buttons in rows, as wide as a phone shows them whole."""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

ROOM = {1: 30, 2: 14, 3: 9, 4: 6, 5: 4, 6: 3, 7: 2, 8: 2}
"""Characters of a label that phones show whole, by how many stand in its row: about, for Telegram states none."""

MARK = "✓"
"""What stands before the choice that is the present one."""


class Style(StrEnum):
    """How a button looks in the apps that know of it; the others show it as any."""

    MAIN = "primary"  #: the one way on
    DANGER = "danger"  #: what takes something away


def width(label: str) -> int:
    """How many characters wide a label is; those of East Asia, and emoji, count double."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in label if not unicodedata.combining(one))


def menu(
    choices: Sequence[tuple[str, str]], columns: int, last: tuple[str, str] | None = None, *, first: Style | None = None
) -> InlineKeyboardMarkup:
    """Buttons by text and callback data, in so many columns or as many as a phone shows whole.

    The ``last`` one stands in a row of its own; how the ``first`` looks may be said.
    """
    buttons = [pressed(*choice, first if number == 0 else None) for number, choice in enumerate(choices)]
    return markup(*fitting(buttons, columns), *([[pressed(*last)]] if last else []))


def pressed(text: str, data: str, style: Style | None = None) -> InlineKeyboardButton:
    """A button that the bot hears of."""
    return InlineKeyboardButton(text=text, callback_data=data, style=style)


def copying(text: str, copied: str) -> InlineKeyboardButton:
    """A button that copies a text."""
    return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=copied))


def marked(label: str, *, current: bool) -> str:
    """A choice, with the mark of the present one if it is that."""
    return f"{MARK} {label}" if current else label


def fitting(buttons: Sequence[InlineKeyboardButton], columns: int) -> Iterator[list[InlineKeyboardButton]]:
    """Rows of as many as a phone shows whole, up to so many."""
    start = 0
    while start < len(buttons):
        widths = [width(button.text) for button in buttons[start : start + columns]]
        fit = (count for count in range(len(widths), 1, -1) if max(widths[:count]) <= ROOM[count])
        row = buttons[start : start + next(fit, 1)]
        yield list(row)
        start += len(row)


def balanced(buttons: Sequence[InlineKeyboardButton], columns: int) -> Iterator[list[InlineKeyboardButton]]:
    """Rows of at most so many that are equally long, or the last one shorter by one."""
    rows = -(-len(buttons) // columns)
    return in_rows(buttons, -(-len(buttons) // rows)) if rows else iter(())


def in_rows(buttons: Sequence[InlineKeyboardButton], columns: int) -> Iterator[list[InlineKeyboardButton]]:
    """Rows of so many."""
    for start in range(0, len(buttons), columns):
        yield list(buttons[start : start + columns])


def markup(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """A keyboard."""
    return InlineKeyboardMarkup(inline_keyboard=list(rows))
