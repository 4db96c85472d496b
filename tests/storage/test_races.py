"""Limits hold whoever asks at once: one process or three, on both databases; and the counts always sum up."""

import asyncio
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing.policy.charging import charges, refund
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.limits import Charge, Charges, Kind, Limits
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request
from bot.errors import LimitPassed
from bot.storage.database import Database, open_database
from bot.storage.statements import Statement
from tests.drawing.builders import at, origin, request
from tests.storage.asking import accepted
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import Stores
from tests.storage.conformance.test_limits import CENTS, EVERYTHING, GROUP, PRICED

PROCESSES = 3


async def test_of_200_at_once_a_limit_of_10_lets_in_10(database: Database) -> None:
    assert await accepted(database, 1, 200) == 10


async def test_of_200_at_once_from_three_processes_it_lets_in_10(url: str) -> None:
    async with open_database(url):
        pass
    counts = await asyncio.to_thread(_race, url)
    assert sum(counts) == 10


def _race(url: str) -> list[int]:
    """How many requests each of three processes got accepted, of those that they made at the same time."""
    root = Path(__file__).parents[2]
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.storage.asking", url, str(1000 * number), "67"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
        )
        for number in range(1, PROCESSES + 1)
    ]
    for one in started:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in started:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    return [int(one.communicate(timeout=60)[0]) for one in started]


# What is counted is what was asked for, without what was given back.

SMALL = Limits(
    person_hour=6,
    person_day=8,
    chat_day=9,
    active=5,
    waiting=12,
    day=EVERYTHING.day,
    month=EVERYTHING.month,
    at_account={next(iter(EVERYTHING.at_account)): 14},
)

ENDS = st.sampled_from([Reason.REFUSED, Reason.FAILED, Reason.TIMEOUT, Reason.UNANSWERED, Reason.BUG])

STEPS = st.one_of(
    st.tuples(st.just("ask"), st.integers(1, 3), st.integers(1, 3)),
    st.tuples(st.just("submit"), st.integers(0, 9), st.integers(0, 2)),
    st.tuples(st.just("draw"), st.integers(0, 9), st.integers(0, 2)),
    st.tuples(st.just("end"), st.integers(0, 9), ENDS),
    st.tuples(st.just("cancel"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("block"), st.integers(1, 3), st.just(0)),
    st.tuples(st.just("abandon"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("forget"), st.integers(0, 9), st.just(0)),
)


class Bookkeeper:
    """Does what people and workers do, and knows what should be counted after it."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.asked: dict[int, Charges] = {}
        self.ended: dict[int, tuple[Generation, ...]] = {}

    async def step(self, what: str, which: int, how: object) -> None:
        """Take a step, where it can be taken."""
        if what == "ask":
            await self.ask(which, int(str(how)))
        elif what == "block":
            await self.stores.privacy.block(1000 + which, at(0))
        elif self.asked:
            number = sorted(self.asked)[which % len(self.asked)]
            found = await self.stores.acceptance.find(request(number=number).id)
            if found is not None:
                await self.work(what, found, how)

    async def ask(self, person: int, count: int) -> None:
        """Somebody asks in a group for so many, within the limits."""
        number = len(self.asked) + 1
        new = request(number=number, count=count, origin=origin(chat_id=GROUP - person % 2, user_id=1000 + person))
        counted = charges(SMALL, new, PRICED, at(0))
        try:
            assert await self.stores.acceptance.add(new, f"message:{number}", None, counted)
        except LimitPassed:
            return
        self.asked[number] = counted
        await self.stores.conversations.record(new.placed(10_000 + number, None, None), at(0))

    async def work(self, what: str, found: Request, how: object) -> None:
        """What becomes of a request."""
        live = found.live
        if what == "cancel":
            await self.stores.acceptance.cancel(found.id, at(0))
        elif what == "abandon":
            await self.stores.request_leases.abandon(found.id, found.fence, at(0))
        elif what == "forget":
            self.ended[found.id.int] = found.generations
            if not await self.stores.privacy.delete(found.id, at(0)):
                del self.ended[found.id.int]
        elif live:
            await self.stores.drawings.record(Batch(found, (_changed(live[-1], what, how),)), {}, at(0))

    async def expected(self) -> Counter[Charge]:
        """What should be counted: by every charge that was made, without its amount and limit."""
        sums = Counter[Charge]()
        for number, counted in self.asked.items():
            found = await self.stores.acceptance.find(request(number=number).id)
            for one in found.generations if found else self.ended[number]:
                for charge in counted.counted:
                    sums[_name(charge)] += _kept(charge, one)
        return sums


def _name(charge: Charge) -> Charge:
    return Charge(charge.kind, charge.who, 0, None, charge.span)


def _changed(one: Generation, what: str, how: object) -> Generation:
    """It is submitted, drawn, or ends: with a refusal without being submitted before."""
    is_asked = one.status is not GenerationStatus.QUEUED or (what == "end" and how is Reason.REFUSED)
    begun = one if is_asked else one.submitting(at(0))
    if what == "submit":
        return begun
    return begun.drawn(at(0), None) if what == "draw" else begun.ended(Reason(str(how)))


def _kept(charge: Charge, one: Generation) -> int:
    """How much of one picture stays counted."""
    if charge.kind is Kind.WAITING:
        return int(not one.has_ended)
    back = refund(one) if one.has_ended else None
    if charge.kind in (Kind.PERSON_HOUR, Kind.PERSON_DAY, Kind.CHAT_DAY):
        return int(not (back and back.person))
    if charge.kind in (Kind.SHARE, Kind.ACCOUNT_DAY):
        return int(not (back and back.account))
    return CENTS * (not (back and back.money))


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEPS, min_size=5, max_size=40))
def test_counts_always_sum_up(steps: list[tuple[str, int, object]]) -> None:
    """After every step each count is what was asked for, without what was given back, and no limit is passed."""
    asyncio.run(_run(steps))


async def _run(steps: list[tuple[str, int, object]]) -> None:
    with TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/bot.db") as database:
            keeper = Bookkeeper(in_database(database))
            for step in steps:
                await keeper.step(*step)
                await _check(database, keeper)


async def _check(database: Database, keeper: Bookkeeper) -> None:
    sums = await keeper.expected()
    assert {charge: await keeper.stores.used(charge) for charge in sums} == dict(sums)
    (rows,) = await database.run(Statement("SELECT count(*) AS number FROM charges"))
    assert rows[0]["number"] == sum(amount for charge, amount in sums.items() if charge.kind is Kind.WAITING)
    most = {_name(one): one.most for counted in keeper.asked.values() for one in counted.counted if one.most}
    assert all(sums[charge] <= limit for charge, limit in most.items())
