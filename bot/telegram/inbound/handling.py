"""How far the handling of an update has come: noted where something is said, read where it goes wrong.

What was said to somebody is not said again; what was neither accepted nor answered is tried again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from aiogram import Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import AnswerCallbackQuery, Response, SendChatAction, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.errors import CourierUnanswered
from bot.telegram.refusals import meaning

_SAYING = ("send", "answer", "edit", "copy", "forward")


@dataclass(slots=True)
class Handling:
    """One try to handle an update. With ``lost`` none is made any more: the person is told that all failed so."""

    lost: Exception | None = None
    is_answered: bool = False
    may_be_answered: bool = False  #: something was said, but Telegram did not answer that it was


_current: ContextVar[Handling | None] = ContextVar("handling", default=None)


@contextmanager
def handling(lost: Exception | None = None) -> Iterator[Handling]:
    """What is done inside is one try."""
    token = _current.set(this := Handling(lost))
    try:
        yield this
    finally:
        _current.reset(token)


def lost() -> Exception | None:
    """Why all tries failed, where that is to be told now."""
    this = _current.get()
    return this.lost if this else None


def may_be_repeated() -> bool:
    """Whether what goes wrong now may be tried again: somebody tries, and nothing was said to the person yet."""
    this = _current.get()
    return this is not None and this.lost is None and not this.is_answered


@contextmanager
def brought_once() -> Iterator[None]:
    """Inside, something is brought that must not come twice: without an answer it counts as brought."""
    try:
        yield
    except CourierUnanswered:
        _note()
        raise


async def note_answers(
    make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
) -> Response[TelegramType]:
    """A middleware of the session to Telegram: notes what was said, or may have been."""
    try:
        answer = await make_request(bot, method)
    except (TelegramAPIError, ClientDecodeError) as error:
        this = _current.get()
        if this is not None and _says(method) and isinstance(meaning(error), CourierUnanswered):
            this.may_be_answered = True
        raise
    if _says(method):
        _note()
    return answer


def _note() -> None:
    if (this := _current.get()) is not None:
        this.is_answered = True


def _says(method: TelegramMethod[TelegramType]) -> bool:
    """Whether somebody reads it: a press that is answered without a text only rests."""
    if isinstance(method, SendChatAction) or (isinstance(method, AnswerCallbackQuery) and not method.text):
        return False
    return method.__api_method__.startswith(_SAYING)
