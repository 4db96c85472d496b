"""What the admins of a group chose for all requests in it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.drawing.values.specs import Draft
from bot.errors import AdminsOnly, QuietNow, RightsUnknown

_HOURS = 24


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in which a group wants no pictures, ``end`` not included; 22 to 7 spans midnight."""

    begin: int
    end: int

    def __contains__(self, hour: int) -> bool:
        return (hour - self.begin) % _HOURS < (self.end - self.begin) % _HOURS

    def __str__(self) -> str:
        return f"{self.begin}-{self.end}"


@dataclass(frozen=True, slots=True)
class Group:
    """A group's rules. ``daily`` is how many pictures a day it may ask for, ``zone`` its hours ahead of UTC."""

    chat_id: int
    admins_only: bool = False
    model: str | None = None
    language: str | None = None
    daily: int | None = None
    quiet: Quiet | None = None
    zone: int = 0
    spoiler: bool = False

    def completed(self, draft: Draft) -> Draft:
        """A draft with what holds for all requests here."""
        return replace(draft, spoiler=bool(draft.spoiler or self.spoiler))


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody in a group: its rules, and whether they run it, None where nobody could be asked."""

    group: Group
    is_admin: bool | None

    def admit(self, now: datetime) -> None:
        """Whether pictures may be asked for now. Raises AdminsOnly, RightsUnknown, QuietNow."""
        group = self.group
        if group.admins_only and not self.is_admin:
            raise RightsUnknown if self.is_admin is None else AdminsOnly
        if group.quiet is not None and (now + timedelta(hours=group.zone)).hour in group.quiet:
            raise QuietNow(f"{group.quiet.end}:00")
