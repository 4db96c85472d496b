"""Telegram's own book is compared with ours, now and then: a payment that was told to nobody is booked all the same."""

from collections.abc import Sequence

import structlog

from bot.drawing.ports.couriers import Operator
from bot.drawing.ports.credit_stores import Compared, CreditStore
from bot.drawing.ports.people_stores import Choices
from bot.drawing.ports.stars import Stars
from bot.drawing.purchases import CURRENCY, Purchases
from bot.drawing.values.credits import Payment, Receipt, Transaction
from bot.drawing.values.incidents import Incident
from bot.errors import CourierError, PaymentUnknown

log = structlog.get_logger(__name__)

EVERY = 300.0
"""Seconds between two looks."""

BATCH = 100
"""So many transactions Telegram tells at once at most."""

BATCHES = 20
"""So many batches are compared in one look."""


class Comparison:
    """Compares. What was compared is written down, so that each look goes on where the last one ended."""

    def __init__(
        self,
        *,
        store: CreditStore,
        stars: Stars,
        purchases: Purchases,
        choices: Choices,
        operator: Operator,
    ) -> None:
        self._store = store
        self._stars = stars
        self._purchases = purchases
        self._choices = choices
        self._operator = operator

    async def look(self) -> None:
        """Compare what is new. Raises CourierError, StoreUnavailable; then the next look goes on from there."""
        so_far = await self._store.compared()
        if not self._purchases.sells and so_far.last is None:
            return
        for _ in range(BATCHES):
            new = await self._new(so_far)
            if new is None:
                log.warning("telegram's book is another one than before", compared=so_far.number)
                now = Compared()
            elif not new:
                return
            else:
                await self._compare(new, is_known=so_far.last is not None)
                now = Compared(so_far.number + len(new), new[-1].id)
            await self._store.compare_on(so_far, now)
            so_far = now

    async def _new(self, so_far: Compared) -> Sequence[Transaction] | None:
        """What came after the last transaction that was compared; None where that is not where it was."""
        if so_far.last is None:
            return await self._stars.transactions(0, BATCH)
        found = await self._stars.transactions(so_far.number - 1, BATCH)
        return found[1:] if found and found[0].id == so_far.last else None

    async def _compare(self, transactions: Sequence[Transaction], *, is_known: bool) -> None:
        """Book what is ours. What is in the book when it is first looked at may be of another program's time."""
        back = {one.id for one in transactions if not one.incoming}
        for one in filter(lambda each: each.is_sale, transactions):
            if not one.incoming:
                await self._given_back(one)
            elif not await self._booked(one, quiet=one.id in back) and is_known and one.id not in back:
                log.warning("a payment for no invoice of ours", payment_id=one.id)
                await self._operator.warn(Incident.PAYMENT, f"{one.id} {one.user_id}")

    async def _booked(self, one: Transaction, *, quiet: bool) -> bool:
        """Whether a payment is for an invoice of the bot's: then it is booked now, and told if it was not."""
        payment = Payment(one.user_id, one.payload, one.stars, CURRENCY, one.id)
        pack = self._purchases.pack_of(payment)
        if pack is None:
            return False
        receipt, is_new = await self._purchases.book_sale(payment, pack)
        if is_new and not quiet:
            log.warning("a payment was found in telegram's book", payment_id=one.id)
            await self._tell(one, receipt)
        return True

    async def _tell(self, one: Transaction, receipt: Receipt) -> None:
        person = await self._choices.person(one.user_id)
        try:
            await self._stars.tell_receipt(one.user_id, person.language or one.language, receipt)
        except CourierError as error:
            log.info("a receipt was not told", payment_id=one.id, error=repr(error))

    async def _given_back(self, one: Transaction) -> None:
        try:
            await self._purchases.book_back(one.id)
        except PaymentUnknown:
            log.info("a payment that was given back is not ours", payment_id=one.id)
