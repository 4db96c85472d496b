"""What is beyond the free limits is paid with pictures that its person bought or was given, where they have enough."""

from collections.abc import Awaitable, Callable

from bot.drawing.ports.credit_stores import CreditBalances
from bot.drawing.values.limits import Charges, Kind
from bot.errors import LimitPassed

Add = Callable[[Charges], Awaitable[bool]]
"""Accepts a request with what it counts; whether it is new. Raises LimitPassed; then nothing was accepted."""


async def added(add: Add, charges: Charges, balances: CreditBalances, user_id: int) -> bool:
    """Accept a request with as many free pictures as there are; the rest is paid for. Whether it is new.

    What may be paid is decided by the store alone, in the transaction that accepts: what is read before is a guess,
    which is made anew as long as it turns out wrong. Raises LimitPassed, of the limit that was met first.
    """
    first: LimitPassed | None = None
    for _ in range(charges.pictures + 1):
        try:
            return await add(charges)
        except LimitPassed as passed:
            if passed.kind not in charges.free and passed.kind != Kind.CREDITS:
                raise
            first = first or passed
            charges = _instead(charges, passed)
            if passed.kind == Kind.CREDITS or await balances.balance(user_id) < charges.paid:
                raise first from None
    raise first or LimitPassed(Kind.CREDITS, 0)


def _instead(charges: Charges, passed: LimitPassed) -> Charges:
    """The same with no more free pictures than are left by a limit."""
    free = min(charges.pictures - charges.paid, max(0, passed.left))
    return charges.paying(charges.pictures - free)
