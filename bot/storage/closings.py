"""What the operator closed: it is read in the transaction that accepts, and so all processes obey."""

from collections.abc import Iterable
from dataclasses import dataclass

from typing_extensions import override

from bot.drawing.ports.owner_stores import ClosingStore
from bot.drawing.values.closings import Closing, Closings
from bot.errors import AcceptingPaused, ModelOff
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import from_stamp, to_stamp
from bot.storage.statements import Row, Statement


@dataclass(frozen=True, slots=True)
class DatabaseClosings(ClosingStore):
    """A row for each thing that is closed. Everything may be done again."""

    database: Database

    @override
    async def closings(self) -> Closings:
        (found,) = await self.database.run(Statement(queries.load().closings))
        return _closings(found)

    @override
    async def close(self, model: str, closing: Closing) -> None:
        params = {"model": model, "sentence": closing.sentence, "now": to_stamp(closing.since)}
        await self.database.run(Statement(queries.load().close_to_requests, params))

    @override
    async def open(self, model: str) -> bool:
        (found,) = await self.database.run(Statement(queries.load().open_to_requests, {"model": model}))
        return bool(found)


def opening(model: str) -> Statement:
    """Guards that requests for a model are accepted."""
    return Statement(queries.load().is_open, {"model": model}, guards=1)


async def refusal(database: Database, model: str) -> AcceptingPaused | ModelOff:
    """Why nothing was accepted for a model."""
    (found,) = await database.run(Statement(queries.load().closings))
    known = _closings(found)
    if known.paused is None and model in known.models:
        return ModelOff(model)
    return AcceptingPaused(known.paused.sentence or "none") if known.paused else AcceptingPaused()


def _closings(found: Iterable[Row]) -> Closings:
    return Closings.of({row["model"]: Closing(from_stamp(row["closed_at"]), row["sentence"]) for row in found})
