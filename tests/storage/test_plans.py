"""No query scans or sorts what grows: its cost is the same whether a thousand requests wait or a hundred thousand."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import asyncpg

from bot.storage import queries
from bot.storage.database import open_database
from bot.storage.drivers.dialect import to_postgresql
from bot.storage.rows import generations, requests
from bot.storage.statements import Statement
from tests.drawing.builders import request
from tests.storage.crowd import NOW, PERSON, SUPERGROUP, crowd

SQL = asdict(queries.load())
Node = dict[str, Any]

GROWING = (
    "requests",
    "generations",
    "pictures",
    "full_pictures",
    "inline_drafts",
    "questions",
    "answers",
    "people",
    "tallies",
    "past_keys",
    "copies",
    "counts",
    "charges",
    "postponed",
    "outcomes",
    "last_days",
    "daily_numbers",
    "daily_times",
    "broadcasts",
    "turned_away",
    "credit_entries",
    "credits",
    "removals",
)
SCANS = {f"SCAN {table}" for table in GROWING}
MOST = 300
"""How many rows a step of a query may touch on its way to the 10 that are claimed, or the 100 that are looked at."""

INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""

REQUEST: dict[str, object] = {"id": "r1013"}
GENERATION: dict[str, object] = {"id": "g1013"}
FRESH = request(number=7)
LATER = NOW + 120_000_000
ANY: dict[str, object] = {
    "now": NOW,
    "until": LATER,
    "claim": "a claim",
    "limit": 10,
    "looked_at": 100,
    "account": "yandex",
    "per_minute": 20,
    "per_day": 5000,
    "per_second": 20,
    "minute_ago": NOW - 60_000_000,
    "day_ago": NOW - 86_400_000_000,
    "second_ago": NOW - 1_000_000,
    "never": 2**62,
    "chat_id": PERSON + 13,
    "message_id": 1000,
    "placeholder": 1001,
    "user_id": PERSON + 13,
    "dedupe_key": "k13",
    "since": NOW - 1000,
    "show_at": NOW,
    "pattern": "%fox%",
    "offset": 5,
    "before": NOW - 250_000_000_000_000,
    "horizon": NOW + 600_000_000,
    "fence": 1,
    "keep": 0,
    "given_up": 3,
    "key": "d13",
    "name": "an alarm",
    "text": "a fox",
    "kept_at": NOW,
    "asked_at": NOW,
    "asked": 1013,
    "answered_at": NOW,
    "generation_id": None,
    "moved_to": SUPERGROUP,
    "digest": "p13",
    "accepted_at": NOW,
    "choice": ":style",
    "kind": 3,
    "who": str(PERSON + 13),
    "amount": 1,
    "most": 10,
    "few": 3,
    "allowed": 20,
    "pictures": 1,
    "begins_at": NOW,
    "kept": 4,
    "group_daily": None,
    "request": "[]",
    "token": "s13",
    "cause": "stx13",
    "stars": 50,
    "at": NOW,
    "paid": 1,
    "number": 7,
    "last": "stx13",
    "day": "2026-11-21",
    "fold": "a fold",
    "model": "yandex-art",
    "sentence": None,
    "operation_id": "operation 13",
    "last_id": PERSON,
    "people": 5,
    "language": "en",
    "progress_id": 1,
    "sent": 1,
    "gone": 0,
    "failed": 0,
    "status": "over",
    "due_at": NOW,
    "whole": 0,
    "attempts": 0,
}
CHARGED = ("person_hour", "person_day", "chat_day", "account_day", "money_day", "money_month")
PEOPLE: dict[str, object] = dict.fromkeys(("model", "ratio", "style", "language", "daily", "quiet_begin", "quiet_end"))
PEOPLE |= dict.fromkeys(("as_file", "started", "sharing", "asks", "admins_only", "zone", "spoiler"), 0)
LOOK: dict[str, object] = {"limit": 100}
OWN: dict[str, dict[str, object]] = {
    "add_request": requests.identity(FRESH) | requests.progress(FRESH) | {"dedupe_key": "new"},
    "add_generation": generations.identity(FRESH.of(1), FRESH)
    | generations.progress(FRESH.of(1))
    | {"request_id": "r1", "position": 2},
    "record_request": requests.progress(FRESH) | REQUEST | {"fence": 1},
    "record_leader": generations.progress(FRESH.of(1)) | GENERATION | {"fence": 1},
    "record_follower": generations.progress(FRESH.of(1)) | GENERATION,
    "keep_picture": {"id": "g1013", "mime": "image/jpeg", "width": 1, "height": 1, "data": b""},
    "add_charges": dict.fromkeys(CHARGED, NOW)
    | dict.fromkeys(("person_hour_to", "person_day_to", "chat_day_to", "free_to"), 1)
    | {"model": "yandex-art", "micros": 18_000, "id": "none"},
    "add_entry": {"kind": "bought", "cause": "new"},
    "find_entry": {"kind": "bought"},
    "add_refund": {"cause": "stx13"},
    "compare_on": {"before": 0},
    "count_more": {
        f"{name}_{kind}": value
        for kind in range(2, 12)
        for name, value in {"who": str(PERSON + 13), "since": NOW, "amount": 1, "until": LATER, "most": 50}.items()
    },
    "charge_elsewhere": dict.fromkeys(CHARGED, NOW) | {"model": "other", "micros": 18_000},
    "turn_away": {"id": "new"},
    "prepare_broadcast": {"id": "new"},
    "over_since": {"accepted_at": NOW - 250_000_000_000_000, "id": ""},
    "keep_outcomes": {"id": "r2001"},
    **{name: {"day": "2020-01-02"} for name in ("drop_last_days", "drop_numbers", "drop_times")},
    "postpone": {"id": "r300000"},
    "drop_inline_drafts": {"before": NOW - 1_000_000_000},
    **{name: {"chat_id": SUPERGROUP} | LOOK for name in ("messages_in_chat", "placeholders_in_chat", "full_in_chat")},
    **dict.fromkeys(("shared_messages", "shared_placeholders"), LOOK),
    **dict.fromkeys(
        ("find_containing", "find_picture", "share", "find_share", "queue_position", "renew_generation"), GENERATION
    ),
    **dict.fromkeys(("stumble_generation", "put_off_generation", "abandon_batch", "abandon_stopping"), GENERATION),
    **dict.fromkeys(("poke_request_of", "lock_request_of", "request_of"), GENERATION),
    **dict.fromkeys(("begin_showing", "find_showing", "free_full_message", "end_showing", "undo_showing"), GENERATION),
    **dict.fromkeys(("keep_person", "keep_group"), PEOPLE),
}


def params(name: str) -> dict[str, object]:
    """What a query is asked here."""
    return ANY | REQUEST | OWN.get(name, {})


async def migrated(url: str) -> None:
    """Make a database."""
    async with open_database(url):
        pass


def fill(path: Path, statements: list[Statement]) -> None:
    """Write rows faster than any bot may."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript("PRAGMA synchronous = OFF; BEGIN")
        for statement in statements:
            raw.execute(statement.sql, dict(statement.params))
        raw.execute("COMMIT")


def steps(raw: sqlite3.Connection, name: str) -> int:
    """How many instructions SQLite's machine takes for a query, counted by fives; what it wrote is undone."""
    count = 0

    def more() -> int:
        nonlocal count
        count += 1
        return 0

    raw.execute("BEGIN")
    raw.set_progress_handler(more, 5)
    try:
        raw.execute(SQL[name], params(name)).fetchall()
    finally:
        raw.set_progress_handler(None, 0)
        raw.execute("ROLLBACK")
    return count


async def test_in_sqlite_a_hundred_times_as_many_rows_cost_no_more_steps(tmp_path: Path) -> None:
    few, many = tmp_path / "few.db", tmp_path / "many.db"
    for path, waiting in ((few, 1_000), (many, 100_000)):
        await migrated(f"sqlite:///{path}")
        fill(path, crowd(waiting, 3 * waiting))
    with (
        closing(sqlite3.connect(few, isolation_level=None)) as one,
        closing(sqlite3.connect(many, isolation_level=None)) as other,
    ):
        cost = {name: (steps(one, name), steps(other, name)) for name in SQL}
    assert {name: (a_few, more) for name, (a_few, more) in cost.items() if more > 1.5 * a_few + 100} == {}


async def test_sqlite_searches_by_an_index(tmp_path: Path) -> None:
    """It plans without looking at the rows."""
    await migrated(f"sqlite:///{tmp_path / 'bot.db'}")
    with closing(sqlite3.connect(tmp_path / "bot.db")) as raw:
        plans = {
            name: [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", params(name))]
            for name, sql in SQL.items()
        }
    assert {name: plan for name, plan in plans.items() if SCANS.intersection(plan)} == {}


async def test_postgresql_touches_few_rows_and_scans_no_table_that_grows(postgres_url: str) -> None:
    await migrated(postgres_url)
    raw = await asyncpg.connect(postgres_url)
    try:
        await fill_server(raw, crowd(100_000, 300_000))
        plans = {name: list(nodes(await plan(raw, name))) for name in SQL}
    finally:
        await raw.close()
    scans = {
        name
        for name, steps in plans.items()
        for node in steps
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in GROWING
    }
    assert scans == set()
    assert {name: most for name, steps in plans.items() if (most := max(map(touched, steps))) > MOST} == {}


async def fill_server(raw: "asyncpg.Connection[asyncpg.Record]", statements: list[Statement]) -> None:
    """Write rows faster than any bot may: indexes are made afterwards, nothing is checked."""
    await raw.execute("SET session_replication_role = replica")
    indexes = await raw.fetch(INDEXES)
    for row in indexes:
        await raw.execute(f"DROP INDEX {row['indexname']}")
    for statement in statements:
        query = to_postgresql(statement.sql)
        await raw.execute(query.sql, *(statement.params[name] for name in query.parameters))
    for row in indexes:
        await raw.execute(row["indexdef"])
    await raw.execute("ANALYZE")
    await raw.execute("SET session_replication_role = origin")


async def plan(raw: "asyncpg.Connection[asyncpg.Record]", name: str) -> Node:
    """How a query was carried out; what it wrote is undone."""
    query, asked = to_postgresql(SQL[name]), params(name)
    await raw.execute("BEGIN")
    try:
        explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {query.sql}"
        text = await raw.fetchval(explained, *(asked[name] for name in query.parameters))
    finally:
        await raw.execute("ROLLBACK")
    carried_out: Node = json.loads(text)[0]["Plan"]
    return carried_out


def nodes(plan: Node) -> Iterator[Node]:
    """Every node of a plan."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def touched(node: Node) -> int:
    """How many rows a node saw, those too that it passed over."""
    passed = sum(node.get(key, 0) for key in ("Rows Removed by Filter", "Rows Removed by Index Recheck"))
    return int((node["Actual Rows"] + passed) * node["Actual Loops"])
