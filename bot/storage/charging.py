"""What is counted of requests: the statements that belong to accepting one, and to the end of a generation."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.drawing.values.credits import Entry, EntryKind
from bot.drawing.values.limits import AT_ACCOUNT, FEW, LOOKED_UP, TOLD, Charge, Charges, Kind
from bot.drawing.values.requests import Request
from bot.errors import LimitPassed
from bot.storage import queries
from bot.storage.credits import adding, holding
from bot.storage.rows.times import to_stamp
from bot.storage.statements import GuardFailed, Statement

NO_LIMIT = 2**62

_COLUMNS = {
    Kind.PERSON_HOUR: "person_hour",
    Kind.PERSON_DAY: "person_day",
    Kind.CHAT_DAY: "chat_day",
    Kind.ACCOUNT_DAY: "account_day",
    Kind.MONEY_DAY: "money_day",
    Kind.MONEY_MONTH: "money_month",
}
"""Where it is known what a generation was counted in; the others are in the same spans as these."""

_OF_PEOPLE = frozenset({"person_hour", "person_day", "chat_day"})
"""The same of those in which the last pictures of a request may not be, for they were paid for."""

_COUNTED = [kind for kind in Kind if kind not in LOOKED_UP]
"""What there are rows of."""


@dataclass(frozen=True, slots=True)
class Step:
    """A statement, and the kinds of the limits that it keeps to, in their order."""

    statement: Statement
    kinds: tuple[Kind, ...] = ()


def charging(request: Request, charges: Charges, *, postponed: bool) -> Iterator[Step]:
    """Count a request that was added in the same transaction; what guards says which limit it would pass."""
    sql, person = queries.load(), {"user_id": request.origin.user_id}
    if charges.active is not None:
        room = person | {"pictures": charges.pictures, "most": charges.active}
        yield Step(Statement(sql.lock_person, person))
        guard = sql.has_room_to_postpone if postponed else sql.has_room
        yield Step(Statement(guard, room, guards=True), (Kind.ACTIVE,))
    if not charges.counted:
        return
    yield _counting(*charges.counted)
    if (own := charges.of(Kind.SHARE)) is not None and charges.share is not None:
        share = key_of(own) | {"account": charges.account, "allowed": charges.share}
        yield Step(Statement(sql.share_is_fair, share, guards=True), (Kind.SHARE,))
    yield Step(Statement(sql.add_charges, _columns(request, charges)))
    for one in filter(None, map(charges.of, TOLD)):
        if one.most is not None:
            yield Step(Statement(sql.tell_left, key_of(one) | {"id": str(request.id), "most": one.most, "few": FEW}))
    if charges.paid:
        yield from _paying(request, charges.paid)


def _paying(request: Request, paid: int) -> Iterator[Step]:
    """Take so many pictures from what its person bought; the last lock of all, here and where they are given back."""
    user_id = request.origin.user_id
    spent = Entry(EntryKind.SPENT, str(request.id), user_id, -paid, request.accepted_at)
    yield Step(holding(user_id, paid), (Kind.CREDITS,))
    yield Step(adding(spent))
    yield Step(Statement(queries.load().tell_paid, {"id": str(request.id), "user_id": user_id, "paid": paid}))


def moving(request: Request, moved: Charges) -> Iterator[Step]:
    """Charge for the model that a batch was just handed over to, and no more for the one before.

    What guards says which limit that would pass. It is done kind by kind, as everywhere: nobody waits for each other.
    """
    sql, request_id = queries.load(), {"id": str(request.id)}
    for kind in AT_ACCOUNT:
        yield Step(Statement(sql.count_no_more, request_id | {"kind": int(kind)}))
        if (one := moved.of(kind)) is not None:
            yield _counting(one)
    yield Step(Statement(sql.charge_elsewhere, _columns(request, moved) | {"account": moved.account}))


def settling(request_id: object, now: object) -> tuple[Statement, ...]:
    """Give back what is counted, or was paid, of a request's generations that ended without a picture.

    What they came to is written down for the statistics. In their transaction; ``now`` is a stamp.
    """
    sql, params = queries.load(), {"id": str(request_id), "now": now}
    steps = (
        sql.lock_counts,
        sql.give_back,
        sql.return_credits,
        sql.keep_outcomes,
        sql.end_charges,
        sql.end_postponing_when_over,
    )
    return tuple(Statement(step, params) for step in steps)


def passed(steps: Collection[Step], failed: GuardFailed) -> Kind | None:
    """The kind of the first limit that a failed guard keeps to; None where it is no limit's."""
    kinds = next((step.kinds for step in steps if step.statement is failed.statement), ())
    kept = {row["kind"] for row in failed.rows}
    return next((kind for kind in kinds if kind not in kept), None)


@contextmanager
def within_limits(steps: Collection[Step]) -> Iterator[None]:
    """A guard of these that fails in this block means that a limit is passed. Raises LimitPassed."""
    try:
        yield
    except GuardFailed as failed:
        if (kind := passed(steps, failed)) is None:
            raise
        raise LimitPassed(kind, 0) from failed


def key_of(charge: Charge) -> dict[str, object]:
    """What tells a count from all others."""
    since = 0 if charge.span is None else to_stamp(charge.span.since)
    return {"kind": int(charge.kind), "who": charge.who, "since": since}


def _counting(*charges: Charge) -> Step:
    """Count several charges of different kinds."""
    params = dict.fromkeys((f"{name}_{kind:d}" for kind in _COUNTED for name in _NAMES), None)
    for one in charges:
        params |= {f"{name}_{one.kind:d}": value for name, value in _row(one).items()}
    statement = Statement(queries.load().count_more, params, guards=len(charges))
    return Step(statement, tuple(one.kind for one in charges))


def _row(charge: Charge) -> dict[str, object]:
    key = key_of(charge)
    return {
        "who": key["who"],
        "since": key["since"],
        "amount": charge.amount,
        "until": None if charge.span is None else to_stamp(charge.span.until),
        "most": NO_LIMIT if charge.most is None else charge.most,
    }


_NAMES = ("who", "since", "amount", "until", "most")
"""What is written of each."""


def _columns(request: Request, charges: Charges) -> dict[str, object]:
    own = {"id": str(request.id), "chat_id": request.origin.chat_id, "model": charges.model, "micros": charges.micros}
    counted = {column: charges.of(kind) for kind, column in _COLUMNS.items()}
    since = {column: None if one is None else key_of(one)["since"] for column, one in counted.items()}
    people = {column: one for column, one in counted.items() if column in _OF_PEOPLE}
    within = {f"{column}_to": 0 if one is None else one.amount for column, one in people.items()}
    return own | since | within | {"free_to": charges.pictures - charges.paid}
