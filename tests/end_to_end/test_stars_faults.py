"""Whatever goes wrong around a payment: it is asked about in time, never paid in vain, and booked in the end."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from sandbox.telegram_api import ALICE
from sandbox.telegram_api.payments import note
from sandbox.telegram_api.stars import Charge
from tests.clock import HurriedClock
from tests.end_to_end.stage import Message, Stage
from tests.end_to_end.test_holding_up import TOO_LONG, away, confirmed, hang, people
from tests.end_to_end.test_stars import PACKS, bought, invoice, paid, refused, said
from tests.end_to_end.test_storage_faults import full_disk


@pytest.fixture
def shop(stage: Stage) -> Stage:
    """Two packs are sold."""
    stage.given |= {"stars": PACKS, "process": {"grace": timedelta(seconds=1)}}
    return stage


def charged(stage: Stage, bill: Message) -> Charge:
    """Alice has paid an invoice; the bot does not know it yet."""
    world = stage.telegram.world
    return world.stars.pay(world.person(ALICE), world.stars.invoices[ALICE, bill["message_id"]], world.now())


async def last_said(stage: Stage, beginning: str, after: int) -> Message:
    """What the bot says after a message, as soon as it begins so."""

    def there() -> Message | None:
        later = (one for one in stage.telegram.world.messages(ALICE) if one["message_id"] > after)
        return next((one for one in later if one.get("text", "").startswith(beginning)), None)

    return await stage.telegram.world.until(there, timeout=20)


async def kept(stage: Stage, kind: str) -> None:
    """Wait for an entry."""
    async with asyncio.timeout(20):
        while not stage.kept("credit_entries", "kind = ?", kind):  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.02)


async def test_while_the_database_takes_no_writes_nobody_pays(shop: Stage) -> None:
    async with shop.bot():
        bill = await invoice(shop)
        away_from_here = shop.database.with_suffix(".away")
        shop.database.rename(away_from_here)
        why = await refused(shop, bill)
        away_from_here.rename(shop.database)
        assert why.startswith("I can’t take requests right now. Nothing was charged")
        assert await paid(shop, bill, ALICE)


async def test_who_is_about_to_pay_waits_for_nothing_that_hangs(shop: Stage) -> None:
    """Neither for their own chat nor for a place: sixty others hang as well."""
    world = shop.telegram.world
    async with shop.bot():
        bill = await invoice(shop)
        shop.telegram.wire.faults.append(hang("sendMessage"))
        for person in (ALICE, *people(shop, 60)):
            shop.ask("/help", person)
        await asyncio.sleep(0.5)
        query = world.pay(ALICE, ALICE, bill["message_id"])
        begun = asyncio.get_running_loop().time()
        await world.until(lambda: world.checkout(query).state == "paid")
        assert asyncio.get_running_loop().time() - begun < TOO_LONG / 10


async def test_a_payment_that_cannot_be_written_down_is_told_so_and_booked_when_it_can(shop: Stage) -> None:
    world = shop.telegram.world
    async with shop.bot(HurriedClock(60)):
        bill = await invoice(shop)
        with full_disk(shop):
            note(world, charged(shop, bill), "successful_payment")
            await last_said(shop, "Your payment arrived, but I couldn’t write it down yet.", bill["message_id"])
        await last_said(shop, "Your payment only reached me now", bill["message_id"])
        assert (await said(shop, "/balance"))["text"].startswith("You have 10 bought pictures.")


STOPS: dict[str, Callable[[Stage, Charge], object]] = {
    "before it was told": lambda *_: None,
    "before it was confirmed": lambda stage, charge: note(stage.telegram.world, charge, "successful_payment"),
}


@pytest.mark.parametrize("stop", STOPS)
async def test_a_payment_while_no_bot_is_there_is_booked_by_the_next_one(shop: Stage, stop: str) -> None:
    async with shop.bot():
        bill = await invoice(shop)
    STOPS[stop](shop, charged(shop, bill))
    for _ in range(2):
        async with shop.bot():
            await kept(shop, "bought")
            assert (await said(shop, "/balance"))["text"].startswith("You have 10 bought pictures.")
    assert shop.read("SELECT kind, pictures FROM credit_entries") == [("bought", 10)]


async def test_a_receipt_that_telegram_does_not_take_is_told_again(shop: Stage) -> None:
    async with shop.bot(HurriedClock(20)):
        bill = await invoice(shop)
        shop.telegram.wire.faults.append(away("sendMessage", 2))
        receipt = await paid(shop, bill, ALICE)
        await confirmed(shop)
    assert receipt["text"].startswith("Thank you!")
    assert shop.read("SELECT pictures FROM credits") == [(10,)]


async def test_a_payment_that_is_given_back_without_the_bot_is_booked(shop: Stage) -> None:
    world = shop.telegram.world
    async with shop.bot():
        await bought(shop)
    (charge,) = world.stars.charges.values()
    world.stars.give_back(charge, world.now())
    async with shop.bot():
        await kept(shop, "refunded")
    assert shop.read("SELECT pictures FROM credits") == [(0,)]
