"""What was answered, and what somebody waits for in a chat."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.talk_stores import AnswerStore, WaitingStore
from bot.drawing.values.requests import MessageAddress
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement


@dataclass(frozen=True, slots=True)
class DatabaseAnswers(AnswerStore):
    """Keeps which message answers which."""

    database: Database

    @override
    async def keep(self, asked: MessageAddress, answer: int, user_id: int, now: datetime) -> None:
        columns = _asked(asked) | {"message_id": answer, "user_id": user_id, "answered_at": to_stamp(now)}
        await self.database.run(Statement(queries.load().keep_answer, columns))

    @override
    async def find(self, asked: MessageAddress) -> int | None:
        (found,) = await self.database.run(Statement(queries.load().find_answer, _asked(asked)))
        return int(found[0]["message_id"]) if found else None


@dataclass(frozen=True, slots=True)
class DatabaseWaiting(WaitingStore):
    """Finds what may be taken back. Everything may be done again."""

    database: Database

    @override
    async def requests(self, user_id: int, chat_id: int) -> list[UUID]:
        params = {"user_id": user_id, "chat_id": chat_id}
        (found,) = await self.database.run(Statement(queries.load().waiting_in_chat, params))
        return [UUID(row["id"]) for row in found]

    @override
    async def end_questions(self, user_id: int, chat_id: int) -> list[int]:
        params = {"user_id": user_id, "chat_id": chat_id}
        (ended,) = await self.database.run(Statement(queries.load().take_back_questions, params))
        return sorted(int(row["message_id"]) for row in ended)


def _asked(asked: MessageAddress) -> dict[str, object]:
    return {"chat_id": asked.chat_id, "asked": asked.message_id}
