"""The store: generations in a database, one named query or one transaction of them a method."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import count, islice
from types import MappingProxyType
from uuid import UUID

from bot.drawing.policy.schedule import HORIZON, NEWS_GROUP, NEWS_PRIVATE
from bot.drawing.values.budgets import UNLIMITED, Budget
from bot.drawing.values.generations import (
    Address,
    Generation,
    Line,
    Person,
    Picture,
    Place,
    Question,
    Reason,
    Sketch,
    Stage,
    Status,
)
from bot.drawing.values.groups import Group
from bot.drawing.values.models import Account
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

    def __init__(self, database: Database, budgets: Mapping[Account, Budget] = MappingProxyType({})) -> None:
        self._database = database
        self._budgets = budgets
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

    async def knows(self, source: str) -> bool:
        """See Store."""
        (found,) = await self._database.run((self._sql.find_by_source, {"source": source}))
        return bool(found)

    async def claim(self, line: Line, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """See Store."""
        budget = self._budgets.get(line.account, UNLIMITED) if line.account else UNLIMITED
        window = {
            "stage": line.stage,
            "account": line.account,
            "line": str(line),
            "per_minute": budget.per_minute,
            "per_day": budget.per_day,
            "per_second": budget.per_second,
            "second_ago": rows.to_stamp(now - timedelta(seconds=1)),
            "minute_ago": rows.to_stamp(now - timedelta(minutes=1)),
            "day_ago": rows.to_stamp(now - timedelta(days=1)),
        }
        params = window | _terms(limit, now, lease)
        *_, claimed = await self._database.run((self._sql.touch_budget, params), (self._claims[line.stage], params))
        return [rows.generation(row) for row in claimed]

    async def claim_unplaced(self, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """See Store."""
        (claimed,) = await self._database.run((self._sql.claim_unplaced, _terms(limit, now, lease)))
        return [rows.generation(row) for row in claimed]

    async def claim_waiting(self, limit: int, now: datetime, lease: timedelta) -> list[Generation]:
        """See Store."""
        params = _terms(limit, now, lease) | {
            "private_before": rows.to_stamp(now - NEWS_PRIVATE),
            "group_before": rows.to_stamp(now - NEWS_GROUP),
        }
        (claimed,) = await self._database.run((self._sql.claim_waiting, params))
        return [rows.generation(row) for row in claimed]

    async def record(self, generation: Generation, picture: Picture | None = None) -> None:
        """See Store."""
        held = rows.claim(generation)
        statements = [(self._sql.record, held | rows.progress(generation))]
        if picture is not None:
            columns = {"mime": picture.mime, "width": picture.width, "height": picture.height, "data": picture.data}
            statements.append((self._sql.keep_picture, held | columns))
        if generation.due_at is None and not _wanted(generation):
            statements.append((self._sql.drop_picture, held))
        written, *_ = await self._database.run(*statements)
        if not written:
            raise LeaseLost(str(generation.id))

    async def picture(self, generation: Generation) -> Picture:
        """See Store."""
        (found,) = await self._database.run((self._sql.find_picture, {"id": str(generation.id)}))
        return rows.picture(found[0])

    async def original(self, generation_id: UUID) -> Picture | None:
        """See Store."""
        (found,) = await self._database.run((self._sql.find_picture, {"id": str(generation_id)}))
        return rows.picture(found[0]) if found else None

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

    async def cancel(self, generation_id: UUID, now: datetime) -> bool:
        """See Store."""
        params = {"id": str(generation_id), "now": rows.to_stamp(now)}
        (changed,) = await self._database.run((self._sql.cancel, params))
        return bool(changed)

    async def resend(self, generation_id: UUID, placeholder: int | None, now: datetime) -> bool:
        """See Store."""
        params = {"id": str(generation_id), "placeholder": placeholder, "now": rows.to_stamp(now)}
        (changed,) = await self._database.run((self._sql.resend, params))
        return bool(changed)

    async def next_due(self, line: Line) -> datetime | None:
        """See Store."""
        ((row,),) = await self._database.run((self._sql.next_due, {"stage": line.stage, "account": line.account}))
        due: int | None = row["due_at"]
        return None if due is None else rows.from_stamp(due)

    async def person(self, user_id: int) -> Person:
        """See Store."""
        (found,) = await self._database.run((self._sql.find_person, {"user_id": user_id}))
        return rows.person(found[0]) if found else Person(user_id)

    async def keep_person(self, person: Person) -> None:
        """See Store."""
        await self._database.run((self._sql.keep_person, rows.columns_of(person)))

    async def ask(self, question: Question, asked: Address, now: datetime) -> None:
        """See Store."""
        params = {
            "chat_id": asked.chat_id,
            "message_id": asked.message_id,
            "user_id": question.user_id,
            "generation_id": None if question.generation_id is None else str(question.generation_id),
            "asked_at": rows.to_stamp(now),
        }
        await self._database.run((self._sql.keep_question, params))

    async def question(self, asked: Address) -> Question | None:
        """See Store."""
        params = {"chat_id": asked.chat_id, "message_id": asked.message_id}
        (found,) = await self._database.run((self._sql.find_question, params))
        return rows.question(found[0]) if found else None

    async def shown(self, message: Address) -> Generation | None:
        """See Store."""
        params = {"chat_id": message.chat_id, "message_id": message.message_id}
        (found,) = await self._database.run((self._sql.find_shown, params))
        return rows.generation(found[0]) if found else None

    async def latest(self, user_id: int, chat_id: int) -> Generation | None:
        """See Store."""
        (found,) = await self._database.run((self._sql.latest, {"user_id": user_id, "chat_id": chat_id}))
        return rows.generation(found[0]) if found else None

    async def history(self, user_id: int, chat_id: int | None, offset: int) -> tuple[Generation | None, int]:
        """See Store."""
        params = {"user_id": user_id, "chat_id": chat_id, "offset": offset}
        found, (row,) = await self._database.run((self._sql.history, params), (self._sql.history_size, params))
        return (rows.generation(found[0]) if found else None), row["size"]

    async def forget_shown(self, generation_id: UUID) -> None:
        """See Store."""
        await self._database.run((self._sql.forget_shown, {"id": str(generation_id)}))

    async def place_in_queue(self, generation: Generation) -> int:
        """See Store."""
        params = {"id": str(generation.id), "account": generation.account}
        ((row,),) = await self._database.run((self._sql.place_in_queue, params))
        return int(row["before"]) + 1

    async def busy(self, since: datetime) -> list[Place]:
        """See Store."""
        (found,) = await self._database.run((self._sql.busy, {"recently": rows.to_stamp(since)}))
        return [Place(**row) for row in found]

    async def drop_old_pictures(self, before: datetime) -> None:
        """See Store."""
        await self._database.run((self._sql.drop_old_pictures, {"before": rows.to_stamp(before)}))

    async def keep_sketch(self, sketch: Sketch, now: datetime) -> None:
        """See Store."""
        await self._database.run((self._sql.keep_sketch, asdict(sketch) | {"kept_at": rows.to_stamp(now)}))

    async def sketch(self, key: str) -> Sketch | None:
        """See Store."""
        (found,) = await self._database.run((self._sql.find_sketch, {"key": key}))
        return Sketch(**found[0]) if found else None

    async def drop_old_sketches(self, before: datetime) -> None:
        """See Store."""
        await self._database.run((self._sql.drop_old_sketches, {"before": rows.to_stamp(before)}))

    async def matching(self, user_id: int, words: str, limit: int) -> list[Generation]:
        """See Store."""
        pattern = "%" + re.sub(r"([\\%_])", r"\\\1", words.casefold()) + "%"
        params = {"user_id": user_id, "pattern": pattern, "limit": limit}
        (found,) = await self._database.run((self._sql.matching, params))
        return [rows.generation(row) for row in found]

    async def group(self, chat_id: int) -> Group:
        """See Store."""
        (found,) = await self._database.run((self._sql.find_group, {"chat_id": chat_id}))
        return rows.group(found[0]) if found else Group(chat_id)

    async def keep_group(self, group: Group) -> None:
        """See Store."""
        await self._database.run((self._sql.keep_group, rows.columns_of_group(group)))

    async def move_group(self, chat_id: int, moved_to: int) -> None:
        """See Store."""
        await self._database.run((self._sql.move_group, {"chat_id": chat_id, "moved_to": moved_to}))

    async def asked_in_chat(self, chat_id: int, since: datetime) -> int:
        """See Store."""
        params = {"chat_id": chat_id, "since": rows.to_stamp(since)}
        ((row,),) = await self._database.run((self._sql.asked_in_chat, params))
        return int(row["asked"])

    async def raise_alarm(self, name: str, now: datetime, pause: timedelta) -> bool:
        """See Store."""
        params = {"name": name, "now": rows.to_stamp(now), "before": rows.to_stamp(now - pause)}
        (raised,) = await self._database.run((self._sql.raise_alarm, params))
        return bool(raised)


def _wanted(generation: Generation) -> bool:
    """Whether somebody may still ask for the picture: as a file, or once more."""
    return generation.status is Status.DELIVERED or generation.reason in (Reason.UNCERTAIN, Reason.NOWHERE)


def _terms(limit: int, now: datetime, lease: timedelta) -> dict[str, object]:
    """How many are claimed, until when, and what counts as due."""
    return {
        "limit": limit,
        "now": rows.to_stamp(now),
        "horizon": rows.to_stamp(now + HORIZON),
        "until": rows.to_stamp(now + lease),
    }
