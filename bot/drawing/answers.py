"""What the bot answered to words that were no request yet, so that an edit of them changes the answer."""

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.talk_stores import AnswerStore
from bot.drawing.values.requests import MessageAddress


class Answers:
    """Remembers which message answers which words. Every method raises StoreUnavailable."""

    def __init__(self, *, store: AnswerStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def keep(self, asked: MessageAddress, answer: int, user_id: int) -> None:
        """Remember that this message of the bot's answers somebody's words."""
        await self._store.keep(asked, answer, user_id, self._clock.now())

    async def to(self, asked: MessageAddress) -> int | None:
        """The message that answers these words; None where there is none, or it was long ago."""
        return await self._store.find(asked)
