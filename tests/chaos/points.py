"""The moments at which a crash hurts most. A stand-in holds its answer back there, and that is when the bot dies.

No code of the bot knows of them: what is held back is an answer on the wire.
"""

from dataclasses import dataclass

from sandbox.wire import Fault, Spoil

HOLD = 1.0
"""Seconds for which an answer is held back: longer than it takes to kill, shorter than a lease."""


@dataclass(frozen=True, slots=True)
class Point:
    """A call of the bot's, and whether it still takes effect; how many go before, and how long it is held."""

    operation: str
    took_effect: bool
    skip: int = 0
    hold: float = HOLD

    @property
    def fault(self) -> Fault:
        """What the stand-in is to do once."""
        return Fault(self.operation, Spoil.HANG, skip=self.skip, after_effect=self.took_effect, seconds=self.hold)

    @property
    def at_telegram(self) -> bool:
        """Whose answer it is."""
        return self.operation not in ("generate", "operation")


POINTS = {
    "accepted, before the placeholder": Point("sendMessage", took_effect=False),
    "placeholder shown, its id not stored": Point("sendMessage", took_effect=True),
    "handled, not confirmed to Telegram": Point("getUpdates", took_effect=False, skip=1),
    "the POST is on its way": Point("generate", took_effect=False),
    "POST answered, operation id not stored": Point("generate", took_effect=True),
    "picture fetched, not stored": Point("operation", took_effect=True),
    "picture stored, before delivery": Point("editMessageMedia", took_effect=False),
    "delivered, not recorded": Point("editMessageMedia", took_effect=True),
    "ended, before the sentence": Point("editMessageText", took_effect=False),
    "sentence said, not recorded": Point("editMessageText", took_effect=True),
}
