"""Telegram's answers in bad weather: lost, cut in half or late, after what was asked for was done, or before."""

import asyncio
import random
from dataclasses import dataclass, field

from sandbox.wire import Spoil, Wire
from tests.chaos.points import Strike

OPERATIONS = ("sendMessage", "editMessageMedia", "editMessageText", "sendPhoto")

LATE = (0.2, 3.0)
"""Seconds by which an answer may be late: longer than a lease, too."""


@dataclass(slots=True)
class Weather:
    """Spoils an answer now and then, each kind as often as the others."""

    wire: Wire
    chance: random.Random
    sent: list[Strike] = field(default_factory=list)

    async def blow(self, seconds: float) -> None:
        """Go on, with a fault every so many seconds."""
        while True:
            await asyncio.sleep(self.chance.uniform(0, 2 * seconds))
            operation = self.chance.choice(OPERATIONS)
            if not any(one.operation == operation for one in self.wire.faults):  # one at a time
                how = self.chance.choice((Spoil.DROP, Spoil.TRUNCATE, Spoil.HANG))
                self.spoil(operation, how, after_effect=self.chance.random() < 0.7)

    def spoil(self, operation: str, how: Spoil, *, after_effect: bool) -> Strike:
        """Let the next answer of a kind be spoiled."""
        strike = Strike(operation, how, after_effect=after_effect, seconds=self.chance.uniform(*LATE))
        self.sent.append(strike)
        self.wire.faults.append(strike)
        return strike

    def clear_up(self) -> None:
        """What has not struck yet never will."""
        self.wire.faults.clear()

    @property
    def struck(self) -> dict[str, int]:
        """How many answers were spoiled, in each way."""
        names = [f"{one.operation}, {one.spoil}" for one in self.sent if one.struck.is_set()]
        return {name: names.count(name) for name in sorted(set(names))}
