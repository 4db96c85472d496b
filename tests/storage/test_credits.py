"""The book of what people bought and were given: only added to, each cause once, never below zero, always summed up."""

import asyncio
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing import paying
from bot.drawing.policy.charging import charges, returned
from bot.drawing.values.credits import Entry, EntryKind
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.limits import Charges, Kind, Limits
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request
from bot.errors import LimitPassed, StoreUnavailable
from bot.storage.acceptance import DatabaseAcceptance
from bot.storage.credits import DatabaseCredits
from bot.storage.database import Database, open_database
from bot.storage.drawings import DatabaseDrawings
from bot.storage.statements import Statement
from tests.drawing.builders import MODEL, at, origin, request
from tests.storage.paying import BUYER, PICTURES, payment

BOUGHT, GRANTED, SPENT, RETURNED, REFUNDED = EntryKind
TWO = Limits(person_day=2)
GROUP = -4_000_001


def gift(pictures: int, cause: str = "a gift", user_id: int = BUYER) -> Entry:
    return Entry(GRANTED, cause, user_id, pictures, at(0))


async def book(database: Database, user_id: int = BUYER) -> list[tuple[EntryKind, int]]:
    """Somebody's entries, the oldest first."""
    entries = await DatabaseCredits(database).entries(user_id, None, 1000)
    return [(one.kind, one.pictures) for one in reversed(entries)]


async def ask(
    database: Database, number: int, pictures: int = 1, limits: Limits = TWO, *, user_id: int = BUYER, chat: int = BUYER
) -> Request:
    """Somebody asks for pictures, and pays for those beyond the limits. Raises LimitPassed."""
    new = request(number=number, count=pictures, origin=origin(user_id=user_id, chat_id=chat))
    acceptance = DatabaseAcceptance(database)

    async def add(counted: Charges) -> bool:
        return await acceptance.add(new, f"message:{number}", None, counted)

    assert await paying.added(add, charges(limits, new, MODEL, at(0)), DatabaseCredits(database), user_id)
    return await found(database, new)


async def found(database: Database, known: Request) -> Request:
    """A request as it is now."""
    kept = await DatabaseAcceptance(database).find(known.id)
    assert kept is not None
    return kept


async def write(database: Database, known: Request, *changed: Generation) -> None:
    """What became of generations."""
    await DatabaseDrawings(database).record(Batch(await found(database, known), changed), {}, at(60))


async def test_an_entry_of_a_cause_is_added_once(database: Database) -> None:
    credits_of = DatabaseCredits(database)
    assert [await credits_of.add(payment(1)) for _ in range(3)] == [True, False, False]
    assert await credits_of.balance(BUYER) == PICTURES


async def test_of_the_same_payment_told_many_times_at_once_one_is_booked(database: Database) -> None:
    credits_of = DatabaseCredits(database)
    booked = await asyncio.gather(*(credits_of.add(payment(1)) for _ in range(20)))
    assert sum(booked) == 1
    assert await credits_of.balance(BUYER) == PICTURES


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE credit_entries SET pictures = 99",
        "UPDATE credit_entries SET cause = 'another'",
        "DELETE FROM credit_entries",
        "INSERT INTO credit_entries VALUES ('spent', 'r', 1001, -11, 0, 0)",
        "INSERT INTO credit_entries VALUES ('spent', 'r', 1001, 1, 0, 0)",
        "INSERT INTO credit_entries VALUES ('bought', 'r', 1001, 10, 0, 0)",
        "INSERT INTO credit_entries VALUES ('found', 'r', 1001, 10, 0, 0)",
    ],
)
async def test_the_database_itself_keeps_the_book(database: Database, sql: str) -> None:
    await DatabaseCredits(database).add(payment(1))
    with pytest.raises(StoreUnavailable):
        await database.run(Statement(sql))
    assert await book(database) == [(BOUGHT, PICTURES)]
    assert await DatabaseCredits(database).balance(BUYER) == PICTURES


async def test_no_more_can_be_taken_back_than_there_is(database: Database) -> None:
    credits_of = DatabaseCredits(database)
    assert await credits_of.add(gift(3))
    assert not await credits_of.add(gift(-4, "another"))
    assert await credits_of.add(gift(-3, "a third"))
    assert await credits_of.balance(BUYER) == 0


async def test_pages_of_entries_leave_out_none(database: Database) -> None:
    credits_of = DatabaseCredits(database)
    for number in range(7):
        await credits_of.add(replace(payment(number), at=at(number // 3)))
    read: list[Entry] = []
    while page := await credits_of.entries(BUYER, read[-1] if read else None, 2):
        read += page
    assert sorted(one.cause for one in read) == [f"stx{number}" for number in range(7)]


# What is beyond the free limits is paid.


async def test_the_free_pictures_go_first(database: Database) -> None:
    await DatabaseCredits(database).add(payment(1))
    free = await ask(database, 1, 2)
    paid = await ask(database, 2, 3)
    assert (free.paid, free.paid_of) == (0, None)
    assert (paid.paid, paid.paid_of) == (3, PICTURES)
    assert await book(database) == [(BOUGHT, PICTURES), (SPENT, -3)] or await book(database) == [
        (SPENT, -3),
        (BOUGHT, PICTURES),
    ]


async def test_of_one_request_only_what_is_beyond_is_paid(database: Database) -> None:
    await DatabaseCredits(database).add(payment(1))
    asked = await ask(database, 1, 4)
    assert (asked.paid, asked.paid_of) == (2, PICTURES)
    with pytest.raises(LimitPassed):
        await ask(database, 2, 9)
    assert await DatabaseCredits(database).balance(BUYER) == PICTURES - 2


@pytest.mark.parametrize(
    "limits",
    [Limits(person_hour=2), Limits(chat_day=2), Limits(person_hour=3, person_day=2, chat_day=4)],
    ids=["hour", "chat", "all"],
)
async def test_every_free_limit_may_be_passed_so(database: Database, limits: Limits) -> None:
    await DatabaseCredits(database).add(payment(1))
    await ask(database, 1, 2, limits, chat=GROUP)
    assert (await ask(database, 2, 2, limits, chat=GROUP)).paid == 2


@pytest.mark.parametrize("limits", [Limits(active=2), Limits(waiting=2)], ids=["active", "waiting"])
async def test_no_other_limit_is_passed(database: Database, limits: Limits) -> None:
    await DatabaseCredits(database).add(payment(1))
    await ask(database, 1, 2, limits)
    with pytest.raises(LimitPassed):
        await ask(database, 2, 1, limits)
    assert await DatabaseCredits(database).balance(BUYER) == PICTURES


async def test_what_the_admins_of_a_group_allow_is_not_passed(database: Database) -> None:
    await DatabaseCredits(database).add(payment(1))
    new = request(count=3, origin=origin(chat_id=GROUP))
    counted = charges(Limits(), new, MODEL, at(0), group_daily=2)
    assert Kind.CHAT_DAY not in counted.free


async def test_of_many_at_once_as_many_are_accepted_as_are_free_and_paid(database: Database) -> None:
    await DatabaseCredits(database).add(payment(1))

    async def accepted(number: int) -> bool:
        try:
            await ask(database, number)
        except LimitPassed:
            return False
        return True

    done = await asyncio.gather(*(accepted(number) for number in range(1, 41)))
    assert sum(done) == 2 + PICTURES
    assert await DatabaseCredits(database).balance(BUYER) == 0


ENDS: dict[str, tuple[Callable[[Generation], Generation], int]] = {
    "refused": (lambda one: one.submitting(at(0)).ended(Reason.REFUSED), 1),
    "timed out": (lambda one: one.submitting(at(0)).ended(Reason.TIMEOUT), 1),
    "drawn": (lambda one: one.submitting(at(0)).drawn(at(0), None), 0),
}


@pytest.mark.parametrize("end", ENDS)
async def test_a_paid_picture_that_does_not_come_is_put_back_once(database: Database, end: str) -> None:
    change, back = ENDS[end]
    await DatabaseCredits(database).add(payment(1))
    await ask(database, 1, 2)
    paid = await ask(database, 2)
    for _ in range(2):
        await write(database, paid, change(paid.of(1)))
    assert await DatabaseCredits(database).balance(BUYER) == PICTURES - 1 + back
    assert returned(await found(database, paid)) == back


@pytest.mark.parametrize(("begun", "back"), [(False, 1), (True, 0)])
async def test_one_that_is_taken_back_is_put_back_before_it_was_begun(
    database: Database,
    begun: bool,  # noqa: FBT001 - a row
    back: int,
) -> None:
    await DatabaseCredits(database).add(payment(1))
    await ask(database, 1, 2)
    paid = await ask(database, 2)
    if begun:
        await write(database, paid, paid.of(1).submitting(at(0)))
    await DatabaseAcceptance(database).cancel(paid.id, at(60))
    assert await DatabaseCredits(database).balance(BUYER) == PICTURES - 1 + back


async def test_of_a_request_the_free_pictures_fail_for_nothing(database: Database) -> None:
    await DatabaseCredits(database).add(payment(1))
    mixed = await ask(database, 1, 3)
    first, *_ = mixed.generations
    await write(database, mixed, first.submitting(at(0)).ended(Reason.REFUSED))
    assert await DatabaseCredits(database).balance(BUYER) == PICTURES - 1
    assert (await ask(database, 2)).paid == 0


# A payment is given back.


@pytest.mark.parametrize(("spent", "taken"), [(0, 10), (3, 7), (10, 0)])
async def test_what_is_left_is_taken_back_with_the_money(database: Database, spent: int, taken: int) -> None:
    credits_of = DatabaseCredits(database)
    await credits_of.add(payment(1))
    if spent:
        await ask(database, 1, spent, Limits(person_day=0))
    assert [await credits_of.refund("stx1", at(9)) for _ in range(2)] == [True, False]
    refunded = await credits_of.find(REFUNDED, "stx1")
    assert refunded is not None
    assert (refunded.pictures, refunded.stars) == (-taken, -50)
    assert await credits_of.balance(BUYER) == 0


async def test_a_payment_nobody_made_is_not_given_back(database: Database) -> None:
    assert not await DatabaseCredits(database).refund("stx1", at(9))


# Whatever dies.


async def test_a_payment_is_booked_once_whatever_dies(url: str) -> None:
    """A process that books is killed again and again, each time a bit later, and Telegram tells all of it again."""
    async with open_database(url):
        pass
    await asyncio.to_thread(_killed_again_and_again, url)
    async with open_database(url) as database:
        assert await DatabaseCredits(database).balance(BUYER) == 12 * PICTURES
        assert await book(database) == [(BOUGHT, PICTURES)] * 12


def _killed_again_and_again(url: str) -> None:
    root = Path(__file__).parents[2]
    call = [sys.executable, "-m", "tests.storage.paying", url, "12"]
    for lines in (1, 4, 8):
        with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, cwd=root) as process:
            assert process.stdout is not None
            for _ in range(lines):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
    assert subprocess.run(call, stdout=subprocess.DEVNULL, cwd=root, timeout=60, check=True).returncode == 0


# Whatever people do, it sums up.

STEPS = st.one_of(
    st.tuples(st.just("buy"), st.integers(0, 3), st.integers(1, 5)),
    st.tuples(st.just("give"), st.integers(0, 3), st.integers(-4, 4).filter(bool)),
    st.tuples(st.just("refund"), st.integers(0, 3), st.just(0)),
    st.tuples(st.just("ask"), st.integers(1, 4), st.just(0)),
    st.tuples(st.just("draw"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("fail"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("submit"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("cancel"), st.integers(0, 9), st.just(0)),
)

_numbers = count(1)
"""Each person and each request is another one, so that all examples share a database."""


@dataclass(slots=True)
class Customer:
    """Does what somebody and the operator do, and knows what is in the book after it."""

    database: Database
    user_id: int
    sums: Counter[EntryKind] = field(default_factory=Counter)
    bought: dict[str, int] = field(default_factory=dict)
    refunded: set[str] = field(default_factory=set)
    asked: list[Request] = field(default_factory=list)

    @property
    def balance(self) -> int:
        return sum(self.sums.values())

    async def step(self, what: str, which: int, how: int) -> None:
        """Take a step, where it can be taken."""
        credits_of = DatabaseCredits(self.database)
        payment_id = f"stx{self.user_id}:{which}"
        match what:
            case "buy":
                is_new = await credits_of.add(Entry(BOUGHT, payment_id, self.user_id, how, at(0), 10))
                assert is_new == (payment_id not in self.bought)
                self.sums[BOUGHT] += how if is_new else 0
                self.bought.setdefault(payment_id, how)
            case "give":
                given = await credits_of.add(gift(how, f"gift {next(_numbers)}", self.user_id))
                assert given == (self.balance + how >= 0)
                self.sums[GRANTED] += how if given else 0
            case "refund":
                is_new = await credits_of.refund(payment_id, at(0))
                assert is_new == (payment_id in self.bought and payment_id not in self.refunded)
                if is_new:
                    self.sums[REFUNDED] -= min(self.balance, self.bought[payment_id])
                    self.refunded.add(payment_id)
            case "ask":
                await self.ask(which)
            case _ if self.asked:
                await self.work(what, self.asked[which % len(self.asked)])

    async def ask(self, pictures: int) -> None:
        before = self.balance
        try:
            new = await ask(self.database, next(_numbers), pictures, user_id=self.user_id, chat=self.user_id)
        except LimitPassed:
            return
        assert new.paid_of == (before if new.paid else None)
        self.sums[SPENT] -= new.paid
        self.asked.append(new)

    async def work(self, what: str, known: Request) -> None:
        before = await found(self.database, known)
        if what == "cancel":
            await DatabaseAcceptance(self.database).cancel(known.id, at(60))
        elif before.live:
            await write(self.database, known, _changed(before.live[-1], what))
        after = await found(self.database, known)
        self.sums[RETURNED] += returned(after) - returned(before)

    async def check(self) -> None:
        """The book, its sums, and what is known of both are one."""
        entries = await DatabaseCredits(self.database).entries(self.user_id, None, 1000)
        sums = Counter[EntryKind]()
        for one in entries:
            sums[one.kind] += one.pictures
        assert {kind: sums[kind] for kind in EntryKind} == {kind: self.sums[kind] for kind in EntryKind}
        assert await DatabaseCredits(self.database).balance(self.user_id) == self.balance >= 0


def _changed(one: Generation, what: str) -> Generation:
    begun = one.submitting(at(0)) if one.status is GenerationStatus.QUEUED else one
    if what == "submit":
        return begun
    return begun.drawn(at(0), None) if what == "draw" else begun.ended(Reason.FAILED)


async def test_what_is_bought_given_spent_and_put_back_always_sums_up(url: str) -> None:
    async with open_database(url) as database:
        loop = asyncio.get_running_loop()

        @settings(max_examples=60, deadline=None)
        @given(st.lists(STEPS, max_size=20))
        def always(steps: list[tuple[str, int, int]]) -> None:
            asyncio.run_coroutine_threadsafe(_lived(database, steps), loop).result()

        await asyncio.to_thread(always)


async def _lived(database: Database, steps: list[tuple[str, int, int]]) -> None:
    customer = Customer(database, 10_000 + next(_numbers))
    for step in steps:
        await customer.step(*step)
        await customer.check()
