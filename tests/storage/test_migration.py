"""A database of the version before requests: everything in it becomes a request with one generation, and goes on."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from bot.drawing.values import queues
from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.people import InlineDraft, Person
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress, Request, RequestStatus
from bot.errors import StoreUnavailable
from bot.storage import migrations
from bot.storage.database import Database, open_database
from bot.storage.drivers.dialect import to_postgresql
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement
from tests.drawing.builders import YANDEX, at, request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import Stores, lease
from tests.storage.server import Server

Execute = Callable[[str, Mapping[str, object]], Awaitable[None]]

ACCEPTED, PLACED, DELIVERING, DELIVERED, ENDED = RequestStatus
QUEUED, SUBMITTING, PENDING, DRAWN, FAILED, CANCELLED, EXPIRED = GenerationStatus
STAGES = {"queued": "submit", "submitting": "submit", "pending": "poll"}
PAST = 4
"""How many migrations the version before had."""

COLUMNS: dict[str, object] = {
    "lease": 3,
    "turn": 7,
    "chat_id": 1001,
    "user_id": 1001,
    "language": "ru",
    "model": "yandex-art",
    "account": "yandex",
    "prompt": "Рыжая лиса",
    "words": "рыжая лиса",
    "seed": 17,
    "ratio_width": 2,
    "ratio_height": 1,
    "style": "oil",
    "as_file": 0,
    "spoiler": 1,
    "attempts": 2,
    "submissions": 1,
    "unplaced": 0,
}


@dataclass(frozen=True, slots=True)
class Old:
    """A generation as it was written then, and what becomes of it; times are in seconds after noon."""

    status: str
    becomes: tuple[RequestStatus, GenerationStatus]
    due: float | None = 60
    placeholder: bool = True
    reason: str | None = None
    picture: bool = False
    columns: Mapping[str, object] = field(default_factory=dict)
    ended: Reason | None = None
    failed: Reason | None = None
    request_due: float | None = None
    generation_due: float | None = None
    tells: bool = False

    def row(self, number: int) -> dict[str, object]:
        """Its columns."""
        waits = None if self.due is None else STAGES.get(self.status, "deliver")
        return {
            **COLUMNS,
            "id": str(UUID(int=number)),
            "source": f"message:1001:{number}:0",
            "status": self.status,
            "stage": waits,
            "due_at": None if self.due is None else to_stamp(at(self.due)),
            "accepted_at": to_stamp(at(number)),
            "message_id": 100 + number,
            "placeholder": 1000 + number if self.placeholder else None,
            "reason": self.reason,
            **self.columns,
        }


OPERATION = {"operation_id": "fbv17", "submitted_at": to_stamp(at(5))}
READY = OPERATION | {"ready_at": to_stamp(at(9))}
INLINE = {"inline_message_id": "inline", "message_id": 0}

OLD = {
    "queued": Old("queued", (PLACED, QUEUED), tells=True),
    "queued, told of it": Old("queued", (PLACED, QUEUED), tells=True, columns={"shown_at": to_stamp(at(30))}),
    "queued, told that it takes longer": Old("queued", (PLACED, QUEUED), columns={"late_at": to_stamp(at(30))}),
    "queued inline": Old("queued", (PLACED, QUEUED), placeholder=False, columns=INLINE, tells=True),
    "queued, nobody sees it": Old("queued", (ACCEPTED, QUEUED), placeholder=False, request_due=60),
    "queued, surely nobody does": Old(
        "queued", (ACCEPTED, QUEUED), placeholder=False, columns={"unplaced": 1}, request_due=60
    ),
    "submitting": Old("submitting", (PLACED, SUBMITTING), columns=OPERATION, generation_due=60, tells=True),
    "pending": Old("pending", (PLACED, PENDING), columns=OPERATION, generation_due=60, tells=True),
    "ready": Old("ready", (PLACED, DRAWN), columns=READY, picture=True, request_due=60),
    "ready, its placeholder is lost": Old(
        "ready", (PLACED, DRAWN), columns=READY, picture=True, placeholder=False, request_due=60
    ),
    "delivering": Old("delivering", (DELIVERING, DRAWN), columns=READY, picture=True, request_due=60),
    "delivered": Old("delivered", (DELIVERED, DRAWN), due=None, columns=READY | {"file_id": "f"}, picture=True),
    "delivered, its original is gone": Old("delivered", (DELIVERED, DRAWN), due=None, columns=READY),
    "delivered, and deleted": Old("delivered", (DELIVERED, DRAWN), due=None, columns=READY, picture=True),
    "cancelled, not told": Old("cancelled", (PLACED, CANCELLED), request_due=60),
    "cancelled, not told, not stopped": Old(
        "cancelled", (PLACED, CANCELLED), columns=OPERATION, request_due=60, generation_due=60
    ),
    "cancelled, nobody saw it": Old("cancelled", (PLACED, CANCELLED), placeholder=False, request_due=60),
    "cancelled": Old("cancelled", (ENDED, CANCELLED), due=None, columns=OPERATION, ended=Reason.CANCELLED),
    "expired, not told": Old("expired", (PLACED, EXPIRED), reason="timeout", request_due=60, failed=Reason.TIMEOUT),
    "expired": Old(
        "expired", (ENDED, EXPIRED), due=None, reason="timeout", ended=Reason.TIMEOUT, failed=Reason.TIMEOUT
    ),
    "uncertain, not told": Old(
        "failed", (DELIVERING, DRAWN), reason="uncertain", columns=READY, picture=True, request_due=60
    ),
    "nowhere, not told": Old("failed", (PLACED, DRAWN), reason="nowhere", columns=READY, picture=True, request_due=60),
    "not shown, not told": Old(
        "failed", (PLACED, DRAWN), reason="not-shown", columns=READY, picture=True, request_due=60
    ),
    "uncertain": Old(
        "failed", (ENDED, DRAWN), due=None, reason="uncertain", columns=READY, picture=True, ended=Reason.UNCERTAIN
    ),
    "nowhere": Old(
        "failed", (ENDED, DRAWN), due=None, reason="nowhere", columns=READY, picture=True, ended=Reason.NOWHERE
    ),
    "not shown": Old("failed", (ENDED, DRAWN), due=None, reason="not-shown", columns=READY, ended=Reason.NOT_SHOWN),
    "nobody took it": Old(
        "failed", (ENDED, DRAWN), due=None, reason="undeliverable", columns=READY, ended=Reason.UNDELIVERABLE
    ),
    "nobody was there": Old(
        "failed",
        (ENDED, CANCELLED),
        due=None,
        placeholder=False,
        reason="undeliverable",
        ended=Reason.UNDELIVERABLE,
    ),
    **{
        f"{reason}, {'not told' if due else 'told'}": Old(
            "failed",
            (PLACED if due else ENDED, FAILED),
            due=due,
            reason=reason,
            columns=OPERATION,
            request_due=due,
            ended=None if due else Reason(reason),
            failed=Reason(reason),
        )
        for reason in ("refused", "unavailable", "unreachable", "unanswered", "interrupted", "lost", "broken")
        for due in (60.0, None)
    },
}
NUMBERS = {name: number for number, name in enumerate(OLD, 1)}
OTHERS = {"two claim one message, older": 101, "two claim one message, newer": 102, "one of a series": 103}


def rows() -> list[dict[str, object]]:
    """All old generations: one in every status, two that claim one message, and one of several pictures."""
    delivered = Old("delivered", (DELIVERED, DRAWN), due=None, columns=READY)
    others = [delivered.row(number) for number in OTHERS.values()]
    older, newer, second = others
    return [
        *(old.row(NUMBERS[name]) for name, old in OLD.items()),
        older | {"placeholder": 5000},
        newer | {"placeholder": 5000},
        second | {"source": "message:1001:50:1"},
    ]


async def fill(execute: Execute) -> None:
    """Make the version before, with something in every table."""
    await execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)", {})
    for known in migrations.load()[:PAST]:
        for statement in known.statements:
            await execute(statement, {})
        record = "INSERT INTO migrations (number, name) VALUES (:number, :name)"
        await execute(record, {"number": known.number, "name": known.name})
    for row in rows():
        names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        await execute(f"INSERT INTO generations ({names}) VALUES ({values})", row)  # noqa: S608 - columns of this file
    kept = "INSERT INTO pictures (generation_id, mime, width, height, data) VALUES (:id, 'image/jpeg', 64, 32, :data)"
    for name, old in OLD.items():
        if old.picture:
            await execute(kept, {"id": str(UUID(int=NUMBERS[name])), "data": name.encode()})
    question = "INSERT INTO questions VALUES (1001, 9, 1001, :id, 0)"
    await execute(question, {"id": str(UUID(int=1))})
    await execute("INSERT INTO sketches VALUES ('k', 1001, 'a fox', 0)", {})
    await execute("INSERT INTO people VALUES (1001, NULL, '16:9', NULL, NULL, 1, 1)", {})


async def fill_file(path: Path) -> str:
    """The same in a file; its DATABASE_URL."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:

        async def execute(sql: str, params: Mapping[str, object]) -> None:
            raw.execute(sql, dict(params))

        await fill(execute)
    return f"sqlite:///{path}"


async def fill_server(server: Server) -> str:
    """The same on a server."""
    url = await server.create()
    connection = await asyncpg.connect(url)

    async def execute(sql: str, params: Mapping[str, object]) -> None:
        query = to_postgresql(sql)
        await connection.execute(query.sql, *(params[name] for name in query.parameters))

    await fill(execute)
    await connection.close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """The old database, opened by this version."""
    if request.param == "sqlite":
        url = await fill_file(tmp_path / "bot.db")
    else:
        url = await fill_server(request.getfixturevalue("server"))
    async with open_database(url) as opened:
        yield opened


@pytest.fixture
def stores(database: Database) -> Stores:
    return in_database(database)


def moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else at(seconds)


async def found(stores: Stores) -> dict[str, Request]:
    """What became of each, read as values that check themselves."""
    return {name: await stores.now(number) for name, number in NUMBERS.items()}


async def test_every_generation_is_in_the_status_that_it_comes_to(stores: Stores) -> None:
    statuses = {name: (one.status, one.of(1).status) for name, one in (await found(stores)).items()}
    assert statuses == {name: old.becomes for name, old in OLD.items()}


async def test_what_ended_has_its_reason(stores: Stores) -> None:
    reasons = {name: (one.reason, one.of(1).reason) for name, one in (await found(stores)).items()}
    assert reasons == {name: (old.ended, old.failed) for name, old in OLD.items()}


async def test_what_is_unfinished_is_due_where_it_waits(stores: Stores) -> None:
    times = {name: (one.due_at, one.of(1).due_at, one.news_at) for name, one in (await found(stores)).items()}
    news = {name: at(NUMBERS[name]) if old.tells else None for name, old in OLD.items()} | {
        "queued, told of it": at(30)
    }
    assert times == {
        name: (moment(old.request_due), moment(old.generation_due), news[name]) for name, old in OLD.items()
    }


async def test_what_has_a_turn_is_submitted_by_it_and_what_nobody_sees_is_not(stores: Stores) -> None:
    claimed = await stores.claim_batches(queues.submit(YANDEX), seconds=60)
    names = ("queued", "queued, told of it", "queued, told that it takes longer", "queued inline", "submitting")
    assert sorted(claimed) == [NUMBERS[name] for name in names]


async def test_every_unfinished_request_is_claimed_in_time(stores: Stores) -> None:
    taken = await stores.claim(queues.PLACE, seconds=60) + await stores.claim(queues.DELIVER, seconds=60)
    for queue in (queues.submit(YANDEX), queues.poll(YANDEX)):
        taken += await stores.claim_batches(queue, seconds=60)
    over = {number for name, number in NUMBERS.items() if OLD[name].becomes[0] in (DELIVERED, ENDED)}
    assert set(taken) == set(NUMBERS.values()) - over


async def test_pictures_are_kept(stores: Stores) -> None:
    kept = {name: await stores.archive.original(UUID(int=number)) for name, number in NUMBERS.items()}
    assert {name: one.data for name, one in kept.items() if one} == {
        name: name.encode() for name, old in OLD.items() if old.picture
    }


async def test_originals_of_what_is_over_have_a_term(stores: Stores) -> None:
    over = [old for old in OLD.values() if old.picture and old.becomes[0] in (DELIVERED, ENDED)]
    assert await stores.retention.drop_originals(at(8), 99) == 0
    assert await stores.retention.drop_originals(at(9), 99) == len(over)


async def test_a_kept_picture_is_brought_again(stores: Stores) -> None:
    again = [await stores.acceptance.resend(UUID(int=number), 77, at(0)) for number in NUMBERS.values()]
    assert [name for name, done in zip(NUMBERS, again, strict=True) if done] == ["uncertain", "nowhere"]


async def test_a_request_has_all_that_its_generation_had(stores: Stores) -> None:
    one = await stores.now(NUMBERS["pending"])
    assert (one.spec.prompt, one.spec.looks.style, one.spec.spoiler, one.of(1).seed) == ("Рыжая лиса", "oil", True, 17)
    assert (one.fence, one.of(1).fence, one.of(1).attempts, one.attempts) == (3, 3, 2, 0)
    assert (one.placeholder, one.of(1).operation_id, one.of(1).submitted_at) == (1000 + one.id.int, "fbv17", at(5))


async def test_failures_to_bring_it_in_a_row_are_remembered(stores: Stores) -> None:
    one = await stores.now(NUMBERS["ready"])
    assert (one.attempts, one.of(1).attempts) == (2, 0)


async def test_whether_a_placeholder_was_sent_is_remembered(stores: Stores) -> None:
    names = ("queued, nobody sees it", "queued, surely nobody does")
    assert [(await stores.now(NUMBERS[name])).unsent for name in names] == [False, True]


async def test_its_message_shows_it(stores: Stores) -> None:
    number = NUMBERS["delivered"]
    assert await stores.archive.shown(MessageAddress(1001, 1000 + number)) == (await stores.now(number), None)


async def test_the_history_is_as_it_was(stores: Stores) -> None:
    newest, size = await stores.archive.history(1001, None, 0)
    assert newest is not None
    assert (newest.id.int, newest.file_id, size) == (NUMBERS["delivered"], "f", 1)


async def test_a_message_that_two_claim_is_the_newer_ones(stores: Stores) -> None:
    older, newer, _ = OTHERS.values()
    assert [(await stores.now(number)).placeholder for number in (older, newer)] == [None, 5000]


async def test_a_redelivered_update_is_known(stores: Stores) -> None:
    keys = [f"message:1001:{number}" for number in NUMBERS.values()]
    assert all([await stores.acceptance.knows(key) for key in keys])
    assert not await stores.acceptance.add(request(number=999), keys[0])


async def test_a_further_picture_of_a_series_takes_nobody_elses_key(stores: Stores) -> None:
    assert await stores.acceptance.knows("message:1001:50:1")
    assert not await stores.acceptance.knows("message:1001:50")


async def test_the_account_is_known(stores: Stores) -> None:
    assert await stores.drawings.accounts([]) == [YANDEX]


async def test_what_was_submitted_before_counts_in_the_budget(stores: Stores) -> None:
    submitted = [row for row in rows() if "submitted_at" in row]
    within = stores.within({YANDEX: Budget.of(len(submitted) + 1, 0, 0)})
    assert len(await within.claim(queues.submit(YANDEX), 99, lease(60))) == 1


async def test_a_new_picture_waits_behind_the_turns_that_were_given(stores: Stores) -> None:
    await stores.place(request(number=999, accepted_at=at(200)))
    claimed = await stores.claim_batches(queues.submit(YANDEX), seconds=300)
    assert claimed[-1] == 999


async def test_what_was_asked_chosen_and_typed_is_there(stores: Stores) -> None:
    question = await stores.archive.question(MessageAddress(1001, 9))
    assert question is not None
    assert question.generation_id == UUID(int=1)
    assert await stores.inline_drafts.find("k") == InlineDraft("k", 1001, "a fox")
    assert replace(await stores.choices.person(1001), ratio=None) == Person(1001, as_file=True, started=True)


async def test_nothing_of_the_old_tables_is_left(database: Database) -> None:
    for name in ("old_generations", "old_pictures", "budgets", "sketches"):
        with pytest.raises(StoreUnavailable, match=name):
            await database.run(Statement(f"SELECT * FROM {name}"))  # noqa: S608 - names of this file
