"""The database as removals need it. Every method raises StoreUnavailable."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.drawing.values.requests import MessageAddress


@dataclass(frozen=True, slots=True)
class Removal:
    """A message that somebody removed and that goes in a moment.

    With ``whole`` its request is forgotten as well. ``generation_id`` is the picture it shows, None where that is
    forgotten already; ``language`` what is spoken there; ``attempts`` how often it failed.
    """

    message: MessageAddress
    generation_id: UUID | None
    whole: bool
    language: str
    attempts: int = 0


class RemovalStore(Protocol):
    """Messages that are to go."""

    async def begin(self, removal: Removal, due_at: datetime) -> None:
        """Let a message go then; one that is to go already does so when it was to."""
        ...

    async def undo(self, message: MessageAddress, now: datetime) -> UUID | None:
        """Let a message stay, and what was to go with it; the picture it shows, None where it is too late."""
        ...

    async def is_going(self, message: MessageAddress) -> bool:
        """Whether a message is to go, or is going."""
        ...

    async def due(self, now: datetime, limit: int) -> list[Removal]:
        """Messages whose time has come, the oldest first."""
        ...

    async def end(self, message: MessageAddress) -> None:
        """It is gone, or stays for good."""
        ...

    async def put_off(self, message: MessageAddress, attempts: int, due_at: datetime) -> None:
        """Try again then, after so many failures."""
        ...
