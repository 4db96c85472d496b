"""Taking back what somebody waits for in a chat, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.drawing.intake import Intake
from bot.drawing.ports.people_stores import Acceptance
from bot.drawing.ports.talk_stores import WaitingStore
from bot.errors import TooLate


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What came of it: how many requests were taken back, or ``asks`` how many there are if that is several.

    ``questions`` are the messages that asked for words nobody waits for any more.
    """

    requests: int = 0
    asks: int = 0
    questions: tuple[int, ...] = ()


class Withdrawals:
    """Every method raises StoreUnavailable."""

    def __init__(self, *, store: WaitingStore, acceptance: Acceptance, intake: Intake) -> None:
        self._store = store
        self._acceptance = acceptance
        self._intake = intake

    async def end_questions(self, user_id: int, chat_id: int) -> Sequence[int]:
        """Wait no more for words that somebody is asked for in a chat; the messages that asked for them."""
        return await self._store.end_questions(user_id, chat_id)

    async def one(self, user_id: int, chat_id: int) -> Withdrawn:
        """Take back the one request that somebody waits for in a chat, and what they are asked there.

        Nothing is taken back where there are several: they have to say so.
        """
        questions = tuple(await self.end_questions(user_id, chat_id))
        waiting = await self._store.requests(user_id, chat_id)
        if len(waiting) > 1:
            return Withdrawn(asks=len(waiting), questions=questions)
        return Withdrawn(await self._cancel(waiting), questions=questions)

    async def all(self, user_id: int, chat_id: int) -> Withdrawn:
        """Take back everything that they wait for there."""
        return Withdrawn(await self._cancel(await self._store.requests(user_id, chat_id)))

    async def _cancel(self, waiting: Sequence[UUID]) -> int:
        """How many of these there was anything left to cancel of."""
        done = 0
        for request_id in waiting:
            request = await self._acceptance.find(request_id)
            if request is not None:
                try:
                    await self._intake.cancel(request)
                    done += 1
                except TooLate:
                    continue
        return done
