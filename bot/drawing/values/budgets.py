"""How much may be asked of a provider. Pure values; the store counts by them, so that processes share them."""

from dataclasses import dataclass, replace
from typing import Self

_NO_LIMIT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Budget:
    """Generations a minute and a day, requests for results a second."""

    per_minute: int
    per_day: int
    per_second: int

    @classmethod
    def of(cls, per_minute: int, per_day: int, per_second: int) -> Self:
        """The budget of these settings, where 0 means unlimited."""
        return cls(per_minute or _NO_LIMIT, per_day or _NO_LIMIT, per_second or _NO_LIMIT)

    def within(self, other: Self) -> Self:
        """What both allow."""
        return replace(
            self,
            per_minute=min(self.per_minute, other.per_minute),
            per_day=min(self.per_day, other.per_day),
            per_second=min(self.per_second, other.per_second),
        )


UNLIMITED = Budget.of(0, 0, 0)
