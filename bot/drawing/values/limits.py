"""How much people may ask for, and what is counted by it. Pure values; the store counts, so that processes share it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import ROUND_CEILING, Decimal
from enum import IntEnum
from typing import Self

from bot.drawing.values.models import Account

FEW = 3
"""So many pictures of a day, or fewer, that are left are told."""

MICROS = 1_000_000
"""Money is counted in millionths of a US dollar."""

HOUR = timedelta(hours=1)

_DAYS = {0: "today", 1: "tomorrow"}


class Kind(IntEnum):
    """What is counted. The order is that in which counts are changed, everywhere: so nobody waits for each other."""

    ACTIVE = 1  #: pictures of a person that wait or are being drawn; they are looked up, nobody counts them beside
    PERSON_HOUR = 2  #: pictures of a person in an hour
    PERSON_DAY = 3  #: the same in a day
    CHAT_DAY = 4  #: pictures of a group in a day
    SHARE = 5  #: pictures that a person has of an account's day
    ACCOUNT_DAY = 6  #: pictures that an account is asked for in a day
    ACCOUNT_MONEY_DAY = 7  #: money spent at an account in a day
    ACCOUNT_MONEY_MONTH = 8  #: the same in a month
    MONEY_DAY = 9  #: money spent in a day
    MONEY_MONTH = 10  #: the same in a month
    WAITING = 11  #: pictures of everybody that wait or are being drawn
    CREDITS = 12  #: pictures that a person bought or was given: looked up as well


LOOKED_UP = frozenset({Kind.ACTIVE, Kind.CREDITS})
"""What nobody counts beside."""


TOLD = (Kind.PERSON_DAY, Kind.CHAT_DAY)
"""What people are told of when few are left."""


AT_ACCOUNT = (
    Kind.SHARE,
    Kind.ACCOUNT_DAY,
    Kind.ACCOUNT_MONEY_DAY,
    Kind.ACCOUNT_MONEY_MONTH,
    Kind.MONEY_DAY,
    Kind.MONEY_MONTH,
)
"""What depends on the model that draws."""


@dataclass(frozen=True, slots=True)
class Span:
    """An hour, a day or a month: from when until when."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """When something works again: a ``time`` of a ``day`` (today, tomorrow, later) in the operator's zone; or soon."""

    until: datetime | None = None
    day: str = "soon"
    time: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hours, days and months of the operator's time zone."""

    zone: tzinfo = UTC

    def hour(self, now: datetime) -> Span:
        """The hour this is in; it is counted in UTC, for a day of the zone may have one twice."""
        since = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return Span(since, since + HOUR)

    def day(self, now: datetime) -> Span:
        """The day this is in."""
        since = self._midnight(now)
        return Span(since, self._day_at(since + timedelta(days=1)))

    def month(self, now: datetime) -> Span:
        """The month this is in."""
        since = self._day_at(self._midnight(now).replace(day=1))
        return Span(since, self._day_at((since + timedelta(days=32)).replace(day=1)))

    def told(self, until: datetime | None, now: datetime) -> Moment:
        """A time as it is told now; None is soon."""
        if until is None:
            return Moment()
        there = until.astimezone(self.zone)
        days = (there.date() - now.astimezone(self.zone).date()).days
        return Moment(there, _DAYS.get(days, "later"), f"{there:%H:%M}", there.tzname() or "")

    def _midnight(self, now: datetime) -> datetime:
        return self._day_at(now.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0))

    def _day_at(self, midnight: datetime) -> datetime:
        """The beginning of a day: where a clock that is put on leaves out its midnight, that is the next there is."""
        return midnight.astimezone(UTC).astimezone(self.zone)


@dataclass(frozen=True, slots=True)
class Money:
    """Most that may be spent in a day or a month, in millionths of a US dollar: in all, and at some accounts."""

    in_all: int | None = None
    at: Mapping[Account, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the operator allows; None means no limit. ``at_account`` are pictures a day that an account takes."""

    person_hour: int | None = None
    person_day: int | None = None
    chat_day: int | None = None
    active: int | None = None
    waiting: int | None = None
    day: Money = field(default_factory=Money)
    month: Money = field(default_factory=Money)
    at_account: Mapping[Account, int] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)


@dataclass(frozen=True, slots=True)
class Charge:
    """That ``amount`` more is counted of a kind, by whom it is, in a span; ``most`` in all. None: no limit, no end."""

    kind: Kind
    who: str
    amount: int
    most: int | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Charges:
    """All that a request counts, in the order of the kinds.

    ``pictures`` is how many it asks for, and ``micros`` what each of them costs with the ``model``, at its ``account``.
    ``active`` and ``share``, where they
    are not None, say how many pictures its person may have under way, and what the account takes a day. What is beyond
    the limits of the kinds in ``free`` may be paid for; ``paid`` pictures of it, the last ones, are.
    """

    counted: tuple[Charge, ...] = ()
    pictures: int = 0
    micros: int = 0
    model: str = ""
    account: str = ""
    active: int | None = None
    share: int | None = None
    free: frozenset[Kind] = frozenset()
    paid: int = 0

    def paying(self, paid: int) -> Self:
        """A copy of which so many pictures are paid for: they count by none of the free limits."""
        rest = self.pictures - paid
        counted = (replace(one, amount=rest) if one.kind in self.free else one for one in self.counted)
        return replace(self, counted=tuple(one for one in counted if one.amount), paid=paid)

    def of(self, kind: Kind) -> Charge | None:
        """What is counted of a kind."""
        return next((one for one in self.counted if one.kind is kind), None)


FREE = Charges()
"""Nothing is counted."""


def micros(usd: Decimal) -> int:
    """Millionths of a US dollar, what is less rounded up: nothing is spent unseen."""
    return int((usd * MICROS).to_integral_value(ROUND_CEILING))


def fair(own: int, taken: int, allowed: int) -> bool:
    """Whether somebody may have so many pictures of an account's day, of which everybody together has taken so many.

    Nobody has more of it than is left for all others, so a share shrinks as the day's pictures run out; and the first
    one is always fair. Both counts include what is asked for now.
    """
    return taken <= allowed and own <= max(1, allowed - taken)


def fair_share(own: int, taken: int, allowed: int) -> int:
    """How many more are fair, where somebody has taken ``own`` of the ``taken``."""
    left = allowed - taken
    return max((left - own) // 2, int(own == 0 and left > 0), 0)
