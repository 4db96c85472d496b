"""What providers sent instead of pictures."""

from datetime import datetime
from typing import Protocol
from uuid import UUID


class Undecoded(Protocol):
    """What providers sent instead of pictures, kept for the operator to look at: the newest, within bounds.

    No method raises: where nothing can be kept, that is all there is to it.
    """

    async def keep(self, generation: UUID, data: bytes, now: datetime) -> bool:
        """Keep what came instead of a generation's picture; whether it is kept."""
        ...

    async def drop(self, before: datetime) -> None:
        """Forget what was kept before this."""
        ...
