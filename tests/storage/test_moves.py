"""Every statement that writes a status makes legal moves only, from whatever status it finds."""

import re
from dataclasses import asdict
from itertools import product
from uuid import UUID

import pytest

from bot.drawing.values.generations import GENERATION_MOVES, Generation, GenerationStatus
from bot.drawing.values.reasons import KEPT, Reason
from bot.drawing.values.requests import REQUEST_MOVES, Batch, MessageAddress, Request, RequestStatus
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement
from tests.drawing.builders import at, delivered, generations, placed, request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import PICTURE, Stores

ONE = UUID(int=1)
ABANDONING = {"abandon_request", "abandon_batch", "mend_request", "mend_generations"}
WRITES_STATUS = re.compile(r"\bUPDATE\b.*?\bSET\b(?:(?!\bWHERE\b).)*?\bstatus = ", re.DOTALL)


@pytest.fixture
def stores(database: Database) -> Stores:
    return in_database(database)


def in_status(status: RequestStatus, members: tuple[Generation, ...], reason: Reason = Reason.UNCERTAIN) -> Request:
    """A request in a status, whatever became of its generations."""
    match status:
        case RequestStatus.ACCEPTED:
            return request(count=len(members), generations=members)
        case RequestStatus.DELIVERED:
            return delivered(count=len(members), generations=members)
        case RequestStatus.ENDED:
            return placed(count=len(members), generations=members, status=status, reason=reason)
        case _:
            return placed(count=len(members), generations=members, status=status)


def made(moves: list[tuple[GenerationStatus, GenerationStatus]]) -> set[tuple[GenerationStatus, GenerationStatus]]:
    """Those that change a status."""
    return {(before, after) for before, after in moves if before is not after}


LEGAL = {(before, after) for before, targets in GENERATION_MOVES.items() for after in targets}
LEGAL_OF_REQUESTS = {(before, after) for before, targets in REQUEST_MOVES.items() for after in targets}


def test_these_statements_write_a_status_and_no_others() -> None:
    """Each has its test here; those that record write what a value says, which checks its moves itself."""
    found = {name for name, sql in asdict(queries.load()).items() if WRITES_STATUS.search(sql)}
    writers = {name for name in found if not name.endswith("_broadcast")}  # these have a life of their own
    recording = {"record_request", "record_leader", "record_follower"}
    assert writers == recording | ABANDONING | {"adopt", "resend", "cancel_generations", "end_unreachable"}


@pytest.mark.parametrize("status", RequestStatus)
async def test_to_take_back_cancels_what_is_live(stores: Stores, status: RequestStatus) -> None:
    """In every request, whatever the statuses of its generations; the request goes on, to be told."""
    before = in_status(status, generations(*GenerationStatus))
    await stores.add(before)
    assert await stores.acceptance.cancel(ONE, at(1))
    now = await stores.now()
    moves = made([(one.status, other.status) for one, other in zip(before.generations, now.generations, strict=True)])
    assert moves == {(one.status, GenerationStatus.CANCELLED) for one in before.live}
    assert moves <= LEGAL
    assert now.status is status


@pytest.mark.parametrize("status", sorted(one for one, after in LEGAL_OF_REQUESTS if after is RequestStatus.ENDED))
async def test_an_end_cancels_what_is_live(stores: Stores, status: RequestStatus) -> None:
    before = in_status(status, generations(*GenerationStatus))
    await stores.add(before)
    await stores.conversations.record(before.ended(Reason.UNDELIVERABLE), at(1))
    now = await stores.now()
    moves = made([(one.status, other.status) for one, other in zip(before.generations, now.generations, strict=True)])
    assert moves == {(one.status, GenerationStatus.CANCELLED) for one in before.live}
    assert moves <= LEGAL


@pytest.mark.parametrize("status", RequestStatus)
async def test_to_abandon_a_request_ends_it_and_cancels_what_is_live(stores: Stores, status: RequestStatus) -> None:
    before = in_status(status, generations(*GenerationStatus))
    await stores.add(before)
    await stores.request_leases.abandon(ONE, before.fence, at(1))
    now = await stores.now()
    over = status in (RequestStatus.DELIVERED, RequestStatus.ENDED)
    assert now.status is (status if over else RequestStatus.ENDED)
    assert over or (status, now.status) in LEGAL_OF_REQUESTS
    assert over or not now.live


@pytest.mark.parametrize("status", GenerationStatus)
async def test_to_abandon_a_batch_fails_what_is_live_of_it(stores: Stores, status: GenerationStatus) -> None:
    before = placed(generations=generations(status))
    await stores.add(before)
    await stores.generation_leases.abandon(before.of(1).id, 0, at(1))
    after = (await stores.now()).of(1).status
    assert after is (status if status.is_end else GenerationStatus.FAILED)
    assert after is status or (status, after) in LEGAL


@pytest.mark.parametrize("status", RequestStatus)
async def test_to_mend_a_request_makes_legal_moves(stores: Stores, database: Database, status: RequestStatus) -> None:
    """Once it is to be told, the second time it is over; of its generations nothing that has ended goes on."""
    before = in_status(status, generations(*GenerationStatus))
    await stores.add(before)
    params = {"id": str(ONE), "now": to_stamp(at(1)), "given_up": 3}
    over = status in (RequestStatus.DELIVERED, RequestStatus.ENDED)
    for after in (RequestStatus.PLACED, RequestStatus.ENDED):
        was = await stores.now()
        mend = queries.load()
        await database.run(Statement(mend.mend_request, params), Statement(mend.mend_generations, params))
        now = await stores.now()
        assert now.status is (status if over else after)
        assert now.status is was.status or (was.status, now.status) in LEGAL_OF_REQUESTS
        moves = made([(one.status, other.status) for one, other in zip(was.generations, now.generations, strict=True)])
        assert moves <= LEGAL
        assert not now.live


@pytest.mark.parametrize("status", RequestStatus)
async def test_who_blocks_the_bot_ends_what_is_not_over(stores: Stores, status: RequestStatus) -> None:
    before = in_status(status, generations(*GenerationStatus))
    await stores.add(before)
    await stores.privacy.block(before.origin.user_id, at(1))
    now = await stores.now()
    over = status in (RequestStatus.DELIVERED, RequestStatus.ENDED)
    assert now.status is (status if over else RequestStatus.ENDED)
    assert over or (status, now.status) in LEGAL_OF_REQUESTS
    moves = made([(one.status, other.status) for one, other in zip(before.generations, now.generations, strict=True)])
    assert moves <= LEGAL


@pytest.mark.parametrize("status", RequestStatus)
async def test_to_adopt_places_what_was_accepted(stores: Stores, status: RequestStatus) -> None:
    await stores.add(in_status(status, generations(GenerationStatus.QUEUED)))
    adopted = await stores.acceptance.adopt(ONE, MessageAddress(1001, 77))
    assert adopted is (status is RequestStatus.ACCEPTED)
    after = (await stores.now()).status
    assert after is (RequestStatus.PLACED if adopted else status)
    assert not adopted or (status, after) in LEGAL_OF_REQUESTS


@pytest.mark.parametrize(("status", "reason"), list(product(RequestStatus, Reason)))
async def test_to_resend_places_what_ended_with_its_picture_kept(
    stores: Stores, status: RequestStatus, reason: Reason
) -> None:
    """Those reasons are the values' own, though they stand in SQL as well."""
    before = placed()
    await stores.add(before)
    await stores.draw()
    after_that = in_status(status, (await stores.now()).generations, reason)
    await stores.conversations.record(after_that, at(1))
    kept = status is RequestStatus.ENDED and reason in KEPT
    assert await stores.acceptance.resend(ONE, 77, at(2)) is kept
    after = (await stores.now()).status
    assert after is (RequestStatus.PLACED if kept else status)
    assert not kept or (status, after) in LEGAL_OF_REQUESTS


@pytest.mark.parametrize(("before", "after"), sorted(LEGAL))
async def test_every_legal_move_of_a_generation_is_recorded(
    stores: Stores, before: GenerationStatus, after: GenerationStatus
) -> None:
    """Of the one that is held and of one that rides along."""
    await stores.add(placed(count=2, generations=generations(before, before)))
    written = placed(count=2, generations=generations(after, after))
    pictures = {1: PICTURE, 2: PICTURE} if after is GenerationStatus.DRAWN else {}
    await stores.drawings.record(Batch(written, written.generations), pictures, at(1))
    assert [one.status for one in (await stores.now()).generations] == [after, after]


@pytest.mark.parametrize(("before", "after"), sorted(LEGAL_OF_REQUESTS))
async def test_every_legal_move_of_a_request_is_recorded(
    stores: Stores, before: RequestStatus, after: RequestStatus
) -> None:
    members = generations(GenerationStatus.DRAWN)
    await stores.add(in_status(before, members))
    await stores.conversations.record(in_status(after, members), at(1))
    assert (await stores.now()).status is after
