"""How often words were improved: rows of counts, as those of pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from bot.drawing.ports.improvers import ImprovementCounts
from bot.drawing.values.improvements import ImprovementKind, Tally
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import to_stamp
from bot.storage.statements import GuardFailed, Statement


@dataclass(frozen=True, slots=True)
class DatabaseImprovementCounts(ImprovementCounts):
    """Counts in the order of the kinds, so nobody waits for each other."""

    database: Database

    @override
    async def count(self, tallies: Sequence[Tally]) -> ImprovementKind | None:
        sql = queries.load().count_one_more
        try:
            if tallies:
                await self.database.run(*(Statement(sql, _row(one), guards=1) for one in tallies))
        except GuardFailed as failed:
            return ImprovementKind(int(str(failed.statement.params["kind"])))
        return None

    @override
    async def give_back(self, tallies: Sequence[Tally]) -> None:
        sql = queries.load().count_one_less
        if tallies:
            await self.database.run(*(Statement(sql, _key(one)) for one in tallies))


def _key(tally: Tally) -> dict[str, object]:
    return {"kind": int(tally.kind), "who": tally.who, "since": to_stamp(tally.span.since)}


def _row(tally: Tally) -> dict[str, object]:
    return _key(tally) | {"until": to_stamp(tally.span.until), "most": tally.most}
