"""The owner gives pictures, and payments back."""

import re
from collections.abc import Awaitable

import structlog
from aiogram import Router
from aiogram.enums import MessageEntityType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.drawing.gallery import Gallery
from bot.drawing.gifts import Gift, Gifts
from bot.drawing.ports.stars import Stars
from bot.drawing.preferences import Preferences
from bot.drawing.purchases import Purchases
from bot.errors import CourierError, GiftInvalid, PaymentUnnamed, TooLate
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.owner import IsOwner, author_of
from bot.telegram.inbound.presses import answer, say, with_message
from bot.telegram.inbound.replies import reply
from bot.wording import credits as wording
from bot.wording.credits import GiveBack

log = structlog.get_logger(__name__)

_NUMBER = re.compile(r"[+-]?\d{1,15}")

WHY_LIMIT = 300
"""Characters of what the person is told about a gift."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="owner's credits")
    topic.message.register(grant, Command("grant", ignore_case=True), IsOwner())
    topic.message.register(ask, Command("refund", ignore_case=True), IsOwner())
    topic.callback_query.register(give_back, GiveBack.filter(), IsOwner(), with_message)
    return topic


async def grant(
    message: Message,
    command: CommandObject,
    asker: Asker,
    gifts: Gifts,
    stars: Stars,
    preferences: Preferences,
    gallery: Gallery,
) -> None:
    """/grant: give somebody pictures, or take some back, and tell them. Raises GiftInvalid, BalanceTooSmall."""
    gift, why = _read(message, command.args or "")
    balance = await gifts.give(gift)
    person, latest = await preferences.of(gift.user_id), await gallery.latest(gift.user_id, gift.user_id)
    language = person.language or (latest.origin.language if latest else None)
    told = await _is_told(stars.tell_gift(gift.user_id, language, gift.pictures, why, balance))
    await reply(message, asker.say("granted", person=str(gift.user_id), balance=balance, told="yes" if told else "no"))


async def _is_told(telling: Awaitable[None]) -> bool:
    """Whether somebody could be told."""
    try:
        await telling
    except CourierError as error:
        log.info("a gift was not told", error=repr(error))
        return False
    return True


def _read(message: Message, written: str) -> tuple[Gift, str]:
    """Who gets how many pictures, and why: by an id, or in reply to a message of theirs. Raises GiftInvalid."""
    named = author_of(message.reply_to_message)
    words = written.split(maxsplit=1 if named else 2)
    numbers = words[: 1 if named else 2]
    if len(numbers) < (1 if named else 2) or not all(map(_NUMBER.fullmatch, numbers)):
        raise GiftInvalid
    person, pictures = named or int(numbers[0]), int(numbers[-1])
    if person <= 0:
        raise GiftInvalid
    cause = f"message:{message.chat.id}:{message.message_id}"
    return Gift(person, pictures, cause), " ".join(words[len(numbers) :])[:WHY_LIMIT]


async def ask(message: Message, command: CommandObject, asker: Asker, purchases: Purchases) -> None:
    """/refund: what would become of a payment that is given back, and whether it is to be.

    Raises PaymentUnnamed, PaymentUnknown, RefundedAlready.
    """
    named = _named(command.args or _code(message.reply_to_message))
    if named is None:
        raise PaymentUnnamed
    found = await purchases.reversal(*named)
    await reply(message, wording.reversal(asker.locale, found, "give-back-ask"), wording.answers(asker.locale))


async def give_back(
    query: CallbackQuery, callback_data: GiveBack, shown: Message, asker: Asker, purchases: Purchases
) -> None:
    """The answer to that, about the payment that the bot's own message names. Raises TooLate, RefundedAlready."""
    named = _named(_code(shown))
    if named is None:
        raise TooLate
    if callback_data.sure:
        await _given_back(query, shown, asker, purchases, named)
        return
    await answer(query)
    await say(shown, asker.say("give-back-not"))


async def _given_back(
    query: CallbackQuery, shown: Message, asker: Asker, purchases: Purchases, named: tuple[str, int | None]
) -> None:
    try:
        done = await purchases.give_back(*named)
    except CourierError as error:
        log.warning("not given back", payment_id=named[0], error=repr(error))
        await answer(query, asker.say("give-back-failed"), alert=True)
        return
    await answer(query)
    await say(shown, wording.reversal(asker.locale, done, "give-back-done"))


def _named(written: str) -> tuple[str, int | None] | None:
    """A payment, and who made it where that is said."""
    payment_id, _, payer = written.strip().partition(" ")
    if not payment_id:
        return None
    return payment_id, int(payer) if _NUMBER.fullmatch(payer.strip()) else None


def _code(message: Message | None) -> str:
    """The last words of a message that are set as code."""
    if message is None or message.text is None:
        return ""
    codes = [one for one in message.entities or () if one.type == MessageEntityType.CODE]
    return codes[-1].extract_from(message.text) if codes else ""
