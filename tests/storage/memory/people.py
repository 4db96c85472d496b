"""What people do: asking, taking back, looking up, choosing."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.limit_stores import Postponement
from bot.drawing.ports.people_stores import Acceptance, Archive, Choices, InlineDraftStore, Showing, Tap
from bot.drawing.values.groups import Group
from bot.drawing.values.limits import FREE, Charges
from bot.drawing.values.people import InlineDraft, Person, Question
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import KEPT
from bot.drawing.values.requests import MessageAddress, Origin, Request, RequestStatus
from tests.storage.memory import limits
from tests.storage.memory.conversations import begin_term, kept_pictures
from tests.storage.memory.database import GenerationRow, MemoryDatabase, RequestRow, Tables, note

SEARCHED = 500
"""Among so many of somebody's newest pictures words are looked for."""

_TAKEN_BACK = frozenset({RequestStatus.ACCEPTED, RequestStatus.PLACED})


class MemoryAcceptance(Acceptance):
    """What intake writes, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def add(
        self,
        request: Request,
        dedupe_key: str,
        tap: Tap | None = None,
        charges: Charges = FREE,
        begins_at: datetime | None = None,
    ) -> bool:
        tables = self._database.tables
        if dedupe_key in tables.keys or dedupe_key in tables.past_keys:
            return False
        if tap is not None and await self.tapped(request.origin, tap):
            return False
        left = limits.charge(tables, request, charges, postponed=begins_at is not None)
        tables.keys[dedupe_key] = request.id
        request = tables.unique(replace(request, left_today=left))
        tables.requests[request.id] = RequestRow(request, known_fence=request.fence)
        tables.generations |= {one.id: GenerationRow(one, known_fence=one.fence) for one in request.generations}
        if begins_at is not None:
            postponement = Postponement(request.id, request.origin.user_id, request.count)
            tables.postponed[request.id] = postponement, begins_at
        return True

    @override
    async def tapped(self, origin: Origin, tap: Tap) -> bool:
        tables = self._database.tables
        ids = {found for key, found in tables.keys.items() if key.endswith(tap.choice)}
        alike = (one for one in tables.whole_requests() if one.id in ids and one.accepted_at > tap.since)
        where = origin.user_id, origin.chat_id, origin.message_id
        return any((one.origin.user_id, one.origin.chat_id, one.origin.message_id) == where for one in alike)

    @override
    async def knows(self, dedupe_key: str) -> bool:
        tables = self._database.tables
        return dedupe_key in tables.keys or dedupe_key in tables.past_keys

    @override
    async def find(self, request_id: UUID) -> Request | None:
        return self._database.tables.find(request_id)

    @override
    async def adopt(self, request_id: UUID, message: MessageAddress) -> bool:
        tables = self._database.tables
        row = tables.requests.get(request_id)
        if row is None or row.value.origin.chat_id != message.chat_id or row.value.origin.is_inline:
            return False
        if row.value.status is not RequestStatus.ACCEPTED:
            return tables.shows(message) is row
        if not tables.frees(message, request_id):
            return False
        lives = bool(tables.live_of(request_id))
        row.held_until = None
        row.value = replace(
            row.value.placed(
                message.message_id,
                due_at=row.stirred_at if lives else row.value.due_at,
                news_at=row.value.accepted_at if lives else None,
            ),
            fence=row.value.fence + 1,
        )
        note(row)
        tables.let_submit(request_id)
        return True

    @override
    async def cancel(self, request_id: UUID, now: datetime) -> bool:
        tables = self._database.tables
        row = tables.requests.get(request_id)
        if row is None or not tables.cancel_live(request_id, now):
            return False
        if row.value.status in _TAKEN_BACK:
            row.stir(now)
        return True

    @override
    async def resend(self, request_id: UUID, placeholder: int | None, now: datetime) -> bool:
        tables = self._database.tables
        row = tables.requests.get(request_id)
        if row is None or row.value.reason not in KEPT or not kept_pictures(tables, request_id):
            return False
        into = None if row.value.origin.is_inline else placeholder
        row.held_until = row.stirred_at = None
        brought = row.value.placed(into, due_at=now, news_at=None)
        row.value = replace(tables.unique(brought), fence=row.value.fence + 1)
        note(row)
        begin_term(tables, request_id, None)
        return True


class MemoryArchive(Archive):
    """What people look up, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def find(self, request_id: UUID) -> Request | None:
        return self._database.tables.find(request_id)

    @override
    async def containing(self, generation_id: UUID) -> Request | None:
        tables = self._database.tables
        row = tables.generations.get(generation_id)
        return None if row is None else tables.find(row.value.request_id)

    @override
    async def shown(self, message: MessageAddress) -> tuple[Request, int | None] | None:
        tables = self._database.tables
        row = tables.shows(message)
        return _shown_alone(tables, message) if row is None else (tables.whole(row), None)

    @override
    async def latest(self, user_id: int, chat_id: int) -> Request | None:
        own = (one for one in self._database.tables.whole_requests() if one.origin.user_id == user_id)
        there = [one for one in own if one.origin.chat_id == chat_id]
        return max(there, key=lambda one: one.accepted_at, default=None)

    @override
    async def history(self, user_id: int, chat_id: int | None, offset: int) -> tuple[Request | None, int]:
        own = _delivered(self._database.tables, user_id)
        there = [one for one in own if chat_id in (None, one.origin.chat_id)]
        return (there[offset] if offset < len(there) else None), len(there)

    @override
    async def matching(self, user_id: int, words: str, limit: int) -> list[Request]:
        own = _delivered(self._database.tables, user_id)[:SEARCHED]
        photos = (one for one in own if not one.spec.as_file)
        return [one for one in photos if words.casefold() in one.spec.prompt.casefold()][:limit]

    @override
    async def original(self, generation_id: UUID) -> Picture | None:
        row = self._database.tables.pictures.get(generation_id)
        return None if row is None else row.picture

    @override
    async def pictures(self, request_id: UUID) -> dict[int, Picture]:
        return kept_pictures(self._database.tables, request_id)

    @override
    async def begin_showing(self, generation_id: UUID, chat_id: int, now: datetime) -> Showing | None:
        showings, key = self._database.tables.showings, (generation_id, chat_id)
        if key in showings:
            return showings[key]
        showings[key] = Showing(now, None)
        return None

    @override
    async def end_showing(self, generation_id: UUID, chat_id: int, message_id: int | None) -> None:
        showings, key = self._database.tables.showings, (generation_id, chat_id)
        if message_id is None:
            showings.pop(key, None)
        elif key in showings:
            for other, showing in list(showings.items()):
                if (other[1], showing.message_id) == (chat_id, message_id):
                    del showings[other]  # a message shows one picture
            showings[key] = Showing(showings[key].begun_at, message_id)

    @override
    async def share(self, generation_id: UUID, token: str) -> str | None:
        tables = self._database.tables
        return tables.shares.setdefault(generation_id, token) if generation_id in tables.generations else None

    @override
    async def shared(self, token: str) -> UUID | None:
        tables = self._database.tables
        found = (one for one, known in tables.shares.items() if known == token and one in tables.generations)
        return next(found, None)

    @override
    async def ask(self, question: Question, asked: MessageAddress, now: datetime) -> None:
        self._database.tables.questions.setdefault(asked, (question, now))

    @override
    async def question(self, asked: MessageAddress) -> Question | None:
        found = self._database.tables.questions.get(asked)
        return None if found is None else found[0]


def _shown_alone(tables: Tables, message: MessageAddress) -> tuple[Request, int] | None:
    """The request of which a message shows one picture by itself, and which."""
    for (generation_id, chat_id), showing in tables.showings.items():
        if MessageAddress(chat_id, showing.message_id or 0) == message:
            one = tables.generations[generation_id].value
            return tables.whole(tables.requests[one.request_id]), one.position
    return None


def _delivered(tables: Tables, user_id: int) -> list[Request]:
    """Somebody's delivered requests that Telegram still shows, the newest first."""
    own = (one for one in tables.whole_requests() if one.origin.user_id == user_id)
    there = (one for one in own if one.status is RequestStatus.DELIVERED and one.file_id is not None)
    return sorted(there, key=lambda one: (one.accepted_at, one.id), reverse=True)


class MemoryChoices(Choices):
    """What people and groups chose, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def person(self, user_id: int) -> Person:
        return self._database.tables.people.get(user_id, Person(user_id))

    @override
    async def keep_person(self, person: Person) -> None:
        self._database.tables.people[person.user_id] = person
        self._database.tables.blocked.pop(person.user_id, None)

    @override
    async def group(self, chat_id: int) -> Group:
        return self._database.tables.groups.get(chat_id, Group(chat_id))

    @override
    async def keep_group(self, group: Group) -> None:
        self._database.tables.groups[group.chat_id] = group

    @override
    async def move_group(self, chat_id: int, moved_to: int) -> None:
        groups = self._database.tables.groups
        if chat_id in groups and moved_to not in groups:
            groups[moved_to] = replace(groups.pop(chat_id), chat_id=moved_to)


class MemoryInlineDrafts(InlineDraftStore):
    """Words typed inline, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def keep(self, draft: InlineDraft, now: datetime) -> None:
        drafts = self._database.tables.inline_drafts
        kept, _ = drafts.get(draft.key, (draft, now))
        drafts[draft.key] = kept, now

    @override
    async def find(self, key: str) -> InlineDraft | None:
        kept = self._database.tables.inline_drafts.get(key)
        return None if kept is None else kept[0]
