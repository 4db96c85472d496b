"""Forgetting people who asked for that: what is over goes at once, what is under way as soon as it is over."""

from dataclasses import dataclass

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.privacy_stores import Farewell, PrivacyStore

STEP = 100
"""Requests that are forgotten in one transaction."""

AT_ONCE = 100
"""People whose farewells are looked at in one go."""


@dataclass(frozen=True, slots=True)
class Farewells:
    """Who said farewell, and what is left of them. Every method raises StoreUnavailable."""

    store: PrivacyStore
    clock: Clock

    async def say(self, user_id: int) -> bool:
        """Forget somebody; whether nothing is left that has to end first."""
        farewell = Farewell(user_id, self.clock.now())
        await self.store.say_farewell(farewell)
        return await self._finish(farewell)

    async def finish(self) -> None:
        """Forget what was under way when its person said farewell, and is over now."""
        for farewell in await self.store.farewells(AT_ONCE):
            await self._finish(farewell)

    async def _finish(self, farewell: Farewell) -> bool:
        while await self.store.forget_requests(farewell, self.clock.now(), STEP) == STEP:
            pass
        return await self.store.end_farewell(farewell)
