"""What was answered, and what somebody waits for, in memory."""

from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.talk_stores import AnswerStore, WaitingStore
from bot.drawing.values.requests import MessageAddress, RequestStatus
from tests.storage.memory.database import MemoryDatabase

_OVER = frozenset({RequestStatus.DELIVERED, RequestStatus.ENDED})


class MemoryAnswers(AnswerStore):
    """Which message answers which, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def keep(self, asked: MessageAddress, answer: int, user_id: int, now: datetime) -> None:
        self._database.tables.answers[asked] = answer, user_id, now

    @override
    async def find(self, asked: MessageAddress) -> int | None:
        found = self._database.tables.answers.get(asked)
        return None if found is None else found[0]


class MemoryWaiting(WaitingStore):
    """What may be taken back, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def requests(self, user_id: int, chat_id: int) -> list[UUID]:
        own = (one for one in self._database.tables.whole_requests() if one.origin.user_id == user_id)
        there = [one for one in own if one.origin.chat_id == chat_id and not one.origin.is_inline]
        waiting = [one for one in there if one.live and one.status not in _OVER]
        return [one.id for one in sorted(waiting, key=lambda one: (one.accepted_at, str(one.id)))]

    @override
    async def end_questions(self, user_id: int, chat_id: int) -> list[int]:
        questions = self._database.tables.questions
        ended = [one for one, (asked, _) in questions.items() if asked.user_id == user_id and one.chat_id == chat_id]
        for one in ended:
            del questions[one]
        return sorted(one.message_id for one in ended)
