"""A limit of the operator's, or of a group's admins, is reached: what was asked for works again at a time."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors.requests import RequestError


@dataclass(eq=False)
class LimitReached(RequestError):
    """A limit of so many pictures is reached; ``left`` more may be asked for, where that is known.

    It works again at ``until``: a ``time`` of a ``day`` (today, tomorrow, later) in the operator's ``zone``; or soon,
    where nobody knows when. ``request`` is the id by which it may be asked then, or empty. ``bought`` are pictures that
    its person bought, too few for it; ``payable``: with more of them it would work now.
    """

    limit: int
    left: int = 0
    until: datetime | None = None
    day: str = "soon"
    time: str = ""
    zone: str = ""
    request: str = ""
    bought: int = 0
    payable: bool = False


class DailyLimitReached(LimitReached):
    """The group's pictures of the day are used up."""


class HourUsedUp(LimitReached):
    """A person's pictures of the hour are used up."""


class DayUsedUp(LimitReached):
    """A person's pictures of the day are used up."""


class ShareUsedUp(LimitReached):
    """What is left of the day is for others: a person has a fair share of it."""


class ServiceUsedUp(LimitReached):
    """The drawing service takes no more pictures this day."""


class BudgetUsedUp(LimitReached):
    """The operator's money for the time is spent."""


class ManyUnderWay(LimitReached):
    """A person waits for as many pictures as they may at once."""


class QueueFull(LimitReached):
    """As many pictures wait as there may be."""
