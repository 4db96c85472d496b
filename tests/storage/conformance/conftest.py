"""The stores of every kind: in memory, in a real file, and on a real server."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.drawing.values.limits import Charge
from bot.storage import queries
from bot.storage.acceptance import DatabaseAcceptance
from bot.storage.alarms import DatabaseAlarms
from bot.storage.archive import DatabaseArchive
from bot.storage.charging import key_of
from bot.storage.choices import DatabaseChoices
from bot.storage.conversations import DatabaseConversations
from bot.storage.database import Database, open_database
from bot.storage.drawings import DatabaseDrawings
from bot.storage.due import DatabaseDue
from bot.storage.housekeeping import DatabaseHousekeeping
from bot.storage.improving import DatabaseImprovementCounts
from bot.storage.inline_drafts import DatabaseInlineDrafts
from bot.storage.later import DatabasePostponed, DatabaseTurnedAway
from bot.storage.leases import GenerationLeases, RequestLeases
from bot.storage.privacy import DatabasePrivacy
from bot.storage.removals import DatabaseRemovals
from bot.storage.retention import DatabaseRetention
from bot.storage.statements import Statement
from bot.storage.talk import DatabaseAnswers, DatabaseWaiting
from tests.storage.conformance.stores import Stores
from tests.storage.memory import (
    MemoryAcceptance,
    MemoryAlarms,
    MemoryAnswers,
    MemoryArchive,
    MemoryChoices,
    MemoryConversations,
    MemoryDatabase,
    MemoryDrawings,
    MemoryDue,
    MemoryGenerationLeases,
    MemoryHousekeeping,
    MemoryImprovementCounts,
    MemoryInlineDrafts,
    MemoryPostponed,
    MemoryPrivacy,
    MemoryRemovals,
    MemoryRequestLeases,
    MemoryRetention,
    MemoryTurnedAway,
    MemoryWaiting,
    limits,
)
from tests.storage.server import Server


@dataclass(slots=True)
class Migrated:
    """Databases that are migrated once and then used by test after test, for that takes longer than most tests."""

    file: Path
    url: str | None = None

    async def copy(self, to: Path) -> str:
        """The DATABASE_URL of a new file."""
        if not self.file.exists():
            async with open_database(f"sqlite:///{self.file}"):
                pass
        shutil.copy(self.file, to)
        return f"sqlite:///{to}"

    async def schema(self, server: Server) -> str:
        """The DATABASE_URL of the schema; what the test before wrote is still in it."""
        self.url = self.url or await server.create()
        return self.url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    return Migrated(tmp_path_factory.mktemp("migrated") / "bot.db")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def stores(request: pytest.FixtureRequest, tmp_path: Path, migrated: Migrated) -> AsyncIterator[Stores]:
    """All ports to one empty database."""
    if request.param == "memory":
        yield in_memory(MemoryDatabase())
    elif request.param == "sqlite":
        async with open_database(await migrated.copy(tmp_path / "bot.db")) as database:
            yield in_database(database)
    else:
        url = await migrated.schema(request.getfixturevalue("server"))
        async with open_database(url) as database:
            await empty(database)
            yield in_database(database)


MIGRATED = frozenset({"migrations", "compared_transactions"})
"""Tables with what migrations put there."""


async def empty(database: Database) -> None:
    """Forget all that a schema has in it, but for its migrations."""
    (tables,) = await database.run(Statement("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
    emptied = [row["tablename"] for row in tables if row["tablename"] not in MIGRATED]
    without_triggers = Statement("SET LOCAL session_replication_role = replica")  # entries are not deleted otherwise
    await database.run(without_triggers, Statement(f"TRUNCATE {', '.join(emptied)}"))


def in_memory(database: MemoryDatabase) -> Stores:
    """All ports to tables in memory."""

    async def used(charge: Charge) -> int:
        return limits.used(database.tables, charge)

    return Stores(
        acceptance=MemoryAcceptance(database),
        archive=MemoryArchive(database),
        choices=MemoryChoices(database),
        inline_drafts=MemoryInlineDrafts(database),
        conversations=MemoryConversations(database),
        drawings=MemoryDrawings(database),
        due=MemoryDue(database),
        request_leases=MemoryRequestLeases(database),
        generation_leases=MemoryGenerationLeases(database),
        alarms=MemoryAlarms(database),
        housekeeping=MemoryHousekeeping(database),
        privacy=MemoryPrivacy(database),
        retention=MemoryRetention(database),
        turned_away=MemoryTurnedAway(database),
        postponed=MemoryPostponed(database),
        answers=MemoryAnswers(database),
        waiting=MemoryWaiting(database),
        improvements=MemoryImprovementCounts(),
        removals=MemoryRemovals(database),
        within=lambda budgets: MemoryDrawings(database, budgets),
        used=used,
    )


def in_database(database: Database) -> Stores:
    """All ports to a database."""

    async def used(charge: Charge) -> int:
        (found,) = await database.run(Statement(queries.load().used, key_of(charge)))
        return int(found[0]["used"]) if found else 0

    return Stores(
        acceptance=DatabaseAcceptance(database),
        archive=DatabaseArchive(database),
        choices=DatabaseChoices(database),
        inline_drafts=DatabaseInlineDrafts(database),
        conversations=DatabaseConversations(database),
        drawings=DatabaseDrawings(database),
        due=DatabaseDue(database),
        request_leases=RequestLeases(database),
        generation_leases=GenerationLeases(database),
        alarms=DatabaseAlarms(database),
        housekeeping=DatabaseHousekeeping(database),
        privacy=DatabasePrivacy(database),
        retention=DatabaseRetention(database),
        turned_away=DatabaseTurnedAway(database),
        postponed=DatabasePostponed(database),
        answers=DatabaseAnswers(database),
        waiting=DatabaseWaiting(database),
        improvements=DatabaseImprovementCounts(database),
        removals=DatabaseRemovals(database),
        within=lambda budgets: DatabaseDrawings(database, budgets),
        used=used,
    )
