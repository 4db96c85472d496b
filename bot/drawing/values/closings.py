"""What is not accepted for a while, because the operator closed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

ALL = ""
"""The name under which everything is closed."""

SENTENCE_LIMIT = 500
"""Characters that the operator may say why."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Since when something is closed, and what people are told instead of the usual sentence."""

    since: datetime
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Closings:
    """What is closed: everything, and models by their names."""

    paused: Closing | None = None
    models: Mapping[str, Closing] = field(default_factory=dict)

    @classmethod
    def of(cls, closed: Mapping[str, Closing]) -> "Closings":
        """The same by the names under which it is kept."""
        return cls(closed.get(ALL), {name: one for name, one in closed.items() if name != ALL})


OPEN = Closings()
"""Nothing is closed."""
