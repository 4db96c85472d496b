"""A database that takes no writes now: in memory it is switched off, so that tests of all that uses it can do so."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest

from bot.drawing.ports import limit_stores, people_stores, privacy_stores, removal_stores, talk_stores, work_stores
from bot.drawing.ports.limit_stores import Postponement, TurnedAway
from bot.drawing.ports.people_stores import Tap
from bot.drawing.ports.privacy_stores import Farewell
from bot.drawing.ports.removal_stores import Removal
from bot.drawing.values.groups import Group
from bot.drawing.values.people import InlineDraft, Person, Question
from bot.drawing.values.queues import PLACE, submit
from bot.drawing.values.requests import MessageAddress
from bot.errors import StoreUnavailable
from tests.drawing.builders import YANDEX, at, batch, generation, origin, request
from tests.storage.conformance.conftest import in_memory
from tests.storage.conformance.stores import Stores, lease
from tests.storage.memory import MemoryDatabase

ONE = UUID(int=1)
MESSAGE = MessageAddress(1001, 6)
LATER = Postponement(ONE, 1001, 1)
FAREWELL = Farewell(1001, at(0))

CALLS: dict[str, Callable[[Stores], Awaitable[object]]] = {
    "Acceptance.add": lambda stores: stores.acceptance.add(request(), "message:1"),
    "Acceptance.tapped": lambda stores: stores.acceptance.tapped(origin(), Tap(":again", at(0))),
    "Acceptance.knows": lambda stores: stores.acceptance.knows("message:1"),
    "Acceptance.find": lambda stores: stores.acceptance.find(ONE),
    "Acceptance.adopt": lambda stores: stores.acceptance.adopt(ONE, MESSAGE),
    "Acceptance.cancel": lambda stores: stores.acceptance.cancel(ONE, at(0)),
    "Acceptance.resend": lambda stores: stores.acceptance.resend(ONE, None, at(0)),
    "TurnedAwayStore.keep": lambda stores: stores.turned_away.keep(TurnedAway(request(), "message:1"), at(0)),
    "TurnedAwayStore.latest": lambda stores: stores.turned_away.latest(1001),
    "TurnedAwayStore.find": lambda stores: stores.turned_away.find(ONE),
    "PostponedStore.due": lambda stores: stores.postponed.due(at(0), 9),
    "PostponedStore.begin": lambda stores: stores.postponed.begin(LATER, 4, at(0)),
    "PostponedStore.put_off": lambda stores: stores.postponed.put_off(LATER, at(0)),
    "Archive.find": lambda stores: stores.archive.find(ONE),
    "Archive.containing": lambda stores: stores.archive.containing(ONE),
    "Archive.shown": lambda stores: stores.archive.shown(MESSAGE),
    "Archive.share": lambda stores: stores.archive.share(ONE, "token"),
    "Archive.shared": lambda stores: stores.archive.shared("token"),
    "Archive.latest": lambda stores: stores.archive.latest(1001, 1001),
    "Archive.history": lambda stores: stores.archive.history(1001, None, 0),
    "Archive.matching": lambda stores: stores.archive.matching(1001, "fox", 9),
    "Archive.original": lambda stores: stores.archive.original(ONE),
    "Archive.pictures": lambda stores: stores.archive.pictures(ONE),
    "Archive.begin_showing": lambda stores: stores.archive.begin_showing(ONE, 1001, at(0)),
    "Archive.end_showing": lambda stores: stores.archive.end_showing(ONE, 1001, 9),
    "Archive.ask": lambda stores: stores.archive.ask(Question(1001), MESSAGE, at(0)),
    "Archive.question": lambda stores: stores.archive.question(MESSAGE),
    "Choices.person": lambda stores: stores.choices.person(1001),
    "Choices.keep_person": lambda stores: stores.choices.keep_person(Person(1001)),
    "Choices.group": lambda stores: stores.choices.group(-77),
    "Choices.keep_group": lambda stores: stores.choices.keep_group(Group(-77)),
    "Choices.move_group": lambda stores: stores.choices.move_group(-77, -78),
    "InlineDraftStore.keep": lambda stores: stores.inline_drafts.keep(InlineDraft("k", 1001, "a fox"), at(0)),
    "InlineDraftStore.find": lambda stores: stores.inline_drafts.find("k"),
    "Conversations.claim": lambda stores: stores.conversations.claim(PLACE, 1, lease()),
    "Conversations.claim_for_news": lambda stores: stores.conversations.claim_for_news(1, lease()),
    "Conversations.record": lambda stores: stores.conversations.record(request(), at(0)),
    "Conversations.find": lambda stores: stores.conversations.find(ONE),
    "Conversations.pictures": lambda stores: stores.conversations.pictures(ONE),
    "Conversations.candidates": lambda stores: stores.conversations.candidates(request(), 1),
    "Conversations.queue_position": lambda stores: stores.conversations.queue_position(generation(), 1),
    "Drawings.accounts": lambda stores: stores.drawings.accounts([YANDEX]),
    "Drawings.claim": lambda stores: stores.drawings.claim(submit(YANDEX), 1, lease()),
    "Drawings.begin": lambda stores: stores.drawings.begin(batch()),
    "Drawings.record": lambda stores: stores.drawings.record(batch(), {}, at(0)),
    "Leases.renew": lambda stores: stores.request_leases.renew({ONE: 1}, at(0)),
    "Leases.put_off": lambda stores: stores.request_leases.put_off(ONE, 1, at(0)),
    "Leases.stumble": lambda stores: stores.request_leases.stumble(ONE, 1, at(0)),
    "Leases.abandon": lambda stores: stores.request_leases.abandon(ONE, 1, at(0)),
    "Due.next_due": lambda stores: stores.due.next_due(PLACE),
    "Alarms.raise_alarm": lambda stores: stores.alarms.raise_alarm("account yandex", at(0), timedelta(hours=1)),
    "Housekeeping.busy": lambda stores: stores.housekeeping.busy(at(0), 9),
    "Retention.drop_originals": lambda stores: stores.retention.drop_originals(at(0), 9),
    "Retention.drop_inline_drafts": lambda stores: stores.retention.drop_inline_drafts(at(0), 9),
    "Retention.drop_requests": lambda stores: stores.retention.drop_requests(at(0), at(0), 9),
    "Retention.drop_questions": lambda stores: stores.retention.drop_questions(at(0), 9),
    "AnswerStore.keep": lambda stores: stores.answers.keep(MESSAGE, 7, 1001, at(0)),
    "AnswerStore.find": lambda stores: stores.answers.find(MESSAGE),
    "WaitingStore.requests": lambda stores: stores.waiting.requests(1001, 1001),
    "WaitingStore.end_questions": lambda stores: stores.waiting.end_questions(1001, 1001),
    "RemovalStore.begin": lambda stores: stores.removals.begin(Removal(MESSAGE, ONE, True, "en"), at(0)),  # noqa: FBT003
    "RemovalStore.undo": lambda stores: stores.removals.undo(MESSAGE, at(0)),
    "RemovalStore.is_going": lambda stores: stores.removals.is_going(MESSAGE),
    "RemovalStore.due": lambda stores: stores.removals.due(at(0), 9),
    "RemovalStore.end": lambda stores: stores.removals.end(MESSAGE),
    "RemovalStore.put_off": lambda stores: stores.removals.put_off(MESSAGE, 1, at(0)),
    "Retention.drop_answers": lambda stores: stores.retention.drop_answers(at(0), 9),
    "Retention.drop_turned_away": lambda stores: stores.retention.drop_turned_away(at(0), 9),
    "Retention.drop_people": lambda stores: stores.retention.drop_people(at(0), 9),
    "Retention.drop_counted": lambda stores: stores.retention.drop_counted(at(0), 9),
    "Retention.copies": lambda stores: stores.retention.copies(9),
    "Retention.drop_copy": lambda stores: stores.retention.drop_copy(MESSAGE),
    "Retention.put_off_copy": lambda stores: stores.retention.put_off_copy(MESSAGE),
    "Retention.shrink": lambda stores: stores.retention.shrink(9),
    "PrivacyStore.kept": lambda stores: stores.privacy.kept(1001),
    "PrivacyStore.requests": lambda stores: stores.privacy.requests(1001, None, 9),
    "PrivacyStore.drafts": lambda stores: stores.privacy.drafts(1001, 9),
    "PrivacyStore.last_day": lambda stores: stores.privacy.last_day(1001),
    "PrivacyStore.live": lambda stores: stores.privacy.live(1001),
    "PrivacyStore.delete": lambda stores: stores.privacy.delete(ONE, at(0)),
    "PrivacyStore.say_farewell": lambda stores: stores.privacy.say_farewell(FAREWELL),
    "PrivacyStore.farewells": lambda stores: stores.privacy.farewells(9),
    "PrivacyStore.forget_requests": lambda stores: stores.privacy.forget_requests(FAREWELL, at(0), 9),
    "PrivacyStore.end_farewell": lambda stores: stores.privacy.end_farewell(FAREWELL),
    "PrivacyStore.block": lambda stores: stores.privacy.block(1001, at(0)),
    "Conversations.keep_copy": lambda stores: stores.conversations.keep_copy(ONE, MESSAGE),
    "Housekeeping.mend_times": lambda stores: stores.housekeeping.mend_times(at(0), at(0)),
}


def test_every_method_of_every_port_is_tried() -> None:
    ports = [
        kind
        for module in (limit_stores, people_stores, privacy_stores, removal_stores, talk_stores, work_stores)
        for kind in vars(module).values()
        if isinstance(kind, type) and kind.__module__ == module.__name__ and getattr(kind, "_is_protocol", False)
    ]
    methods = [f"{port.__name__}.{name}" for port in ports for name in vars(port) if not name.startswith("_")]
    assert sorted(methods) == sorted(CALLS)


@pytest.mark.parametrize("name", CALLS)
async def test_nothing_can_be_done_while_it_is_away(name: str) -> None:
    database = MemoryDatabase()
    stores = in_memory(database)
    database.unavailable = True
    with pytest.raises(StoreUnavailable, match="switched off"):
        await CALLS[name](stores)


async def test_claims_of_generations_are_not_renewed_either() -> None:
    database = MemoryDatabase()
    stores = in_memory(database)
    database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await stores.generation_leases.renew({ONE: 1}, at(0))


async def test_everything_may_be_done_again_when_it_is_back() -> None:
    database = MemoryDatabase()
    stores = in_memory(database)
    database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await stores.add(request())
    database.unavailable = False
    assert await stores.place(request()) == await stores.now()
