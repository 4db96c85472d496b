"""The store: generations in a database, one named query or one transaction of them a method."""

from datetime import datetime, timedelta
from itertools import count, islice
from uuid import UUID

from bot.drawing.limits import UNLIMITED, Budget
from bot.drawing.schedule import HORIZON
from bot.drawing.values import Generation, Picture, Reason, Stage
from bot.errors import LeaseLost
from bot.storage import queries, rows
from bot.storage.database import Database

SUPERGROUPS = -1_000_000_000_000
"""The ids of supergroups and channels are below this: the Bot API's -100 prefix."""

RECENTLY = timedelta(hours=1)
"""How far back other requests are looked at to tell where a placeholder may be."""


class DatabaseStore:
    """See drawing.ports.Store.

    Everything may be done again after StoreUnavailable, even where only the answer to the commit was lost: ``add``
    finds the generation by its source, ``record`` writes the same values under the same lease, ``cancel`` and
    ``resend`` change nothing the second time, and a claim that nobody heard of is due again when its lease ends.
    """

    def __init__(self, database: Database, budget: Budget = UNLIMITED) -> None:
        self._database = database
        self._budget = budget
        self._sql = queries.load()
        self._claims = {
            Stage.SUBMIT: self._sql.claim_to_submit,
            Stage.POLL: self._sql.claim_to_poll,
            Stage.DELIVER: self._sql.claim_to_deliver,
        }

    async def add(self, generation: Generation, source: str) -> Generation:
        """See Store."""
        columns = rows.identity(generation) | rows.claim(generation) | rows.progress(generation) | {"source": source}
        _, found = await self._database.run((self._sql.add, columns), (self._sql.find_by_source, {"source": source}))
        return rows.generation(found[0])

    async def claim(self, stage: Stage, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """See Store."""
        window = {
            "stage": stage,
            "per_minute": self._budget.per_minute,
            "per_day": self._budget.per_day,
            "per_second": self._budget.per_second,
            "second_ago": rows.to_stamp(now - timedelta(seconds=1)),
            "minute_ago": rows.to_stamp(now - timedelta(minutes=1)),
            "day_ago": rows.to_stamp(now - timedelta(days=1)),
        }
        params = window | _terms(limit, now, lease)
        *_, claimed = await self._database.run((self._sql.touch_budget, params), (self._claims[stage], params))
        return [rows.generation(row) for row in claimed]

    async def claim_unplaced(self, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """See Store."""
        (claimed,) = await self._database.run((self._sql.claim_unplaced, _terms(limit, now, lease)))
        return [rows.generation(row) for row in claimed]

    async def claim_late(self, limit: int, now: datetime, lease: timedelta, patience: timedelta) -> list[Generation]:
        """See Store."""
        params = _terms(limit, now, lease) | {"late": rows.to_stamp(now - patience)}
        (claimed,) = await self._database.run((self._sql.claim_late, params))
        return [rows.generation(row) for row in claimed]

    async def record(self, generation: Generation, picture: Picture | None = None) -> None:
        """See Store."""
        held = rows.claim(generation)
        statements = [(self._sql.record, held | rows.progress(generation))]
        if picture is not None:
            columns = {"mime": picture.mime, "width": picture.width, "height": picture.height, "data": picture.data}
            statements.append((self._sql.keep_picture, held | columns))
        if generation.due_at is None and generation.reason is not Reason.UNCERTAIN:
            statements.append((self._sql.drop_picture, held))
        written, *_ = await self._database.run(*statements)
        if not written:
            raise LeaseLost(str(generation.id))

    async def picture(self, generation: Generation) -> Picture:
        """See Store."""
        (found,) = await self._database.run((self._sql.find_picture, {"id": str(generation.id)}))
        return rows.picture(found[0])

    async def find(self, generation_id: UUID) -> Generation | None:
        """See Store."""
        (found,) = await self._database.run((self._sql.find, {"id": str(generation_id)}))
        return rows.generation(found[0]) if found else None

    async def candidates(self, generation: Generation, most: int) -> list[int]:
        """See Store."""
        origin, accepted = generation.origin, generation.accepted_at
        place = {
            "chat_id": origin.chat_id,
            "message_id": origin.message_id,
            "shared": int(origin.chat_id > SUPERGROUPS),
            "supergroups": SUPERGROUPS,
            "accepted_at": rows.to_stamp(accepted),
            "recently": rows.to_stamp(accepted - RECENTLY),
        }
        newest, known = await self._database.run((self._sql.newest_before, place), (self._sql.known_after, place))
        taken = {row["message_id"] for row in known}
        unknown = (
            number for number in count(max(newest[0]["message_id"], origin.message_id) + 1) if number not in taken
        )
        return list(islice(unknown, most))

    async def cancel(self, generation_id: UUID, user_id: int, now: datetime) -> bool:
        """See Store."""
        params = {"id": str(generation_id), "user_id": user_id, "now": rows.to_stamp(now)}
        (changed,) = await self._database.run((self._sql.cancel, params))
        return bool(changed)

    async def resend(self, generation_id: UUID, user_id: int, placeholder: int, now: datetime) -> bool:
        """See Store."""
        params = {"id": str(generation_id), "user_id": user_id, "placeholder": placeholder, "now": rows.to_stamp(now)}
        (changed,) = await self._database.run((self._sql.resend, params))
        return bool(changed)

    async def next_due(self, stage: Stage) -> datetime | None:
        """See Store."""
        ((row,),) = await self._database.run((self._sql.next_due, {"stage": stage}))
        due: int | None = row["due_at"]
        return None if due is None else rows.from_stamp(due)


def _terms(limit: int, now: datetime, lease: timedelta) -> dict[str, object]:
    """How many are claimed, until when, and what counts as due."""
    return {
        "limit": limit,
        "now": rows.to_stamp(now),
        "horizon": rows.to_stamp(now + HORIZON),
        "until": rows.to_stamp(now + lease),
    }
