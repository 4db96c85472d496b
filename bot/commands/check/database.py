"""Whether the database can be used."""

from datetime import timedelta
from urllib.parse import urlsplit

from bot.commands.check.findings import Finding, Mark
from bot.drawing.ports.clock import Clock
from bot.storage import migrations
from bot.storage.alarms import DatabaseAlarms
from bot.storage.database import open_database

NAME = "database"


async def check(url: str, clock: Clock) -> list[Finding]:
    """Open it as the bot does, made and migrated where needed, and write to it. Raises StorageError."""
    async with open_database(url) as database:
        await DatabaseAlarms(database).raise_alarm("check", clock.now(), timedelta())  # an alarm that nobody is told
    said = f"{_shown(url)} opens and takes writes, version {len(migrations.load())}"
    return [Finding(Mark.OK, NAME, said)]


def _shown(url: str) -> str:
    """Where it is; never the password."""
    if url.startswith("sqlite:///"):
        return url.removeprefix("sqlite:///")
    parts = urlsplit(url)
    return f"PostgreSQL at {parts.hostname}{parts.path}"
