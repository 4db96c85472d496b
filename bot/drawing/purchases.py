"""Pictures for Telegram's Stars: offered, paid, booked once, and given back."""

from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.drawing import invoices
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.credit_stores import CreditStore
from bot.drawing.ports.stars import Stars
from bot.drawing.values.credits import Account, Entry, EntryKind, Pack, Payment, Receipt, Reversal
from bot.errors import NothingSold, PackGone, PaymentUnknown, RefundedAlready

log = structlog.get_logger(__name__)

CURRENCY = "XTR"
"""Telegram's Stars."""

SHOWN = 10
"""So many entries are shown to their person."""

Obstacle = Callable[[int], Awaitable[None]]
"""Raises RequestError where somebody may not buy now."""


class Purchases:
    """Sells ``packs``; none: nothing is sold. Every method raises StoreUnavailable; then nothing was booked.

    Whoever paid gets pictures or the money back: what was paid is booked once, by how it is known at Telegram, however
    often it is told; and what the bot made no invoice for is given back. ``secret`` proves that it did.
    """

    def __init__(
        self,
        *,
        store: CreditStore,
        stars: Stars,
        packs: Sequence[Pack],
        clock: Clock,
        secret: bytes,
        obstacles: Sequence[Obstacle] = (),
    ) -> None:
        self._store = store
        self._stars = stars
        self._packs = tuple(packs)
        self._clock = clock
        self._secret = secret
        self._obstacles = obstacles

    @property
    def sells(self) -> bool:
        """Whether anything can be bought."""
        return bool(self._packs)

    async def packs(self, user_id: int) -> Sequence[Pack]:
        """What somebody may buy. Raises NothingSold, and what the obstacles do."""
        if not self._packs:
            raise NothingSold
        for obstacle in self._obstacles:
            await obstacle(user_id)
        return self._packs

    async def invoice(self, pack: Pack, user_id: int) -> str:
        """The payload of an invoice for somebody. Raises PackGone, and as ``packs``."""
        if pack not in await self.packs(user_id):
            raise PackGone
        return invoices.written(pack, user_id, self._secret)

    async def check(self, payment: Payment) -> None:
        """Look, before somebody pays, whether that could be booked. Raises PackGone, and as ``packs``."""
        on_sale = await self.packs(payment.user_id)
        if self.pack_of(payment) not in on_sale:
            raise PackGone
        await self._store.check()

    async def book(self, payment: Payment) -> Receipt | None:
        """Let who paid have the pictures; None where the money was given back, for the bot made no such invoice.

        Raises CourierError where it could not be.
        """
        pack = self.pack_of(payment)
        if pack is None:
            await self._stars.refund(payment.user_id, payment.id)
            log.warning("a payment for no invoice was given back", payment_id=payment.id)
            return None
        return (await self.book_sale(payment, pack))[0]

    async def book_sale(self, payment: Payment, pack: Pack) -> tuple[Receipt, bool]:
        """Let who paid for a pack have its pictures; whether nobody had booked that before."""
        entry = Entry(EntryKind.BOUGHT, payment.id, payment.user_id, pack.pictures, self._clock.now(), payment.stars)
        is_new = await self._store.add(entry)
        if is_new:
            log.info("bought", payment_id=payment.id, user=payment.user_id, pictures=pack.pictures)
        balance = await self._store.balance(payment.user_id)
        return Receipt(payment.id, pack.pictures, payment.stars, balance), is_new

    async def account(self, user_id: int) -> Account:
        """What somebody has, and why."""
        entries = await self._store.entries(user_id, None, SHOWN)
        return Account(await self._store.balance(user_id), tuple(entries))

    async def reversal(self, payment_id: str, payer: int | None = None) -> Reversal:
        """What would become of a payment that is given back; one that was never booked has to have a ``payer``.

        Raises PaymentUnknown, RefundedAlready.
        """
        try:
            found = await self._reversal(payment_id)
        except PaymentUnknown:
            if payer is None:
                raise
            return Reversal(payment_id, payer, 0, 0, 0, 0, booked=False)
        if found.done:
            raise RefundedAlready(payment_id)
        return found

    async def give_back(self, payment_id: str, payer: int | None = None) -> Reversal:
        """Give a payment back, with what is left of its pictures. Raises as ``reversal``, and CourierError.

        Telegram first: who dies in between finds it in Telegram's book, and it is booked then.
        """
        found = await self.reversal(payment_id, payer)
        await self._stars.refund(found.user_id, payment_id)
        return await self.book_back(payment_id) if found.booked else found

    async def book_back(self, payment_id: str) -> Reversal:
        """Book that a payment was given back, by whomever. Raises PaymentUnknown."""
        if await self._store.refund(payment_id, self._clock.now()):
            log.info("given back", payment_id=payment_id)
        return await self._reversal(payment_id)

    def pack_of(self, payment: Payment) -> Pack | None:
        """The pack that a payment is for; None where it is for no invoice of the bot's, or another sum."""
        pack = invoices.read(payment.payload, self._secret) if payment.currency == CURRENCY else None
        return pack if pack is not None and pack.stars == payment.stars else None

    async def _reversal(self, payment_id: str) -> Reversal:
        bought, back = (
            await self._store.find(EntryKind.BOUGHT, payment_id),
            await self._store.find(EntryKind.REFUNDED, payment_id),
        )
        if bought is None:
            raise PaymentUnknown(payment_id)
        balance = await self._store.balance(bought.user_id)
        taken = min(bought.pictures, balance) if back is None else -back.pictures
        return Reversal(
            payment_id, bought.user_id, bought.pictures, bought.stars, taken, balance, done=back is not None
        )
