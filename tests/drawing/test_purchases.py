"""Who paid has the pictures, or the money back: however often, and by whatever way, it is told."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from bot.drawing import invoices
from bot.drawing.comparing import Comparison
from bot.drawing.gifts import Gift, Gifts
from bot.drawing.ports.stars import Stars
from bot.drawing.purchases import Purchases
from bot.drawing.values.credits import EntryKind, Pack, Payment, Receipt, Transaction
from bot.errors import (
    BalanceTooSmall,
    CourierUnanswered,
    GiftTooLarge,
    NothingSold,
    NotYours,
    PackGone,
    PaymentUnknown,
    RefundedAlready,
)
from tests.clock import NOON, FakeClock
from tests.drawing.world.telegram import MemoryTelegram
from tests.storage.memory import MemoryChoices, MemoryCredits, MemoryDatabase

SECRET = b"a secret"
SMALL, LARGE = Pack(10, 50), Pack(50, 200)
ALICE, BORIS = 1001, 1002


@dataclass(slots=True)
class Book(Stars):
    """Telegram's own book, in memory; ``silent``: it gives no answer."""

    kept: list[Transaction] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    silent: bool = False

    def sold(self, payment_id: str, payload: str, user_id: int = ALICE, stars: int = 50) -> None:
        self.kept.append(Transaction(payment_id, stars, True, NOON, True, user_id, "en", payload))  # noqa: FBT003

    @override
    async def refund(self, user_id: int, payment_id: str) -> None:
        if self.silent:
            raise CourierUnanswered("nothing")
        if not any(one.id == payment_id and not one.incoming for one in self.kept):
            sold = next((one for one in self.kept if one.id == payment_id), None)
            stars = sold.stars if sold else 50
            self.kept.append(Transaction(payment_id, stars, False, NOON, True, user_id))  # noqa: FBT003

    @override
    async def transactions(self, offset: int, limit: int) -> list[Transaction]:
        return self.kept[offset : offset + limit]

    @override
    async def tell_receipt(self, user_id: int, language: str | None, receipt: Receipt) -> None:
        self.told.append(user_id)

    @override
    async def tell_gift(self, user_id: int, language: str | None, pictures: int, why: str, balance: int) -> None:
        self.told.append(user_id)

    def given_back(self) -> list[str]:
        return [one.id for one in self.kept if not one.incoming]


@dataclass(slots=True)
class Shop:
    """A shop, its book, and Telegram's."""

    packs: tuple[Pack, ...] = (SMALL, LARGE)
    credits: MemoryCredits = field(default_factory=MemoryCredits)
    stars: Book = field(default_factory=Book)
    operator: MemoryTelegram = field(default_factory=MemoryTelegram)

    @property
    def purchases(self) -> Purchases:
        return Purchases(
            store=self.credits,
            stars=self.stars,
            packs=self.packs,
            clock=FakeClock(),
            secret=SECRET,
            obstacles=[_banned],
        )

    @property
    def comparison(self) -> Comparison:
        return Comparison(
            store=self.credits,
            stars=self.stars,
            purchases=self.purchases,
            choices=MemoryChoices(MemoryDatabase()),
            operator=self.operator,
        )

    async def invoice(self, pack: Pack = SMALL, user_id: int = ALICE) -> Payment:
        """The payment of an invoice for somebody, as it is to be made."""
        return Payment(user_id, await self.purchases.invoice(pack, user_id), pack.stars, "XTR", "stx1")

    async def balances(self) -> tuple[int, int]:
        return await self.credits.balance(ALICE), await self.credits.balance(BORIS)


async def _banned(user_id: int) -> None:
    if user_id == 666:
        raise NotYours


async def test_a_payment_is_booked_once_however_often_it_is_told() -> None:
    shop = Shop()
    paid = await shop.invoice()
    receipts = [await shop.purchases.book(paid) for _ in range(3)]
    assert receipts == [Receipt("stx1", 10, 50, 10)] * 3
    assert await shop.balances() == (10, 0)


async def test_who_pays_somebody_elses_invoice_has_the_pictures() -> None:
    shop = Shop()
    paid = replace(await shop.invoice(user_id=ALICE), user_id=BORIS)
    await shop.purchases.check(paid)
    await shop.purchases.book(paid)
    assert await shop.balances() == (0, 10)


@pytest.mark.parametrize(
    "change",
    [
        lambda paid: replace(paid, payload="10.50.1001.aa.proof"),
        lambda paid: replace(paid, payload=""),
        lambda paid: replace(paid, stars=1),
        lambda paid: replace(paid, currency="USD"),
    ],
    ids=["forged", "empty", "another sum", "other money"],
)
async def test_what_the_bot_made_no_invoice_for_is_refused_and_given_back(change: Callable[[Payment], Payment]) -> None:
    shop = Shop()
    paid = change(await shop.invoice())
    with pytest.raises(PackGone):
        await shop.purchases.check(paid)
    assert await shop.purchases.book(paid) is None
    assert shop.stars.given_back() == ["stx1"]
    assert await shop.balances() == (0, 0)


async def test_what_was_paid_before_the_price_changed_is_booked_all_the_same() -> None:
    shop = Shop()
    paid = await shop.invoice()
    shop.packs = (Pack(10, 60),)
    with pytest.raises(PackGone):
        await shop.purchases.check(paid)
    assert await shop.purchases.book(paid)
    assert await shop.balances() == (10, 0)


async def test_who_may_not_buy_does_not_and_where_nothing_is_sold_nobody_does() -> None:
    shop = Shop()
    with pytest.raises(NotYours):
        await shop.invoice(user_id=666)
    paid = await shop.invoice()
    shop.packs = ()
    with pytest.raises(NothingSold):
        await shop.purchases.check(paid)


async def test_what_is_not_offered_has_no_invoice() -> None:
    with pytest.raises(PackGone):
        await Shop().invoice(Pack(9999, 1))


@given(pictures=st.integers(1, 10_000), stars=st.integers(1, 10_000), user_id=st.integers(1, 2**52))
def test_an_invoice_says_which_pack_it_is_for(pictures: int, stars: int, user_id: int) -> None:
    payload = invoices.written(Pack(pictures, stars), user_id, SECRET)
    assert len(payload.encode()) <= 128
    assert invoices.read(payload, SECRET) == Pack(pictures, stars)
    assert invoices.read(payload, b"another") is None


@given(st.text(max_size=128))
def test_what_anybody_writes_is_no_invoice(payload: str) -> None:
    assert invoices.read(payload, SECRET) is None


async def test_a_payment_is_given_back_once() -> None:
    shop = Shop()
    await shop.purchases.book(await shop.invoice())
    done = await shop.purchases.give_back("stx1")
    assert (done.taken, done.used, done.balance, done.done) == (10, 0, 0, True)
    for again in (shop.purchases.reversal, shop.purchases.give_back):
        with pytest.raises(RefundedAlready):
            await again("stx1")
    with pytest.raises(PaymentUnknown):
        await shop.purchases.reversal("stx9")


async def test_what_telegram_does_not_confirm_is_not_booked() -> None:
    shop = Shop()
    await shop.purchases.book(await shop.invoice())
    shop.stars.silent = True
    with pytest.raises(CourierUnanswered):
        await shop.purchases.give_back("stx1")
    assert await shop.balances() == (10, 0)


async def test_what_was_never_booked_is_given_back_to_who_is_said_to_have_paid() -> None:
    shop = Shop()
    shop.stars.sold("theirs", "their payload", BORIS)
    assert not (await shop.purchases.reversal("theirs", BORIS)).booked
    await shop.purchases.give_back("theirs", BORIS)
    assert shop.stars.given_back() == ["theirs"]
    assert await shop.balances() == (0, 0)


# Telegram's own book.


async def test_a_payment_that_nobody_told_is_found_and_its_person_hears() -> None:
    shop = Shop()
    shop.stars.sold("stx1", (await shop.invoice()).payload)
    for _ in range(3):
        await shop.comparison.look()
    assert await shop.balances() == (10, 0)
    assert shop.stars.told == [ALICE]


async def test_one_that_was_told_is_not_told_again() -> None:
    shop = Shop()
    paid = await shop.invoice()
    await shop.purchases.book(paid)
    shop.stars.sold("stx1", paid.payload)
    await shop.comparison.look()
    assert await shop.balances() == (10, 0)
    assert shop.stars.told == []


async def test_what_was_given_back_outside_is_booked_and_gives_nobody_pictures() -> None:
    shop = Shop()
    shop.stars.sold("stx1", (await shop.invoice()).payload)
    await shop.stars.refund(ALICE, "stx1")
    await shop.comparison.look()
    assert await shop.balances() == (0, 0)
    assert shop.stars.told == []
    assert [kind for kind, _ in shop.credits.book] == [EntryKind.BOUGHT, EntryKind.REFUNDED]


async def test_more_than_telegram_tells_at_once_is_compared_in_one_look() -> None:
    shop = Shop()
    payload = (await shop.invoice()).payload
    for number in range(250):
        shop.stars.sold(f"stx{number}", payload)
    await shop.comparison.look()
    assert await shop.balances() == (2500, 0)
    assert shop.credits.so_far.number == 250


async def test_each_look_goes_on_where_the_last_one_ended() -> None:
    shop = Shop()
    payload = (await shop.invoice()).payload
    for number in range(3):
        shop.stars.sold(f"stx{number}", payload)
        await shop.comparison.look()
        assert await shop.credits.balance(ALICE) == 10 * (number + 1)


async def test_another_book_is_compared_from_its_beginning() -> None:
    shop = Shop()
    payload = (await shop.invoice()).payload
    shop.stars.sold("old", payload)
    await shop.comparison.look()
    shop.stars.kept.clear()
    shop.stars.sold("new", payload)
    await shop.comparison.look()
    assert await shop.balances() == (20, 0)


async def test_what_another_program_sold_before_is_let_alone_and_later_the_operator_hears() -> None:
    shop = Shop()
    shop.stars.sold("theirs", "their payload")
    await shop.comparison.look()
    assert shop.operator.alarms == []
    shop.stars.sold("theirs too", "their payload")
    await shop.comparison.look()
    assert shop.operator.alarms == [f"payment: theirs too {ALICE}"]
    assert shop.stars.given_back() == []


async def test_where_nothing_was_ever_sold_telegram_is_not_asked() -> None:
    shop = Shop(packs=())
    shop.stars.sold("theirs", "their payload")
    await shop.comparison.look()
    assert shop.credits.so_far.number == 0


# Gifts.


async def test_a_gift_is_given_once_for_each_deed() -> None:
    shop = Shop()
    gifts = Gifts(shop.credits, FakeClock())
    assert [await gifts.give(Gift(ALICE, 5, "a deed")) for _ in range(2)] == [5, 5]
    assert await gifts.give(Gift(ALICE, -2, "another")) == 3
    assert await gifts.give(Gift(ALICE, -2, "another")) == 3
    with pytest.raises(BalanceTooSmall) as small:
        await gifts.give(Gift(ALICE, -4, "a third"))
    assert (small.value.pictures, small.value.balance) == (4, 3)


@pytest.mark.parametrize("pictures", [0, 10_001, -10_001])
async def test_a_gift_has_bounds(pictures: int) -> None:
    with pytest.raises(GiftTooLarge):
        await Gifts(MemoryCredits(), FakeClock()).give(Gift(ALICE, pictures, "a deed"))
