"""How many pictures there were, of whom, what they cost and how long they took: numbers by day, and their sums."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import reduce

BOUNDS = tuple(int(100_000 * 1.25**number) / 1_000_000 for number in range(62))
"""Seconds between the buckets in which times are counted: each is a quarter longer than the one before, up to a day."""


class NumberKind(StrEnum):
    """What is counted a day, by account and model where it has one."""

    DRAWN = "drawn"  #: pictures
    REFUSED = "refused"  #: what a model would not draw
    FAILED = "failed"  #: whatever else came to no picture
    CANCELLED = "cancelled"  #: what people took back
    MICROS = "micros"  #: millionths of a US dollar
    PEOPLE = "people"  #: who asked for something that ended
    LAST_SEEN = "last seen"  #: whose last such day it is


class TimeKind(StrEnum):
    """What takes time."""

    WAITED = "waited"  #: from the request to the submission
    TOOK = "took"  #: from there to the picture


@dataclass(frozen=True, slots=True)
class Number:
    """A count of a day; account and model are empty where it is of everybody."""

    day: date
    account: str
    model: str
    kind: NumberKind
    number: int


@dataclass(frozen=True, slots=True)
class Timing:
    """How often something took so long that ``bucket`` of the bounds are not above it."""

    day: date
    account: str
    model: str
    kind: TimeKind
    bucket: int
    number: int


@dataclass(frozen=True, slots=True)
class Times:
    """How often something took how long, by bucket."""

    buckets: Mapping[int, int] = field(default_factory=dict)

    def __add__(self, other: "Times") -> "Times":
        return Times(Counter(self.buckets) + Counter(other.buckets))

    @property
    def number(self) -> int:
        """How often, in all."""
        return sum(self.buckets.values())

    def quantile(self, share: float) -> float | None:
        """Seconds within which this share of it was done, from 0 to 1; None where there was nothing."""
        rest = share * self.number
        for bucket, number in sorted(self.buckets.items()):
            if rest <= number:
                low, high = _edges(bucket)
                return low + (high - low) * (rest / number)
            rest -= number
        return None


def _edges(bucket: int) -> tuple[float, float]:
    """Seconds between which the times of a bucket are; what is beyond the last bound is as long as that."""
    return BOUNDS[bucket - 1] if bucket else 0.0, BOUNDS[min(bucket, len(BOUNDS) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums. ``micros`` are millionths of a US dollar; ``people`` are none of one account."""

    drawn: int = 0
    refused: int = 0
    failed: int = 0
    cancelled: int = 0
    micros: int = 0
    people: int = 0
    waited: Times = field(default_factory=Times)
    took: Times = field(default_factory=Times)

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            drawn=self.drawn + other.drawn,
            refused=self.refused + other.refused,
            failed=self.failed + other.failed,
            cancelled=self.cancelled + other.cancelled,
            micros=self.micros + other.micros,
            people=self.people + other.people,
            waited=self.waited + other.waited,
            took=self.took + other.took,
        )


def summed(totals: Iterable[Totals]) -> Totals:
    """All of them together."""
    return reduce(Totals.__add__, totals, Totals())


class Span(StrEnum):
    """Days up to today."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"

    @property
    def days(self) -> int:
        """How many they are, with today."""
        return _DAYS[self]


_DAYS = {Span.TODAY: 1, Span.WEEK: 7, Span.MONTH: 30}

Drawer = tuple[str, str]
"""An account and a model of it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of some days, the last of them today; ``waiting`` is how many pictures are waited for now."""

    days: tuple[date, ...]
    by_day: Mapping[date, Totals]
    spans: Mapping[Span, Totals]
    by_drawer: Mapping[Span, Mapping[Drawer, Totals]]
    waiting: int = 0
