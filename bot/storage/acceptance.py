"""Requests as people make them, take them back, and have their pictures brought again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.people_stores import Acceptance
from bot.drawing.values.requests import MessageAddress, Request
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows import generations, requests
from bot.storage.rows.times import to_stamp
from bot.storage.statements import GuardFailed, Statement
from bot.storage.units import find_request


@dataclass(frozen=True, slots=True)
class DatabaseAcceptance(Acceptance):
    """Keeps requests. Everything may be done again: a key is known, a request is cancelled or adopted once."""

    database: Database

    @override
    async def add(self, request: Request, dedupe_key: str) -> bool:
        sql, key = queries.load(), {"dedupe_key": dedupe_key}
        columns = requests.identity(request) | requests.progress(request) | key
        members = [generations.identity(one, request) | generations.progress(one) for one in request.generations]
        accounts = dict.fromkeys(one.account for one in request.generations)
        return await self._guarded(
            Statement(sql.add_request, columns, guards=True),
            *(Statement(sql.add_generation, member) for member in members),
            *(Statement(sql.add_account, {"account": account}) for account in accounts),
        )

    @override
    async def knows(self, dedupe_key: str) -> bool:
        (found,) = await self.database.run(Statement(queries.load().find_by_key, {"dedupe_key": dedupe_key}))
        return bool(found)

    @override
    async def find(self, request_id: UUID) -> Request | None:
        return await find_request(self.database, request_id)

    @override
    async def adopt(self, request_id: UUID, message: MessageAddress) -> bool:
        sql = queries.load()
        params = {"id": str(request_id), "chat_id": message.chat_id, "placeholder": message.message_id}
        if await self._guarded(
            Statement(sql.lock_request, params),
            Statement(sql.free_message, params),
            Statement(sql.adopt, params, guards=True),
            Statement(sql.give_turns, params),
        ):
            return True
        found = await self.find(request_id)
        return found is not None and (found.origin.chat_id, found.placeholder) == (message.chat_id, message.message_id)

    @override
    async def cancel(self, request_id: UUID, now: datetime) -> bool:
        sql, params = queries.load(), {"id": str(request_id), "now": to_stamp(now)}
        return await self._guarded(
            Statement(sql.poke_to_cancel, params), Statement(sql.cancel_generations, params, guards=True)
        )

    @override
    async def resend(self, request_id: UUID, placeholder: int | None, now: datetime) -> bool:
        sql = queries.load()
        params = {"id": str(request_id), "chat_id": None, "placeholder": placeholder, "now": to_stamp(now)}
        return await self._guarded(
            Statement(sql.free_message, params),
            Statement(sql.resend, params, guards=True),
            Statement(sql.begin_terms, params | {"since": None}),
        )

    @override
    async def asked_in_chat(self, chat_id: int, since: datetime) -> int:
        params = {"chat_id": chat_id, "since": to_stamp(since)}
        ((row,),) = await self.database.run(Statement(queries.load().asked_in_chat, params))
        return int(row["asked"])

    async def _guarded(self, *statements: Statement) -> bool:
        """Run statements; whether they were not undone by a guard."""
        try:
            await self.database.run(*statements)
        except GuardFailed:
            return False
        return True
