"""Telegram, as what brings the owner's message to everybody.

Every method raises CourierError where Telegram does not take what is brought.
"""

from typing import Protocol

from bot.drawing.values.broadcasts import Broadcast


class BroadcastCourier(Protocol):
    """What brings it, and tells the owner how far it is."""

    async def bring(self, broadcast: Broadcast, user_id: int) -> None:
        """Bring it to somebody; doing it again shows it again."""
        ...

    async def report(self, broadcast: Broadcast) -> None:
        """Let the progress message say how far it is."""
        ...

    async def conclude(self, broadcast: Broadcast) -> None:
        """Say in a new message that it is over, or stopped by itself."""
        ...
