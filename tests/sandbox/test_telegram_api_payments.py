"""Play Stars: invoices, the question before somebody pays, refunds, and the bot's own book."""

from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.types import LabeledPrice, PreCheckoutQuery

from sandbox.telegram_api import ALICE, BORIS, World, WorldError
from tests.sandbox.conftest import refuses
from tests.sandbox.test_telegram_api_world import news

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def price(stars: int = 50) -> list[LabeledPrice]:
    return [LabeledPrice(label="Ten pictures", amount=stars)]


async def invoice(bot: Bot, stars: int = 50) -> int:
    """The id of an invoice in Alice's chat."""
    sent = await bot.send_invoice(ALICE, "Ten", "Used last", "a payload", "XTR", price(stars), provider_token="")
    assert sent.invoice
    assert sent.reply_markup
    assert sent.reply_markup.inline_keyboard[0][0].pay
    return sent.message_id


async def asked(bot: Bot) -> PreCheckoutQuery:
    (update,) = await news(bot)
    assert update.pre_checkout_query
    return update.pre_checkout_query


async def paid(bot: Bot, world: World, person: int = ALICE) -> str:
    """The charge of a payment that somebody made."""
    world.pay(person, ALICE, await invoice(bot))
    query = next(one for one in await news(bot) if one.pre_checkout_query).pre_checkout_query
    assert query
    await bot.answer_pre_checkout_query(query.id, ok=True)
    return next(reversed(world.stars.charges))


async def test_who_pays_an_invoice_is_asked_about_and_then_a_message_says_so(bot: Bot, world: World) -> None:
    query = world.pay(ALICE, ALICE, await invoice(bot))
    asking = await asked(bot)
    assert (asking.id, asking.from_user.id) == (query, ALICE)
    assert (asking.currency, asking.total_amount, asking.invoice_payload) == ("XTR", 50, "a payload")
    assert world.checkout(query).state == "waiting"
    assert await bot.answer_pre_checkout_query(query, ok=True)
    (update,) = await news(bot)
    assert update.message
    assert update.message.successful_payment
    assert update.message.successful_payment.telegram_payment_charge_id == world.checkout(query).charge
    assert world.stars.balance(ALICE) == 950
    assert (await bot.get_my_star_balance()).amount == 50


async def test_a_refusal_is_told_and_costs_nothing(bot: Bot, world: World) -> None:
    query = world.pay(ALICE, ALICE, await invoice(bot))
    await bot.answer_pre_checkout_query(query, ok=False, error_message="Sold out")
    assert (world.checkout(query).state, world.checkout(query).error) == ("refused", "Sold out")
    assert world.stars.balance(ALICE) == 1000
    with refuses(TOO_OLD):
        await bot.answer_pre_checkout_query(query, ok=True)


async def test_an_answer_after_ten_seconds_is_too_late(bot: Bot, world: World) -> None:
    query = world.pay(ALICE, ALICE, await invoice(bot))
    later = datetime.now(UTC) + timedelta(seconds=11)
    world.clock = lambda: later
    with refuses(TOO_OLD):
        await bot.answer_pre_checkout_query(query, ok=True)
    assert world.checkout(query).state == "failed"
    assert world.stars.balance(ALICE) == 1000


async def test_who_has_too_few_stars_does_not_pay_and_the_bot_is_not_asked(bot: Bot, world: World) -> None:
    query = world.pay(ALICE, ALICE, await invoice(bot, 1001))
    assert world.checkout(query).state == "failed"
    assert await news(bot) == []


async def test_a_link_may_be_paid_by_anybody(bot: Bot, world: World) -> None:
    link = await bot.create_invoice_link("Ten", "Used last", "a payload", "XTR", price(), provider_token="")
    query = world.pay_link(BORIS, link)
    await bot.answer_pre_checkout_query(query, ok=True)
    assert world.stars.balance(BORIS) == 950
    with pytest.raises(WorldError):
        world.pay_link(BORIS, "https://t.me/$unknown")


async def test_a_payment_is_given_back_once_and_a_message_says_so(bot: Bot, world: World) -> None:
    charge = await paid(bot, world)
    await news(bot)
    with refuses("Bad Request: CHARGE_ID_INVALID"):
        await bot.refund_star_payment(BORIS, charge)
    assert await bot.refund_star_payment(ALICE, charge)
    with refuses("Bad Request: CHARGE_ALREADY_REFUNDED"):
        await bot.refund_star_payment(ALICE, charge)
    (update,) = await news(bot)
    assert update.message
    assert update.message.refunded_payment
    assert update.message.refunded_payment.telegram_payment_charge_id == charge
    assert world.stars.balance(ALICE) == 1000


async def test_the_book_has_what_came_and_what_went_in_order(bot: Bot, world: World) -> None:
    first, second = await paid(bot, world), await paid(bot, world, BORIS)
    await bot.refund_star_payment(ALICE, first)
    book = (await bot.get_star_transactions()).transactions
    assert [(one.id, one.source is None, one.receiver is None) for one in book] == [
        (first, False, True),
        (second, False, True),
        (first, True, False),
    ]
    assert (await bot.get_star_transactions(offset=1, limit=1)).transactions == book[1:2]


@pytest.mark.parametrize(
    ("currency", "stars", "payload", "words"),
    [
        ("USD", 50, "p", "Bad Request: sandbox: a payment in other money than Stars is not played"),
        ("XTR", 0, "p", "Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID"),
        ("XTR", 50, "p" * 129, "Bad Request: INVOICE_PAYLOAD_INVALID"),
    ],
)
async def test_what_is_no_invoice_is_refused(bot: Bot, currency: str, stars: int, payload: str, words: str) -> None:
    with refuses(words):
        await bot.send_invoice(ALICE, "Ten", "Used last", payload, currency, price(stars))


async def test_only_an_invoice_can_be_paid(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "hello")
    with pytest.raises(WorldError):
        world.pay(ALICE, ALICE, sent.message_id)
