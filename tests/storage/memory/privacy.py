"""What is kept about people, and forgotten, in memory."""

from collections.abc import Mapping, MutableMapping
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.privacy_stores import Copy, Farewell, Kept, PrivacyStore, Retention
from bot.drawing.values.limits import Kind
from bot.drawing.values.people import InlineDraft
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress, Request
from tests.storage.memory.conversations import begin_term
from tests.storage.memory.database import OVER, MemoryDatabase, Tables

K = TypeVar("K", UUID, str, int, MessageAddress, tuple[Kind, str, datetime | None])
V = TypeVar("V")


class MemoryPrivacy(PrivacyStore):
    """What belongs to somebody, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def kept(self, user_id: int) -> Kept:
        tables, own = self._database.tables, _of(self._database.tables, user_id)
        return Kept(
            requests=len(own),
            pictures=sum(one.id in tables.pictures for each in own for one in each.generations),
            questions=sum(one.user_id == user_id for one, _ in tables.questions.values()),
            drafts=sum(one.user_id == user_id for one, _ in tables.inline_drafts.values()),
        )

    @override
    async def requests(self, user_id: int, before: Request | None, limit: int) -> list[Request]:
        own = _of(self._database.tables, user_id)
        own.sort(key=_age, reverse=True)
        return [one for one in own if before is None or _age(one) < _age(before)][:limit]

    @override
    async def drafts(self, user_id: int, limit: int) -> list[InlineDraft]:
        rows = [row for row in self._database.tables.inline_drafts.values() if row[0].user_id == user_id]
        return [draft for draft, _ in sorted(rows, key=lambda row: row[1], reverse=True)][:limit]

    @override
    async def last_day(self, user_id: int) -> date | None:
        _of(self._database.tables, user_id)  # which is away at times; nobody counts here
        return None

    @override
    async def live(self, user_id: int) -> list[UUID]:
        return [one.id for one in _of(self._database.tables, user_id) if one.status not in OVER]

    @override
    async def delete(self, request_id: UUID, now: datetime) -> bool:
        tables = self._database.tables
        row = tables.requests.get(request_id)
        if row is None or row.value.status not in OVER:
            return False
        own = {one.id for one in row.value.generations}
        for (generation_id, chat_id), showing in tables.showings.items():
            if generation_id in own and showing.message_id is not None:
                tables.delete_message(MessageAddress(chat_id, showing.message_id))
        tables.forget(request_id, now)
        return True

    @override
    async def say_farewell(self, farewell: Farewell) -> None:
        tables, user_id = self._database.tables, farewell.user_id
        tables.farewells[user_id] = farewell.asked_at
        tables.people.pop(user_id, None)
        tables.blocked.pop(user_id, None)
        tables.questions = {key: row for key, row in tables.questions.items() if row[0].user_id != user_id}
        tables.answers = {key: row for key, row in tables.answers.items() if row[1] != user_id}
        tables.inline_drafts = {key: row for key, row in tables.inline_drafts.items() if row[0].user_id != user_id}
        away = tables.turned_away.items()
        tables.turned_away = {key: row for key, row in away if row[0].request.origin.user_id != user_id}

    @override
    async def farewells(self, limit: int) -> list[Farewell]:
        return [Farewell(*one) for one in sorted(self._database.tables.farewells.items())][:limit]

    @override
    async def forget_requests(self, farewell: Farewell, now: datetime, limit: int) -> int:
        tables = self._database.tables
        over = [one for one in _until(tables, farewell) if one.status in OVER]
        done = [one for one in over if all(each.due_at is None for each in one.generations)][:limit]
        for one in done:
            tables.forget(one.id, now)
        return len(done)

    @override
    async def end_farewell(self, farewell: Farewell) -> bool:
        tables = self._database.tables
        if _until(tables, farewell):
            return False
        if tables.farewells.get(farewell.user_id) == farewell.asked_at:
            del tables.farewells[farewell.user_id]
        return True

    @override
    async def block(self, user_id: int, now: datetime) -> None:
        tables = self._database.tables
        tables.block(user_id, now)
        for one in _of(tables, user_id):
            if one.status in OVER or not one.origin.is_private:
                continue
            row = tables.requests[one.id]
            row.value = row.value.ended(Reason.UNDELIVERABLE)
            row.lose_claim()
            tables.cancel_live(one.id, now)
            begin_term(tables, one.id, now)


def _of(tables: Tables, user_id: int) -> list[Request]:
    return [one for one in tables.whole_requests() if one.origin.user_id == user_id]


def _until(tables: Tables, farewell: Farewell) -> list[Request]:
    own = [one for one in _of(tables, farewell.user_id) if one.accepted_at <= farewell.asked_at]
    return sorted(own, key=_age)


def _age(request: Request) -> tuple[datetime, str]:
    return request.accepted_at, str(request.id)


class MemoryRetention(Retention):
    """What is forgotten in time, in memory; a file it has none."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def drop_requests(self, before: datetime, now: datetime, limit: int) -> int:
        tables = self._database.tables
        over = [one for one in tables.whole_requests() if one.status in OVER and one.accepted_at <= before]
        old = sorted(over, key=_age)[:limit]
        for one in old:
            tables.forget(one.id, now)
        return len(old)

    @override
    async def drop_originals(self, before: datetime, limit: int) -> int:
        pictures = self._database.tables.pictures
        return _drop(pictures, {key: row.delivered_at for key, row in pictures.items()}, before, limit)

    @override
    async def drop_inline_drafts(self, before: datetime, limit: int) -> int:
        drafts = self._database.tables.inline_drafts
        return _drop(drafts, {key: kept_at for key, (_, kept_at) in drafts.items()}, before, limit)

    @override
    async def drop_questions(self, before: datetime, limit: int) -> int:
        questions = self._database.tables.questions
        return _drop(questions, {key: asked_at for key, (_, asked_at) in questions.items()}, before, limit)

    @override
    async def drop_answers(self, before: datetime, limit: int) -> int:
        answers = self._database.tables.answers
        return _drop(answers, {key: answered_at for key, (_, _, answered_at) in answers.items()}, before, limit)

    @override
    async def drop_turned_away(self, before: datetime, limit: int) -> int:
        away = self._database.tables.turned_away
        return _drop(away, {key: kept_at for key, (_, kept_at) in away.items()}, before, limit)

    @override
    async def drop_people(self, before: datetime, limit: int) -> int:
        tables = self._database.tables
        dropped = [key for key, time in tables.blocked.items() if time <= before]
        for user_id in sorted(dropped, key=tables.blocked.__getitem__)[:limit]:
            del tables.blocked[user_id], tables.people[user_id]
        return min(len(dropped), limit)

    @override
    async def drop_counted(self, before: datetime, limit: int) -> int:
        tallies, keys = self._database.tables.tallies, self._database.tables.past_keys
        counts = self._database.tables.counts
        return max(
            _drop(tallies, {key: one.forgotten_at for key, one in tallies.items()}, before, limit),
            _drop(keys, dict(keys), before, limit),
            _drop(counts, {key: one.until for key, one in counts.items()}, before, limit),
        )

    @override
    async def copies(self, limit: int) -> list[Copy]:
        left = {key: one for key, one in self._database.tables.copies.items() if one.request_id is None}
        return sorted((Copy(key, one.attempts) for key, one in left.items()), key=lambda one: one.attempts)[:limit]

    @override
    async def drop_copy(self, message: MessageAddress) -> None:
        copies = self._database.tables.copies
        if message in copies and copies[message].request_id is None:
            del copies[message]

    @override
    async def put_off_copy(self, message: MessageAddress) -> None:
        self._database.tables.copies[message].attempts += 1

    @override
    async def shrink(self, pages: int) -> bool:
        _ = self._database.tables  # which may be away
        return False


def _drop(rows: MutableMapping[K, V], times: Mapping[K, datetime | None], before: datetime, limit: int) -> int:
    """Forget up to so many of the rows that have a time before that, the oldest first."""
    old = [(time, key) for key, time in times.items() if time is not None and time <= before]
    dropped = sorted(old, key=lambda pair: pair[0])[:limit]
    for _, key in dropped:
        del rows[key]
    return len(dropped)
