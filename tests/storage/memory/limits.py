"""What is counted of requests, and those that are to be begun later, in memory."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from bot.drawing.policy.charging import refund
from bot.drawing.ports.limit_stores import PostponedStore, Postponement, TurnedAway, TurnedAwayStore
from bot.drawing.values.generations import Generation
from bot.drawing.values.limits import AT_ACCOUNT, FEW, TOLD, Charge, Charges, Kind, fair, fair_share
from bot.drawing.values.requests import Batch, Request
from bot.errors import LimitPassed
from tests.storage.memory.database import Charged, Count, MemoryDatabase, Tables

KEPT = 4
"""So many of a person's requests that were turned away are kept."""

_OF_PERSON = frozenset({Kind.PERSON_HOUR, Kind.PERSON_DAY, Kind.CHAT_DAY})
_MONEY = frozenset({Kind.ACCOUNT_MONEY_DAY, Kind.ACCOUNT_MONEY_MONTH, Kind.MONEY_DAY, Kind.MONEY_MONTH})
_OF_ACCOUNT = frozenset({Kind.SHARE, Kind.ACCOUNT_DAY})


def charge(tables: Tables, request: Request, charges: Charges, *, postponed: bool) -> int | None:
    """Count a request that is to be added; how many pictures it leaves for the day, where few. Raises LimitPassed."""
    settle(tables)
    _check(tables, request, charges, postponed=postponed)
    for one in charges.counted:
        row = tables.counts.setdefault(_key(one), Count(0, one.span.until if one.span else None))
        row.used += one.amount
    if charges.counted:
        tables.charges |= {one.id: Charged(request.origin.user_id, charges) for one in request.generations}
    told = [one for one in map(charges.of, TOLD) if one is not None and one.most is not None]
    left = min((one.most - used(tables, one) for one in told if one.most is not None), default=FEW + 1)
    return left if left <= FEW else None


def move(tables: Tables, batch: Batch, moved: Charges) -> None:
    """Charge for the model that a batch is handed over to, and no more for the one before. Raises LimitPassed."""
    charged = [(one.id, tables.charges[one.id]) for one in batch.generations if one.id in tables.charges]
    before = Counter[tuple[Kind, str, datetime | None]]()
    for _, row in charged:
        before.update({_key(each): _each(each, row.charges) for each in row.charges.counted if each.kind in AT_ACCOUNT})
    for one in moved.counted:
        if one.most is not None and used(tables, one) - before[_key(one)] + one.amount > one.most:
            raise LimitPassed(one.kind, 0)
    for counted, amount in before.items():
        tables.counts[counted].used -= amount
    for one in moved.counted:
        tables.counts.setdefault(_key(one), Count(0, one.span.until if one.span else None)).used += one.amount
    for generation_id, row in charged:
        kept = tuple(each for each in row.charges.counted if each.kind not in AT_ACCOUNT)
        changed = replace(row.charges, counted=(*kept, *moved.counted), micros=moved.micros)
        tables.charges[generation_id] = replace(row, charges=changed)


def _each(charge: Charge, charges: Charges) -> int:
    """How much of a charge is one picture's."""
    return charges.micros if charge.kind in _MONEY else 1


def settle(tables: Tables) -> None:
    """Give back what is counted of generations that ended without a picture."""
    for key, charged in list(tables.charges.items()):
        row = tables.generations.get(key)
        if row is not None and row.value.has_ended:
            del tables.charges[key]
            for one in charged.charges.counted:
                if (count := tables.counts.get(_key(one))) is not None:
                    count.used -= _back(one, charged.charges, row.value)
    for request_id in list(tables.postponed):
        if request_id not in tables.requests or not tables.live_of(request_id):
            del tables.postponed[request_id]


def used(tables: Tables, charge: Charge) -> int:
    """How much is counted."""
    settle(tables)
    count = tables.counts.get(_key(charge))
    return 0 if count is None else count.used


def _key(charge: Charge) -> tuple[Kind, str, datetime | None]:
    return charge.kind, charge.who, charge.span.since if charge.span else None


def _back(charge: Charge, charges: Charges, generation: Generation) -> int:
    """How much of what is counted is given back of one generation."""
    back = refund(generation)
    if charge.kind in _OF_PERSON:
        return int(back.person)
    if charge.kind in _OF_ACCOUNT:
        return int(back.account)
    return 1 if charge.kind is Kind.WAITING else charges.micros * back.money


def _check(tables: Tables, request: Request, charges: Charges, *, postponed: bool) -> None:
    """Whether all limits allow it, in the order of the kinds."""
    user_id = request.origin.user_id
    if charges.active is not None:
        waiting = later(tables, user_id) if postponed else under_way(tables, user_id)
        if waiting + charges.pictures > charges.active:
            raise LimitPassed(Kind.ACTIVE, 0)
    own = charges.of(Kind.SHARE)
    for one in charges.counted:
        counted = used(tables, one)
        if one.most is not None and counted + one.amount > one.most:
            raise LimitPassed(one.kind, one.most - counted)
        if one.kind is Kind.ACCOUNT_DAY and own is not None and charges.share is not None:
            before = used(tables, own)
            if not fair(before + own.amount, counted + one.amount, charges.share):
                raise LimitPassed(Kind.SHARE, fair_share(before, counted, charges.share))


def under_way(tables: Tables, user_id: int) -> int:
    """How many pictures somebody waits for, without those that are postponed."""
    settle(tables)
    return sum(one.user_id == user_id for one in tables.charges.values()) - later(tables, user_id)


def later(tables: Tables, user_id: int) -> int:
    """How many pictures somebody postponed."""
    return sum(one.pictures for one, _ in tables.postponed.values() if one.user_id == user_id)


class MemoryTurnedAway(TurnedAwayStore):
    """Requests that were turned away, in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @override
    async def keep(self, turned_away: TurnedAway, now: datetime) -> None:
        rows, user_id = self._database.tables.turned_away, turned_away.request.origin.user_id
        rows[turned_away.request.id] = turned_away, now
        own = [(at, str(key), key) for key, (one, at) in rows.items() if one.request.origin.user_id == user_id]
        for *_, key in sorted(own, reverse=True)[KEPT:]:
            del rows[key]

    @override
    async def find(self, request_id: UUID) -> TurnedAway | None:
        found = self._database.tables.turned_away.get(request_id)
        return None if found is None else found[0]

    @override
    async def latest(self, user_id: int) -> UUID | None:
        tables = self._database.tables
        accepted = set(tables.keys)
        own = [
            (at, str(key), key)
            for key, (one, at) in tables.turned_away.items()
            if one.request.origin.user_id == user_id and one.dedupe_key not in accepted
        ]
        return max(own)[-1] if own else None


@dataclass(slots=True)
class MemoryPostponed(PostponedStore):
    """Requests that are to be begun later, in memory."""

    database: MemoryDatabase

    @override
    async def due(self, now: datetime, limit: int) -> list[Postponement]:
        tables = self.database.tables
        settle(tables)
        due = [(at, one) for one, at in tables.postponed.values() if at <= now]
        return [one for _, one in sorted(due, key=lambda pair: pair[0])][:limit]

    @override
    async def begin(self, postponement: Postponement, active: int | None, now: datetime) -> bool:
        tables = self.database.tables
        settle(tables)
        if active is not None and under_way(tables, postponement.user_id) + postponement.pictures > active:
            return False
        if tables.postponed.pop(postponement.request_id, None) is None:
            return False
        row = tables.requests[postponement.request_id]
        row.value = replace(row.value, due_at=now, accepted_at=now)
        return True

    @override
    async def put_off(self, postponement: Postponement, begins_at: datetime) -> None:
        rows = self.database.tables.postponed
        if postponement.request_id in rows:
            rows[postponement.request_id] = postponement, begins_at
