"""Pictures for Telegram's Stars: what is sold, what Telegram asks before somebody pays, and what was paid."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, LabeledPrice, Message, PreCheckoutQuery, SuccessfulPayment
from magic_filter import MagicFilter

from bot.drawing.admission import Admission
from bot.drawing.purchases import CURRENCY, Purchases
from bot.drawing.values.credits import Pack, Payment, Sale
from bot.errors import CourierError, NothingSold, PaymentUnknown, RequestError, StoreUnavailable
from bot.telegram.calls import Calls
from bot.telegram.inbound.asker import Asker, Username
from bot.telegram.inbound.presses import answer, confirm, with_message
from bot.telegram.inbound.replies import reply
from bot.telegram.refusals import translated
from bot.wording import captions, keyboards
from bot.wording import credits as wording
from bot.wording.credits import SHOP, BuyPack, DrawNow
from bot.wording.texts import Html

CHECKED_WITHIN = 5.0
"""Seconds in which it is found out whether something can be sold: Telegram waits ten for the answer."""

_IN_PRIVATE = F.chat.type == ChatType.PRIVATE


def router() -> Router:
    """The router of this topic; it comes before all that take messages by their words."""
    topic = Router(name="payments")
    led_here: MagicFilter = F.args == SHOP
    topic.message.register(show, CommandStart(ignore_case=True, deep_link=True, magic=led_here), _IN_PRIVATE)
    topic.message.register(show, _command("buy"), _IN_PRIVATE)
    topic.message.register(tell_balance, _command("balance"), _IN_PRIVATE)
    topic.message.register(refer, _command("buy", "balance"))
    topic.message.register(tell_terms, _command("terms"))
    topic.message.register(tell_support, _command("paysupport"))
    topic.message.register(take_payment, F.successful_payment.as_("paid"))
    topic.message.register(note_refund, F.refunded_payment)
    topic.callback_query.register(open_shop, F.data == keyboards.BUY, with_message)
    topic.callback_query.register(send_invoice, BuyPack.filter(), with_message)
    topic.callback_query.register(draw_now, DrawNow.filter(), with_message)
    topic.pre_checkout_query.register(check)
    return topic


def _command(*names: str) -> Command:
    return Command(*names, ignore_case=True)


async def show(message: Message, asker: Asker, purchases: Purchases) -> None:
    """/buy: what is sold. Raises NothingSold, and what keeps somebody from buying."""
    on_sale = await purchases.packs(asker.id)
    account = await purchases.account(asker.id)
    await reply(message, wording.shop(asker.locale, account.pictures), wording.packs(asker.locale, on_sale))


async def refer(message: Message, asker: Asker, username: Username) -> None:
    """The same in a group: the private chat is the place for that."""
    await reply(message, asker.say("buy-in-private"), wording.way_to_shop(asker.locale, await username()))


async def open_shop(
    query: CallbackQuery, shown: Message, asker: Asker, purchases: Purchases, username: Username
) -> None:
    """The button under a limit: what is sold, in the private chat."""
    if shown.chat.type == ChatType.PRIVATE:
        await answer(query)
        await show(shown, asker, purchases)
    else:
        await query.answer(url=wording.shop_link(await username()))


async def send_invoice(
    query: CallbackQuery, callback_data: BuyPack, shown: Message, bot: Bot, asker: Asker, purchases: Purchases
) -> None:
    """An invoice for a pack. Raises PackGone, NothingSold, and what keeps somebody from buying."""
    pack = Pack(callback_data.pictures, callback_data.stars)
    payload = await purchases.invoice(pack, asker.id)
    await answer(query)
    title = wording.title(asker.locale, pack)
    call = shown.answer_invoice(
        title=title,
        description=captions.toast(asker.say("invoice-description")),
        payload=payload,
        currency=CURRENCY,
        prices=[LabeledPrice(label=title, amount=pack.stars)],
        provider_token="",
        start_parameter=SHOP,
    )
    await Calls(bot).once(call)


async def check(query: PreCheckoutQuery, asker: Asker, purchases: Purchases) -> None:
    """Telegram asks whether what somebody is about to pay can be sold now; the answer is a sentence where it cannot."""
    payment = Payment(query.from_user.id, query.invoice_payload, query.total_amount, query.currency)
    refusal = await _refusal(payment, asker, purchases)
    if refusal is None:
        await query.answer(ok=True)
    else:
        await query.answer(ok=False, error_message=captions.toast(refusal))


async def _refusal(payment: Payment, asker: Asker, purchases: Purchases) -> Html | None:
    try:
        async with asyncio.timeout(CHECKED_WITHIN):
            await purchases.check(payment)
    except (RequestError, StoreUnavailable) as error:
        return asker.locale.error(error)
    except TimeoutError:
        return asker.say("went-wrong")
    return None


async def take_payment(
    message: Message, paid: SuccessfulPayment, asker: Asker, purchases: Purchases, admission: Admission
) -> None:
    """Somebody paid: whoever did, whosever invoice it was, has the pictures. Raises StoreUnavailable, CourierError."""
    payer = message.from_user.id if message.from_user else message.chat.id
    receipt = await purchases.book(
        Payment(payer, paid.invoice_payload, paid.total_amount, paid.currency, paid.telegram_payment_charge_id)
    )
    if receipt is None:
        await reply(message, asker.say("payment-returned", stars=paid.total_amount))
    else:
        buttons = wording.draw_now(asker.locale, await admission.waiting(payer))
        await reply(message, wording.receipt(asker.locale, receipt), buttons)


async def draw_now(
    query: CallbackQuery, callback_data: DrawNow, shown: Message, asker: Asker, admission: Admission
) -> None:
    """What was turned away before is drawn now, and paid for. Raises NotYours, TooLate, LimitReached."""
    await admission.at_once(callback_data.id, asker.id)
    await confirm(query, asker.say("offer-taken"))
    with suppress(CourierError), translated():
        await shown.edit_reply_markup(reply_markup=None)


async def note_refund(message: Message, asker: Asker, purchases: Purchases) -> None:
    """Somebody's Stars were given back, by whomever; what is not known by us is found in Telegram's own book."""
    if message.refunded_payment is None:
        return
    try:
        done = await purchases.book_back(message.refunded_payment.telegram_payment_charge_id)
    except PaymentUnknown:
        return
    await reply(message, wording.reversal(asker.locale, done, "given-back"))


async def tell_balance(message: Message, asker: Asker, purchases: Purchases) -> None:
    """/balance: what somebody has, and why."""
    account = await purchases.account(asker.id)
    await reply(message, wording.account(asker.locale, account, sells=purchases.sells))


async def tell_terms(message: Message, asker: Asker, sale: Sale) -> None:
    """/terms: under which terms pictures are sold. Raises NothingSold."""
    await _tell(message, asker, sale, wording.terms)


async def tell_support(message: Message, asker: Asker, sale: Sale) -> None:
    """/paysupport: where people get help with what they paid. Raises NothingSold."""
    await _tell(message, asker, sale, wording.support)


async def _tell(message: Message, asker: Asker, sale: Sale, text: Callable[[Any, Sale], Html]) -> None:
    if not sale.support:
        raise NothingSold
    await reply(message, text(asker.locale, sale))
