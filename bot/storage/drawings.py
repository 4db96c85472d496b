"""Generations as work carries them: claimed in batches within budgets, written by who holds the claim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.work_stores import Drawings, Lease
from bot.drawing.values.budgets import UNLIMITED, Budget
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.limits import Charges
from bot.drawing.values.models import Account
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.queues import Queue, Stage
from bot.drawing.values.requests import Batch, Request
from bot.storage import queries
from bot.storage.charging import moving, settling, within_limits
from bot.storage.database import Database
from bot.storage.rows import generations, requests
from bot.storage.rows.times import stamp_or_none, to_stamp
from bot.storage.statements import Row, Statement
from bot.storage.units import end_unreadable, fenced, terms_of


@dataclass(frozen=True, slots=True)
class DatabaseDrawings(Drawings):
    """Claims and writes generations; an account without a budget is unlimited.

    Everything may be done again: the same values are written under the same fence, and a claim that nobody heard of is
    free again when its lease is over.
    """

    database: Database
    budgets: Mapping[Account, Budget] = field(default_factory=dict)

    @override
    async def accounts(self, served: Sequence[Account]) -> list[Account]:
        (known,) = await self.database.run(Statement(queries.load().known_accounts))
        return list(dict.fromkeys([*served, *(Account(row["name"]) for row in known)]))

    @override
    async def claim(self, queue: Queue, limit: int, lease: Lease) -> list[Batch]:
        sql = queries.load()
        budget = self.budgets.get(queue.account, UNLIMITED) if queue.account else UNLIMITED
        params = terms_of(lease) | {"account": queue.account, "limit": limit} | _window(budget, lease.now)
        touch, claim = {
            Stage.SUBMIT: (sql.touch_to_submit, sql.claim_to_submit),
            Stage.POLL: (sql.touch_to_poll, sql.claim_to_poll),
        }[queue.stage]
        counted = [] if budget == UNLIMITED else [Statement(touch, params)]
        *_, claimed, rows = await self.database.run(
            *counted, Statement(claim, params), Statement(sql.claimed_batches, params)
        )
        reading = requests.read(rows)
        if spoiled := reading.spoiled(row["request_id"] for row in claimed):
            await end_unreadable(self.database, sql.free_generations, params, spoiled)
        return _batches(claimed, reading.found.values())

    @override
    async def begin(self, batch: Batch) -> None:
        with fenced(batch.id):
            await self.database.run(*_stirring(batch, None), *_written(batch, keep=True))

    @override
    async def record(
        self,
        batch: Batch,
        pictures: Pictures,
        now: datetime,
        *,
        show_at: datetime | None = None,
        take: Lease | None = None,
        moved: Charges | None = None,
    ) -> Request | None:
        steps = () if moved is None else tuple(moving(batch.request, moved))
        unit = [*_stirring(batch, show_at), *_written(batch, keep=False), *_pictured(batch, pictures)]
        unit += (over := _stirring_when_over(batch, now))
        unit += settling(batch.request.id, to_stamp(now)) if any(one.has_ended for one in batch.generations) else ()
        taken = _taken(batch, show_at, take) if take is not None and (over or show_at is not None) else []
        with fenced(batch.id), within_limits(steps):
            *_, found = await self.database.run(*unit, *(step.statement for step in steps), *taken)
        return requests.request_or_none(found) if taken else None


def _window(budget: Budget, now: datetime) -> dict[str, object]:
    """What a budget allows and since when it counts; what is unlimited is counted since now: not at all."""

    def since(allowed: int, unlimited: int, span: timedelta) -> int:
        return to_stamp(now if allowed == unlimited else now - span)

    return {
        "per_minute": budget.per_minute,
        "per_day": budget.per_day,
        "per_second": budget.per_second,
        "minute_ago": since(budget.per_minute, UNLIMITED.per_minute, timedelta(minutes=1)),
        "day_ago": since(budget.per_day, UNLIMITED.per_day, timedelta(days=1)),
        "second_ago": since(budget.per_second, UNLIMITED.per_second, timedelta(seconds=1)),
    }


def _batches(claimed: Iterable[Row], found: Iterable[Request]) -> list[Batch]:
    """What was claimed, in order, each batch once and with those that ride along."""
    owners = {str(one.id): (request, one) for request in found for one in request.generations}
    batches: dict[tuple[str, int], Batch] = {}
    for row in sorted(claimed, key=lambda row: (row["due_at"], row["turn"] or 0, row["accepted_at"])):
        request, leader = owners[row["id"]]
        batches.setdefault((str(request.id), leader.batch), Batch(request, (leader, *_riding(request, leader))))
    return list(batches.values())


def _riding(request: Request, leader: Generation) -> Iterable[Generation]:
    """The rest of a batch: what has not ended, or was taken back with the operation that is to be stopped."""
    rest = (one for one in request.generations if one.batch == leader.batch and one.id != leader.id)
    if leader.status is GenerationStatus.CANCELLED:
        return (one for one in rest if one.has_ended and one.operation_id == leader.operation_id)
    return (one for one in rest if not one.has_ended)


def _stirring(batch: Batch, show_at: datetime | None) -> list[Statement]:
    """What comes before generations are written: the request's row is locked first by all who change both.

    So is it by who changes several generations, and by who ends some: nobody waits for each other.
    """
    sql, params = queries.load(), {"id": str(batch.request.id), "show_at": stamp_or_none(show_at)}
    if show_at is not None:
        return [Statement(sql.poke_to_show, params)]
    alone = len(batch.generations) == 1 and not batch.leader.has_ended
    return [] if alone else [Statement(sql.lock_request, params)]


def _stirring_when_over(batch: Batch, now: datetime) -> list[Statement]:
    """What comes after; an operation that was stopped changes nothing for the person who took the request back."""
    live = any(not one.has_ended for one in batch.generations)
    if live or batch.leader.status is GenerationStatus.CANCELLED:
        return []
    return [Statement(queries.load().poke_when_over, {"id": str(batch.request.id), "now": to_stamp(now)})]


def _taken(batch: Batch, show_at: datetime | None, take: Lease) -> list[Statement]:
    """The claim of its request, and what that took."""
    sql, terms = queries.load(), terms_of(take) | {"id": str(batch.request.id), "show_at": stamp_or_none(show_at)}
    return [Statement(sql.take_request, terms), Statement(sql.claimed_requests, terms)]


def _written(batch: Batch, *, keep: bool) -> list[Statement]:
    """The claimed generation guards the rest of the batch; handed over, that may have become several batches."""
    sql, leaders = queries.load(), _leaders(batch)
    due = {one.id: one.due_at if one.has_ended or one.id in leaders else None for one in batch.generations}
    columns = [generations.progress(one) | {"due_at": stamp_or_none(due[one.id])} for one in batch.generations]
    accounts = {one.account for one in batch.generations if one.stand_in is not None}
    return [
        Statement(sql.record_leader, columns[0] | {"keep": int(keep)}, guards=True),
        *(Statement(sql.record_follower, others) for others in columns[1:]),
        *(Statement(sql.add_account, {"account": account}) for account in sorted(accounts)),
    ]


def _leaders(batch: Batch) -> frozenset[UUID]:
    """Of each batch the first that has not ended: it may be due, and no other."""
    leaders: dict[int, UUID] = {}
    for one in batch.generations:
        if not one.has_ended:
            leaders.setdefault(one.batch, one.id)
    return frozenset(leaders.values())


def _pictured(batch: Batch, pictures: Pictures) -> Iterable[Statement]:
    for position, picture in pictures.items():
        columns = generations.columns_of_picture(batch.request.of(position), picture)
        yield Statement(queries.load().keep_picture, columns)
