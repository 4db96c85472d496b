"""Answers to what went wrong: at once where the person can mend it, after the last try where another may go well."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import structlog
from aiogram import BaseMiddleware
from aiogram.types import (
    CallbackQuery,
    ChosenInlineResult,
    InlineKeyboardMarkup,
    InlineQuery,
    Message,
    SuccessfulPayment,
    TelegramObject,
)

from bot.drawing.intake import Intake
from bot.errors import (
    AdminsOnly,
    CourierError,
    LimitReached,
    LinksAreClosed,
    NotDrawn,
    NotDrawnYet,
    NotKept,
    NotYours,
    PaymentError,
    QuietNow,
    RequestError,
    RightsUnknown,
    ShownAlready,
    StoreUnavailable,
    TooLate,
    WordsGone,
)
from bot.telegram.inbound import handling, inline_messages, presses, replies
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.trying import is_passing
from bot.wording import corrections, keyboards
from bot.wording.texts import Html

log = structlog.get_logger(__name__)

_NOT_ABOUT_WORDS = (
    AdminsOnly,
    LimitReached,
    LinksAreClosed,
    NotDrawn,
    NotDrawnYet,
    NotKept,
    NotYours,
    PaymentError,
    QuietNow,
    RightsUnknown,
    ShownAlready,
    TooLate,
    WordsGone,
)
"""What no other words would mend."""

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Apologies(BaseMiddleware):
    """Around a handler: what the person can mend is answered with its right form, a press with a toast.

    What may pass by itself is left to whoever tries again; it is answered when all tries failed.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's
        """Run the handler, unless there is nothing left but to say why it failed."""
        failed = handling.lost()
        if failed is not None:
            await _apologize(event, data, failed)
            return None
        try:
            return await handler(event, data)
        except (RequestError, StoreUnavailable) as error:
            if is_passing(error) and handling.may_be_repeated() and not isinstance(event, InlineQuery):
                raise
            log.info("not accepted", error=type(error).__name__)
            await _apologize(event, data, error)
        except CourierError as error:
            if isinstance(event, CallbackQuery) and not (is_passing(error) and handling.may_be_repeated()):
                await presses.answer(event)  # there is nothing to say, and the button rests
            raise


async def _apologize(event: TelegramObject, data: dict[str, Any], error: Exception) -> None:
    asker: Asker = data["asker"]
    corrected = _corrected(data, asker, error)
    sentence, buttons = corrected or (_sentence(asker, error), _way_out(asker, error))
    match event:
        case Message(successful_payment=SuccessfulPayment()):
            await replies.reply(event, asker.say("payment-unrecorded"))
        case Message():
            await replies.tell(event, sentence, buttons, data["answers"], asker.id)
        case CallbackQuery(message=Message() as shown) if corrected is not None:
            await presses.answer(event)
            await _correct(shown, sentence, buttons, asker, data)
        case CallbackQuery(message=Message() as shown) if (later := _later(asker, error)) is not None:
            await presses.answer(event)
            await replies.reply(shown, sentence, later, silent=True)
        case CallbackQuery():
            await presses.answer(event, sentence, alert=True)
        case ChosenInlineResult(inline_message_id=str(message_id)):
            await inline_messages.say_why(
                data["bot"], message_id, sentence, asker.locale, inline_messages.wanted(event)
            )
        case InlineQuery():
            await event.answer([], cache_time=0, is_personal=True)


def _corrected(data: dict[str, Any], asker: Asker, error: Exception) -> tuple[Html, InlineKeyboardMarkup] | None:
    """What is wrong with somebody's words, and the right ones, where it is known what they wrote."""
    intake: Intake = data["intake"]
    correction = intake.mended(error, asker.person, asker.member) if isinstance(error, RequestError) else None
    return corrections.told(asker.locale, correction, data["models"]) if correction is not None else None


async def _correct(
    shown: Message, sentence: Html, buttons: InlineKeyboardMarkup | None, asker: Asker, data: dict[str, Any]
) -> None:
    """Answer the person's own words, where the pressed message does too; or else that message."""
    asked = shown.reply_to_message
    if asked is not None and asked.from_user is not None and asked.from_user.id == asker.id:
        await replies.tell(asked.as_(shown.bot), sentence, buttons, data["answers"], asker.id, silent=True)
    else:
        await replies.reply(shown, sentence, buttons, silent=True)


def _sentence(asker: Asker, error: Exception) -> Html:
    if isinstance(error, RequestError | StoreUnavailable):
        return corrections.sentence(asker.locale, error)
    return asker.say("went-wrong")


def _later(asker: Asker, error: Exception) -> InlineKeyboardMarkup | None:
    """The button to have it asked when it works again, where it is kept for that."""
    if not isinstance(error, LimitReached) or not error.request:
        return None
    return keyboards.later(asker.locale, UUID(error.request), payable=error.payable)


def _way_out(asker: Asker, error: Exception) -> InlineKeyboardMarkup | None:
    is_about_words = isinstance(error, RequestError) and not isinstance(error, _NOT_ABOUT_WORDS)
    return keyboards.how_to_ask(asker.locale) if is_about_words else _later(asker, error)
