"""Words that may become a request: what somebody types inline, until they choose it."""

from dataclasses import dataclass
from hashlib import blake2b

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.people_stores import InlineDraftStore
from bot.drawing.values.people import InlineDraft
from bot.errors import WordsGone


@dataclass(frozen=True, slots=True)
class InlineDrafts:
    """Kept so that a button under an inline message, which carries 64 bytes, leads to its words. Costs nothing.

    Keys are made with a ``secret`` of up to 64 bytes: who does not know it cannot try out what somebody typed.
    """

    store: InlineDraftStore
    clock: Clock
    secret: bytes

    async def keep(self, user_id: int, text: str) -> str:
        """Keep somebody's words; the same words again are the same draft. Its key is 16 characters of hex."""
        storable = text.replace("\0", " ")  # PostgreSQL keeps no NUL
        key = blake2b(f"{user_id} {storable}".encode(), digest_size=8, key=self.secret).hexdigest()
        await self.store.keep(InlineDraft(key, user_id, storable), self.clock.now())
        return key

    async def own(self, key: str, user_id: int) -> InlineDraft:
        """What somebody typed themselves. Raises WordsGone where it is gone, or another's."""
        draft = await self.store.find(key)
        if draft is None or draft.user_id != user_id:
            raise WordsGone
        return draft
