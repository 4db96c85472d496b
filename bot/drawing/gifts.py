"""Pictures that the operator gives to somebody, or takes back."""

from dataclasses import dataclass

import structlog

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.credit_stores import CreditStore
from bot.drawing.values.credits import MOST_GIVEN, Entry, EntryKind
from bot.errors import BalanceTooSmall, GiftTooLarge

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Gift:
    """So many pictures for somebody; fewer than none: they are taken back. ``cause`` is one deed's alone."""

    user_id: int
    pictures: int
    cause: str


@dataclass(frozen=True, slots=True)
class Gifts:
    """Gives. Every method raises StoreUnavailable; then nothing was given."""

    store: CreditStore
    clock: Clock

    async def give(self, gift: Gift) -> int:
        """Give pictures, once for each cause; how many somebody has then. Raises GiftTooLarge, BalanceTooSmall."""
        if not 0 < abs(gift.pictures) <= MOST_GIVEN:
            raise GiftTooLarge(gift.pictures, MOST_GIVEN)
        entry = Entry(EntryKind.GRANTED, gift.cause, gift.user_id, gift.pictures, self.clock.now())
        is_new = await self.store.add(entry)
        if not is_new and await self.store.find(entry.kind, entry.cause) is None:
            raise BalanceTooSmall(-gift.pictures, await self.store.balance(gift.user_id))
        log.info("given", user=gift.user_id, pictures=gift.pictures, new=is_new)
        return await self.store.balance(gift.user_id)
