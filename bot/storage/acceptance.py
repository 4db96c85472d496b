"""Requests as people make them, take them back, and have their pictures brought again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.people_stores import Acceptance, Tap
from bot.drawing.values.limits import FREE, Charge, Charges, Kind, fair_share
from bot.drawing.values.requests import MessageAddress, Origin, Request
from bot.errors import LimitPassed
from bot.storage import queries
from bot.storage.charging import charging, key_of, passed, settling
from bot.storage.closings import opening, refusal
from bot.storage.database import Database
from bot.storage.forgetting import digest
from bot.storage.rows import generations, requests
from bot.storage.rows.times import to_stamp
from bot.storage.statements import GuardFailed, Statement
from bot.storage.units import find_request


@dataclass(frozen=True, slots=True)
class DatabaseAcceptance(Acceptance):
    """Keeps requests. Everything may be done again: a key is known, a request is cancelled or adopted once."""

    database: Database

    @override
    async def add(
        self,
        request: Request,
        dedupe_key: str,
        tap: Tap | None = None,
        charges: Charges = FREE,
        begins_at: datetime | None = None,
    ) -> bool:
        steps = list(charging(request, charges, postponed=begins_at is not None))
        is_open = opening(request.spec.model)
        kept = [*(_only_one(request.origin, tap) if tap else ()), *_added(request, dedupe_key), is_open]
        try:
            await self.database.run(*kept, *(step.statement for step in steps), *_postponed(request, begins_at))
        except GuardFailed as failed:
            if failed.statement is is_open:
                raise await refusal(self.database, request.spec.model) from None
            if (kind := passed(steps, failed)) is None:
                return False
            raise LimitPassed(kind, await self._left(kind, charges)) from None
        return True

    async def _left(self, kind: Kind, charges: Charges) -> int:
        """How many more pictures would pass no limit of this kind, as far as that can be told."""
        (own, taken) = (charges.of(kind), charges.of(Kind.ACCOUNT_DAY))
        if own is None or taken is None or kind is not Kind.SHARE:
            return 0 if own is None or own.most is None else own.most - await self._used(own)
        return fair_share(await self._used(own), await self._used(taken), charges.share or 0)

    async def _used(self, charge: Charge) -> int:
        (found,) = await self.database.run(Statement(queries.load().used, key_of(charge)))
        return int(found[0]["used"]) if found else 0

    @override
    async def tapped(self, origin: Origin, tap: Tap) -> bool:
        (found,) = await self.database.run(Statement(queries.load().find_tap, _tapped(origin, tap)))
        return bool(found)

    @override
    async def knows(self, dedupe_key: str) -> bool:
        params = {"dedupe_key": dedupe_key, "digest": digest(dedupe_key)}
        (found,) = await self.database.run(Statement(queries.load().find_by_key, params))
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
            Statement(sql.poke_to_cancel, params),
            Statement(sql.cancel_generations, params, guards=True),
            *settling(request_id, to_stamp(now)),
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

    async def _guarded(self, *statements: Statement) -> bool:
        """Run statements; whether they were not undone by a guard."""
        try:
            await self.database.run(*statements)
        except GuardFailed:
            return False
        return True


def _added(request: Request, dedupe_key: str) -> Iterator[Statement]:
    """The rows of a request whose key is new."""
    sql, key = queries.load(), {"dedupe_key": dedupe_key}
    yield Statement(sql.key_is_new, {"digest": digest(dedupe_key)}, guards=True)
    if request.placeholder is not None:
        yield Statement(sql.free_message, requests.identity(request) | requests.progress(request))
    yield Statement(sql.add_request, requests.identity(request) | requests.progress(request) | key, guards=True)
    for one in request.generations:
        yield Statement(sql.add_generation, generations.identity(one, request) | generations.progress(one))
    for account in dict.fromkeys(one.account for one in request.generations):
        yield Statement(sql.add_account, {"account": account})


def _postponed(request: Request, begins_at: datetime | None) -> Iterator[Statement]:
    if begins_at is not None:
        params = {"id": str(request.id), "user_id": request.origin.user_id, "pictures": request.count}
        yield Statement(queries.load().postpone, params | {"begins_at": to_stamp(begins_at)})


def _only_one(origin: Origin, tap: Tap) -> tuple[Statement, Statement]:
    """What guards that a tap is the only one: who taps twice at once, at two processes, is told apart by the lock."""
    sql, params = queries.load(), _tapped(origin, tap)
    return Statement(sql.lock_person, params), Statement(sql.tap_is_new, params, guards=True)


def _tapped(origin: Origin, tap: Tap) -> dict[str, object]:
    return {
        "user_id": origin.user_id,
        "chat_id": origin.chat_id,
        "message_id": origin.message_id,
        "choice": tap.choice,
        "since": to_stamp(tap.since),
    }
