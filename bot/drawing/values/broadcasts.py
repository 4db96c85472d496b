"""A message to everybody who opened the chat with the bot, and how far it is."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class BroadcastStatus(StrEnum):
    """Where a broadcast is in its life."""

    PREPARED = "prepared"  #: the owner sees what it would be
    SENDING = "sending"  #: it is sent to one after another
    STOPPED = "stopped"  #: it may go on
    OVER = "over"  #: everybody has it
    CANCELLED = "cancelled"  #: nobody else gets it


class Fate(StrEnum):
    """What became of it for one person."""

    SENT = "sent"
    GONE = "gone"  #: they cannot be written to any more
    FAILED = "failed"  #: Telegram took it in no form, or did not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """Everybody gets a copy of a message in the owner's chat; people up to ``last_id`` by their ids have it.

    ``progress_id`` is the message there that says how far it is. Of ``people`` it was ``sent`` to so many; some are
    ``gone``, with others it ``failed``. ``fence`` is the fencing token of the process that sends it.
    """

    id: UUID
    chat_id: int
    message_id: int
    language: str
    made_at: datetime
    status: BroadcastStatus = BroadcastStatus.PREPARED
    progress_id: int | None = None
    last_id: int = 0
    people: int = 0
    sent: int = 0
    gone: int = 0
    failed: int = 0
    fence: int = 0

    @property
    def done(self) -> int:
        """How many people it was tried with."""
        return self.sent + self.gone + self.failed

    def went(self, user_id: int, fate: Fate) -> "Broadcast":
        """A copy after one more person."""
        return replace(
            self,
            last_id=user_id,
            sent=self.sent + (fate is Fate.SENT),
            gone=self.gone + (fate is Fate.GONE),
            failed=self.failed + (fate is Fate.FAILED),
        )
