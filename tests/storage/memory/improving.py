"""How often words were improved, in memory."""

from collections import Counter
from collections.abc import Sequence

from typing_extensions import override

from bot.drawing.ports.improvers import ImprovementCounts
from bot.drawing.values.improvements import ImprovementKind, Tally


class MemoryImprovementCounts(ImprovementCounts):
    """Counts by kind, person and span."""

    def __init__(self) -> None:
        self.used: Counter[tuple[object, ...]] = Counter()

    @override
    async def count(self, tallies: Sequence[Tally]) -> ImprovementKind | None:
        for one in tallies:
            if self.used[_key(one)] >= one.most:
                return one.kind
        self.used.update(map(_key, tallies))
        return None

    @override
    async def give_back(self, tallies: Sequence[Tally]) -> None:
        for one in tallies:
            self.used[_key(one)] = max(self.used[_key(one)] - 1, 0)


def _key(tally: Tally) -> tuple[object, ...]:
    return tally.kind, tally.who, tally.span.since
