"""Language models that improve words, and the counts of how often they are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.drawing.values.improvements import ImprovementKind, Tally


@dataclass(frozen=True, slots=True)
class Saying:
    """One turn of a conversation with a language model."""

    role: Literal["system", "user", "assistant"]
    words: str


class Improver(Protocol):
    """A language model."""

    async def answer(self, conversation: Sequence[Saying]) -> str:
        """What it says next. This is what costs money. Raises ProviderError."""
        ...


class ImprovementCounts(Protocol):
    """The database as it counts improvements. Every method raises StoreUnavailable; then nothing was counted."""

    async def count(self, tallies: Sequence[Tally]) -> ImprovementKind | None:
        """Count one more of each; or none of them, and which one has no room."""
        ...

    async def give_back(self, tallies: Sequence[Tally]) -> None:
        """Count one less of each: it was surely not billed."""
        ...
