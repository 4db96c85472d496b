"""What has been drawn: somebody's pictures, their originals, and which message shows what."""

from uuid import UUID

from bot.drawing.ports import Clock, Store
from bot.drawing.values.generations import Address, Generation, Picture, Question
from bot.errors import NotYours, TooLate


class Gallery:
    """Looks generations up. Every method raises StoreUnavailable."""

    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def find(self, generation_id: UUID) -> Generation:
        """A generation that a button belongs to. Raises TooLate where it is gone."""
        found = await self._store.find(generation_id)
        if found is None:
            raise TooLate
        return found

    async def own(self, generation_id: UUID, user_id: int) -> Generation:
        """The same, for whoever asked for it. Raises TooLate, NotYours."""
        found = await self.find(generation_id)
        if found.origin.user_id != user_id:
            raise NotYours
        return found

    async def shown(self, message: Address) -> Generation | None:
        """What a message of the bot's shows."""
        return await self._store.shown(message)

    async def latest(self, user_id: int, chat_id: int) -> Generation | None:
        """What somebody asked for last in a chat."""
        return await self._store.latest(user_id, chat_id)

    async def page(self, user_id: int, chat_id: int | None, offset: int) -> tuple[Generation | None, int]:
        """One of somebody's pictures, or of those in one chat, counted from the newest, and how many there are."""
        return await self._store.history(user_id, chat_id, offset)

    async def matching(self, user_id: int, words: str, limit: int) -> list[Generation]:
        """Somebody's own pictures with these words in their prompt, the newest first."""
        return await self._store.matching(user_id, words, limit)

    async def original(self, generation_id: UUID) -> Picture | None:
        """The picture as it came from its model; None where it is not kept any more."""
        return await self._store.original(generation_id)

    async def forget(self, generation_id: UUID) -> None:
        """A picture was deleted from its chat."""
        await self._store.forget_shown(generation_id)

    async def ask(self, question: Question, asked: Address) -> None:
        """Keep that a message asks somebody for words."""
        await self._store.ask(question, asked, self._clock.now())

    async def question(self, asked: Address) -> Question | None:
        """What a message asks for."""
        return await self._store.question(asked)
