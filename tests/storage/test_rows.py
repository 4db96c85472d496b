"""Every column comes back as it was written, whatever is in it."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.groups import Group, Quiet
from bot.drawing.values.models import Account
from bot.drawing.values.people import InlineDraft, Person
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Origin, Request, RequestStatus
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import MAX_SEED, Looks, Spec
from bot.storage.database import Database
from tests.drawing.builders import at, generation_id, placed, request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import PICTURE, Stores

NUMBERS = count(1)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))  # PostgreSQL keeps every character but this
INT64 = st.integers(-(2**63), 2**63 - 1)
COUNTS = st.integers(0, 10**6)
TIMES = st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
RATIOS = st.builds(AspectRatio, st.integers(1, 99999), st.integers(1, 99999))
SIZES = st.builds(Size, st.integers(1, 99999), st.integers(1, 99999))
ACCOUNTS = TEXT.map(Account)
LOOKS = st.builds(
    Looks, style=st.none() | TEXT, light=st.none() | TEXT, palette=st.none() | TEXT, view=st.none() | TEXT
)
SPECS = st.builds(
    Spec,
    prompt=TEXT,
    ratio=RATIOS,
    model=TEXT,
    size=st.none() | SIZES,
    quality=st.none() | TEXT,
    looks=LOOKS,
    as_file=st.booleans(),
    spoiler=st.booleans(),
)
ORIGINS = st.builds(Origin, INT64, INT64, INT64, TEXT, st.none() | INT64, st.none() | TEXT)
FAILURES = st.sampled_from([reason for reason in Reason if reason not in (Reason.TIMEOUT, Reason.CANCELLED)])


@st.composite
def generations(draw: st.DrawFn, request_id: UUID, position: int) -> Generation:
    """A sound generation in any status."""
    status = draw(st.sampled_from(GenerationStatus))
    live = status in (GenerationStatus.QUEUED, GenerationStatus.SUBMITTING, GenerationStatus.PENDING)
    failed = draw(FAILURES) if status is GenerationStatus.FAILED else None
    operation_id = None if status is GenerationStatus.QUEUED else draw(TEXT)
    return Generation(
        id=UUID(int=request_id.int * 10 + position),
        request_id=request_id,
        position=position,
        batch=draw(st.integers(1, position)),
        seed=draw(st.integers(1, MAX_SEED)),
        account=draw(ACCOUNTS),
        status=status,
        due_at=draw(st.none() | TIMES) if live or status is GenerationStatus.CANCELLED else None,
        fence=draw(COUNTS),
        attempts=draw(COUNTS),
        submissions=draw(st.integers(1, 9)),
        stand_in=draw(st.none() | TEXT),
        operation_id=operation_id,
        submitted_at=draw(TIMES),
        drawn_at=draw(TIMES) if status is GenerationStatus.DRAWN else None,
        revised_prompt=draw(st.none() | TEXT),
        reason=Reason.TIMEOUT if status is GenerationStatus.EXPIRED else failed,
    )


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """A sound request in any status, with up to four generations."""
    number = next(NUMBERS)
    request_id = UUID(int=number)
    status = draw(st.sampled_from(RequestStatus))
    over, accepted = status in (RequestStatus.DELIVERED, RequestStatus.ENDED), status is RequestStatus.ACCEPTED
    positions = range(1, draw(st.integers(1, 4)) + 1)
    return Request(
        id=request_id,
        origin=draw(ORIGINS),
        spec=draw(SPECS),
        accepted_at=draw(TIMES),
        generations=tuple(draw(generations(request_id, position)) for position in positions),
        status=status,
        due_at=None if over else draw(st.none() | TIMES),
        news_at=None if over or accepted else draw(st.none() | TIMES),
        fence=draw(COUNTS),
        attempts=draw(COUNTS),
        placeholder=None if accepted else draw(st.sampled_from((None, number))),
        unsent=draw(st.booleans()) if accepted else False,
        shown=draw(COUNTS),
        shown_at=draw(st.none() | TIMES),
        late_at=draw(st.none() | TIMES),
        delivered_at=draw(TIMES) if status is RequestStatus.DELIVERED else None,
        file_id=draw(st.none() | TEXT),
        reason=draw(st.sampled_from(Reason)) if status is RequestStatus.ENDED else None,
    )


OFFERED = ("1:1", "4:3", "3:2", "16:9", "2:1", "3:4", "2:3", "9:16", "1:2")
LANGUAGES = st.sampled_from(["en", "ru"])
SHORT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=64)
PEOPLE = st.builds(
    Person,
    user_id=INT64,
    model=st.none() | SHORT,
    ratio=st.none() | st.sampled_from(OFFERED).map(AspectRatio.of),
    style=st.none() | SHORT,
    language=st.none() | LANGUAGES,
    as_file=st.booleans(),
    started=st.booleans(),
)
HOURS = st.integers(0, 23)
GROUPS = st.builds(
    Group,
    chat_id=INT64,
    admins_only=st.booleans(),
    model=st.none() | SHORT,
    language=st.none() | LANGUAGES,
    daily=st.none() | st.integers(1, 1000),
    quiet=st.none() | st.builds(Quiet, HOURS, HOURS),
    zone=st.integers(-11, 14),
    spoiler=st.booleans(),
)

one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
"""One database takes all the examples."""


@pytest.fixture
def stores(database: Database) -> Stores:
    return in_database(database)


@one_database
@given(requests())
async def test_a_request_comes_back_as_it_was_accepted(stores: Stores, new: Request) -> None:
    """With all its generations."""
    assert await stores.acceptance.add(new, f"key {new.id}")
    assert await stores.acceptance.find(new.id) == new


@one_database
@given(st.data())
async def test_a_generation_comes_back_as_it_was_recorded(stores: Stores, data: st.DataObject) -> None:
    """Of a batch, whoever leads it may be due, and no other."""
    number = next(NUMBERS)
    await stores.add(placed(number=number, count=2, placeholder=number))
    whole = await stores.now(number)
    changed = [data.draw(generations(whole.id, one.position)) for one in whole.generations]
    written = tuple(
        replace(new, id=old.id, fence=0, batch=old.position, seed=old.seed)
        for new, old in zip(changed, whole.generations, strict=True)
    )
    await stores.drawings.record(Batch(whole, written), {}, at(0))
    assert (await stores.now(number)).generations == written


@one_database
@given(requests())
async def test_a_request_comes_back_as_it_was_recorded(stores: Stores, after: Request) -> None:
    """What an end does to generations has tests of its own."""
    number = next(NUMBERS)
    await stores.add(placed(number=number, placeholder=None, origin=after.origin, spec=after.spec))
    before = await stores.now(number)
    written = replace(
        after,
        id=before.id,
        fence=0,
        accepted_at=before.accepted_at,
        placeholder=None if after.placeholder is None else number,
        generations=before.generations,
    )
    await stores.conversations.record(written, at(0))
    found = await stores.now(number)
    assert replace(found, generations=before.generations) == written


@one_database
@given(PEOPLE)
async def test_what_somebody_chose_comes_back_as_it_was_written(stores: Stores, person: Person) -> None:
    await stores.choices.keep_person(person)
    assert await stores.choices.person(person.user_id) == person


@one_database
@given(GROUPS)
async def test_what_a_group_chose_comes_back_as_it_was_written(stores: Stores, group: Group) -> None:
    await stores.choices.keep_group(group)
    assert await stores.choices.group(group.chat_id) == group


@one_database
@given(TEXT, TEXT, INT64)
async def test_what_somebody_typed_comes_back_as_it_was_written(
    stores: Stores, key: str, text: str, user_id: int
) -> None:
    found = await stores.inline_drafts.find(key)
    if found is None:
        await stores.inline_drafts.keep(InlineDraft(key, user_id, text), at(0))
        assert await stores.inline_drafts.find(key) == InlineDraft(key, user_id, text)


async def test_any_bytes_of_a_picture_come_back_unchanged(stores: Stores) -> None:
    kept = Picture(bytes(range(256)) * 4096, "image/webp", 1792, 1024)
    await stores.place(request())
    await stores.draw(picture=kept)
    assert await stores.archive.original(generation_id(1)) == kept


@pytest.mark.parametrize(("said", "kept"), [("a\0 fox", "a fox"), ("a \ud83d fox", "a ? fox"), ("", "")])
async def test_what_a_service_says_beside_a_picture_never_costs_the_picture(
    stores: Stores, said: str, kept: str
) -> None:
    await stores.place(request())
    await stores.write((await stores.now()).of(1).submitting(at(0)).drawn(at(0), said), pictures={1: PICTURE})
    assert (await stores.now()).of(1).revised_prompt == kept
