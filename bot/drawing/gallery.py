"""What has been drawn: somebody's pictures, and which message shows what."""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex
from uuid import UUID

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.people_stores import Archive
from bot.drawing.values.generations import Generation
from bot.drawing.values.people import Question
from bot.drawing.values.requests import MessageAddress, Request
from bot.errors import TooLate


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message of the bot's shows: a request, and the position of the picture where it is one of several."""

    request: Request
    position: int | None = None


def _token() -> str:
    """What nobody can guess, and a link can carry."""
    return token_hex(16)


class Gallery:
    """Looks pictures up. Every method raises StoreUnavailable."""

    def __init__(self, *, archive: Archive, clock: Clock, token: Callable[[], str] = _token) -> None:
        self._archive = archive
        self._token = token
        self._clock = clock

    async def find(self, request_id: UUID) -> Request:
        """A request that a button belongs to. Raises TooLate where it is gone."""
        found = await self._archive.find(request_id)
        if found is None:
            raise TooLate
        return found

    async def picture(self, generation_id: UUID) -> tuple[Request, Generation]:
        """The picture that a button belongs to, and its request. Raises TooLate where it is gone."""
        found = await self._archive.containing(generation_id)
        if found is None:
            raise TooLate
        return found, next(one for one in found.generations if one.id == generation_id)

    async def shown(self, message: MessageAddress) -> Shown | None:
        """What a message of the bot's shows."""
        found = await self._archive.shown(message)
        return Shown(*found) if found else None

    async def latest(self, user_id: int, chat_id: int) -> Request | None:
        """What somebody asked for last in a chat."""
        return await self._archive.latest(user_id, chat_id)

    async def page(self, user_id: int, chat_id: int | None, offset: int) -> tuple[Request | None, int]:
        """One of somebody's requests, or of those in one chat, counted from the newest, and how many there are."""
        return await self._archive.history(user_id, chat_id, offset)

    async def matching(self, user_id: int, words: str, limit: int) -> list[Request]:
        """Somebody's own photos with these words in their prompt, the newest first."""
        return await self._archive.matching(user_id, words, limit)

    async def take_away(self, generation_id: UUID, chat_id: int) -> None:
        """A picture of a sheet that was sent to a chat by itself was deleted there: it may be sent once more."""
        await self._archive.end_showing(generation_id, chat_id, None)

    async def share(self, generation: Generation) -> str:
        """Share a picture's words; the token of the link to them. Raises TooLate where it is gone."""
        token = await self._archive.share(generation.id, self._token())
        if token is None:
            raise TooLate
        return token

    async def shared(self, token: str) -> tuple[Request, Generation]:
        """The picture whose words somebody shared by this token. Raises TooLate where they did not, or it is gone."""
        generation_id = await self._archive.shared(token)
        if generation_id is None:
            raise TooLate
        return await self.picture(generation_id)

    async def ask(self, question: Question, asked: MessageAddress) -> None:
        """Keep that a message asks somebody for words."""
        await self._archive.ask(question, asked, self._clock.now())

    async def question(self, asked: MessageAddress) -> Question | None:
        """What a message asks for."""
        return await self._archive.question(asked)
