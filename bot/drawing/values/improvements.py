"""How often words may be improved, which is paid for: what is counted beside pictures. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from bot.drawing.values.limits import Calendar, Span


class ImprovementKind(IntEnum):
    """What is counted, in the same rows as pictures are: the numbers go on behind those of ``limits.Kind``."""

    PERSON_HOUR = 101  #: improvements of a person in an hour
    DAY = 102  #: improvements of everybody in a day


@dataclass(frozen=True, slots=True)
class Tally:
    """That one more is counted of a kind, by whom it is, in a span; ``most`` in all."""

    kind: ImprovementKind
    who: str
    most: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementLimits:
    """How many improvements the operator allows a person an hour, and everybody a day; None means no limit."""

    person_hour: int | None = None
    day: int | None = None
    calendar: Calendar = field(default_factory=Calendar)

    def tallies(self, user_id: int, now: datetime) -> tuple[Tally, ...]:
        """What one improvement counts, in the order of the kinds; what has no limit is not counted."""
        asked = (
            (ImprovementKind.PERSON_HOUR, str(user_id), self.person_hour, self.calendar.hour(now)),
            (ImprovementKind.DAY, "", self.day, self.calendar.day(now)),
        )
        return tuple(Tally(kind, who, most, span) for kind, who, most, span in asked if most is not None)
