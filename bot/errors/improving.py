"""Words were not improved. They can always be drawn as they are."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors.requests import RequestError


class ImprovingError(RequestError):
    """Words were not improved."""


class ImproveUnavailable(ImprovingError):
    """Nothing improves words here: the operator has set up no language model, or this is not the place for it."""


class TooLongToImprove(ImprovingError):
    """The words are so many already that there is no room for more."""


@dataclass(eq=False)
class WordsNotImproved(ImprovingError):
    """The language model did not do it, ``why``: refused, slow, silent, unfit, operator, busy, lost or bug."""

    why: str


@dataclass(eq=False)
class ImprovingUsedUp(ImprovingError):
    """``limit`` improvements of ``whose`` (own, all) are used up.

    It works again at ``until``: a ``time`` of a ``day`` (today, tomorrow, later) in the operator's ``zone``.
    """

    whose: str
    limit: int
    until: datetime | None
    day: str
    time: str
    zone: str
