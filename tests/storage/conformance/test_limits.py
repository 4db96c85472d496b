"""Limits: decided in the transaction that accepts, given back once where there is no picture."""

import asyncio
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest

from bot.drawing.policy.charging import charges, handed_over, refund
from bot.drawing.ports.limit_stores import Postponement, TurnedAway
from bot.drawing.ports.people_stores import Tap
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.limits import Charge, Charges, Kind, Limits, Money
from bot.drawing.values.models import Price
from bot.drawing.values.queues import PLACE
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request
from bot.errors import LimitPassed
from tests.drawing.builders import BATCHING, MODEL, OPENAI, YANDEX, at, generation, origin, request
from tests.storage.conformance.stores import Stores

GROUP = -4_000_001
PRICED = replace(MODEL, prices=(Price(usd=Decimal("0.02")),))
CENTS = 20_000
EVERYTHING = Limits(
    person_hour=20,
    person_day=50,
    chat_day=200,
    active=30,
    waiting=1000,
    day=Money(10_000_000, {YANDEX: 9_000_000}),
    month=Money(99_000_000),
    at_account={YANDEX: 100},
)


DAY = EVERYTHING.calendar.day(at(0))
ACCOUNTS = (YANDEX, OPENAI)


def counted(limits: Limits, new: Request, seconds: float = 0) -> Charges:
    """What a request counts that is begun then."""
    return charges(limits, new, PRICED, at(seconds))


async def ask(stores: Stores, new: Request, limits: Limits, *, begins_at: datetime | None = None) -> None:
    """Somebody asks within limits."""
    seconds = 0 if begins_at is None else (begins_at - at(0)).total_seconds()
    assert await stores.acceptance.add(new, f"message:{new.id.int}", None, counted(limits, new, seconds), begins_at)


def one(kind: Kind, limits: Limits = EVERYTHING, new: Request | None = None) -> Charge:
    """What of a request in a group is counted of a kind."""
    charge = counted(limits, new or request(origin=origin(chat_id=GROUP))).of(kind)
    assert charge is not None
    return charge


LIMITED = {
    Kind.PERSON_HOUR: Limits(person_hour=3),
    Kind.PERSON_DAY: Limits(person_day=3),
    Kind.CHAT_DAY: Limits(chat_day=3),
    Kind.ACTIVE: Limits(active=3),
    Kind.WAITING: Limits(waiting=3),
    Kind.ACCOUNT_MONEY_DAY: Limits(day=Money(at={YANDEX: 3 * CENTS})),
    Kind.ACCOUNT_MONEY_MONTH: Limits(month=Money(at={YANDEX: 3 * CENTS})),
    Kind.MONEY_DAY: Limits(day=Money(3 * CENTS)),
    Kind.MONEY_MONTH: Limits(month=Money(3 * CENTS)),
}
"""Three pictures, by each kind of limit."""


@pytest.mark.parametrize("kind", LIMITED)
async def test_a_limit_lets_in_what_it_says_and_no_more(stores: Stores, kind: Kind) -> None:
    there = origin(chat_id=GROUP)
    await ask(stores, request(number=1, count=2, origin=there), LIMITED[kind])
    with pytest.raises(LimitPassed) as passed:
        await ask(stores, request(number=2, count=2, origin=there), LIMITED[kind])
    assert passed.value.kind == kind
    assert await stores.acceptance.find(UUID(int=2)) is None
    await ask(stores, request(number=3, origin=there), LIMITED[kind])


@pytest.mark.parametrize("kind", LIMITED)
async def test_of_many_who_ask_at_once_as_many_are_let_in(stores: Stores, kind: Kind) -> None:
    new = [request(number=number, origin=origin(chat_id=GROUP)) for number in range(1, 21)]
    done = await asyncio.gather(*(ask(stores, one, LIMITED[kind]) for one in new), return_exceptions=True)
    assert sorted(map(str, done)).count("None") == 3


async def test_how_many_more_would_pass_no_limit_is_told(stores: Stores) -> None:
    await ask(stores, request(number=1, count=2), Limits(person_day=3))
    with pytest.raises(LimitPassed) as passed:
        await ask(stores, request(number=2, count=2), Limits(person_day=3))
    assert passed.value.left == 1


async def test_one_more_than_the_limit_is_too_many_at_once(stores: Stores) -> None:
    with pytest.raises(LimitPassed):
        await ask(stores, request(count=4), Limits(person_day=3))


async def test_a_redelivered_request_is_known_whatever_the_limits_say(stores: Stores) -> None:
    limits = Limits(person_day=1)
    await ask(stores, request(number=1), limits)
    again = request(number=2)
    assert not await stores.acceptance.add(again, "message:1", None, counted(limits, again))


async def test_a_second_tap_counts_nothing(stores: Stores) -> None:
    limits, tap = Limits(person_day=5), Tap("style", at(-10))
    for number in (1, 2):
        new = request(number=number)
        added = await stores.acceptance.add(new, f"press:{number}:style", tap, counted(limits, new))
        assert added is (number == 1)
    assert await stores.used(one(Kind.PERSON_DAY, limits, request())) == 1


async def test_what_is_turned_away_counts_nothing(stores: Stores) -> None:
    """Not even by the limits that would have let it in."""
    limits = replace(EVERYTHING, day=Money(CENTS))
    with pytest.raises(LimitPassed):
        await ask(stores, request(count=2), limits)
    assert {await stores.used(each) for each in counted(limits, request()).counted} == {0}


# Fair shares of what an account takes a day.

TWENTY = Limits(at_account={YANDEX: 20})


async def taken(stores: Stores, person: int, first: int, limits: Limits = TWENTY) -> int:
    """How many pictures somebody gets who asks for one after the other."""
    for number in range(first, first + 100):
        new = request(number=number, origin=origin(user_id=person))
        try:
            await ask(stores, new, limits)
        except LimitPassed:
            return number - first
    raise AssertionError


async def test_a_share_shrinks_as_the_day_runs_out_and_a_newcomer_always_gets_one(stores: Stores) -> None:
    """Nobody has more of it than is left for all others; the first one of everybody is fair while there is any."""
    shares = [await taken(stores, person, 1000 * person) for person in range(1, 8)]
    assert shares == [10, 5, 2, 1, 1, 1, 0]


async def test_a_share_that_is_used_up_says_how_many_are_fair(stores: Stores) -> None:
    await ask(stores, request(number=1, count=6), TWENTY)
    with pytest.raises(LimitPassed) as passed:
        await ask(stores, request(number=2, count=5), TWENTY)
    assert (passed.value.kind, passed.value.left) == (Kind.SHARE, 4)


# What is given back.


@pytest.mark.parametrize("reason", [*Reason])
@pytest.mark.parametrize("submitted", [False, True])
async def test_what_there_is_no_picture_of_is_given_back_once(
    stores: Stores, reason: Reason, *, submitted: bool
) -> None:
    new = request(origin=origin(chat_id=GROUP))
    await ask(stores, new, EVERYTHING)
    await stores.conversations.record(new.placed(7, None, None), at(0))
    first = (await stores.now()).of(1)
    ended = (first.submitting(at(0)) if submitted else first).ended(reason)
    await stores.write(ended)
    back = refund(ended)
    for once_more in (False, True):
        if once_more:
            await stores.end(Reason.FAILED)
        assert await stores.used(one(Kind.PERSON_HOUR)) == 1 - back.person
        assert await stores.used(one(Kind.PERSON_DAY)) == 1 - back.person
        assert await stores.used(one(Kind.CHAT_DAY)) == 1 - back.person
        assert await stores.used(one(Kind.SHARE)) == 1 - back.account
        assert await stores.used(one(Kind.ACCOUNT_DAY)) == 1 - back.account
        for kind in (Kind.ACCOUNT_MONEY_DAY, Kind.ACCOUNT_MONEY_MONTH, Kind.MONEY_DAY, Kind.MONEY_MONTH):
            assert await stores.used(one(kind)) == CENTS * (not back.money)
        assert await stores.used(one(Kind.WAITING)) == 0


async def test_what_is_drawn_stays_counted(stores: Stores) -> None:
    new = request(count=2)
    await ask(stores, new, EVERYTHING)
    await stores.conversations.record(new.placed(7, None, None), at(0))
    await stores.draw()
    assert await stores.used(one(Kind.PERSON_DAY)) == 2
    assert await stores.used(one(Kind.MONEY_MONTH)) == 2 * CENTS
    assert await stores.used(one(Kind.WAITING)) == 0


async def test_what_is_taken_back_counts_where_it_was_submitted(stores: Stores) -> None:
    new = request(count=3)
    await ask(stores, new, EVERYTHING)
    await stores.conversations.record(new.placed(7, None, None), at(0))
    await stores.submit(1, 2)
    assert await stores.acceptance.cancel(new.id, at(1))
    assert await stores.used(one(Kind.PERSON_DAY)) == 1
    assert await stores.used(one(Kind.MONEY_DAY)) == CENTS
    assert not await stores.acceptance.cancel(new.id, at(2))
    assert await stores.used(one(Kind.PERSON_DAY)) == 1


async def test_who_blocked_the_bot_gets_back_what_was_not_drawn(stores: Stores) -> None:
    await ask(stores, request(), EVERYTHING)
    await stores.privacy.block(1001, at(0))
    assert await stores.used(one(Kind.PERSON_DAY)) == 0
    assert await stores.used(one(Kind.WAITING)) == 0


async def test_what_nobody_can_work_on_is_given_back(stores: Stores) -> None:
    """To its person; what was spent on it nobody knows."""
    new = request()
    await ask(stores, new, EVERYTHING)
    await stores.request_leases.abandon(new.id, new.fence, at(0))
    assert await stores.used(one(Kind.PERSON_DAY)) == 0
    assert await stores.used(one(Kind.WAITING)) == 0


async def test_a_batch_that_nobody_can_work_on_is_given_back(stores: Stores) -> None:
    new = request(count=2, model=BATCHING)
    await ask(stores, new, EVERYTHING)
    await stores.conversations.record(new.placed(7, None, None), at(0))
    leader = (await stores.now()).of(1)
    await stores.generation_leases.abandon(leader.id, leader.fence, at(0))
    assert await stores.used(one(Kind.WAITING)) == 0


# What another model draws instead.

OTHER = replace(MODEL, name="other", account=OPENAI, prices=(Price(usd=Decimal("0.05")),))


async def hand_over(stores: Stores, limits: Limits) -> None:
    """The first picture of the request is drawn by the other model."""
    whole = await stores.now()
    handed = Batch(whole, (whole.of(1).handed_to(OTHER),))
    await stores.drawings.record(handed, {}, at(0), moved=handed_over(limits, handed, OTHER, at(0)))


async def test_what_is_handed_over_is_charged_for_who_draws_it(stores: Stores) -> None:
    limits = replace(EVERYTHING, at_account={YANDEX: 100, OPENAI: 100})
    new = request(count=2)
    await ask(stores, new, limits)
    await stores.conversations.record(new.placed(7, None, None), at(0))
    await hand_over(stores, limits)
    spent = {account: await stores.used(Charge(Kind.ACCOUNT_MONEY_DAY, account, 0, None, DAY)) for account in ACCOUNTS}
    taken = {account: await stores.used(Charge(Kind.ACCOUNT_DAY, account, 0, None, DAY)) for account in ACCOUNTS}
    assert (spent, taken) == ({YANDEX: CENTS, OPENAI: 50_000}, {YANDEX: 1, OPENAI: 1})
    assert await stores.used(one(Kind.MONEY_MONTH)) == CENTS + 50_000
    assert await stores.acceptance.cancel(new.id, at(1))
    assert await stores.used(one(Kind.MONEY_MONTH)) == 0
    assert await stores.used(Charge(Kind.ACCOUNT_MONEY_DAY, OPENAI, 0, None, DAY)) == 0


@pytest.mark.parametrize("limits", [Limits(day=Money(at={OPENAI: 49_999})), Limits(month=Money(49_999))])
async def test_what_the_other_model_may_not_draw_is_not_handed_over(stores: Stores, limits: Limits) -> None:
    new = request()
    await ask(stores, new, limits)
    await stores.conversations.record(new.placed(7, None, None), at(0))
    with pytest.raises(LimitPassed):
        await hand_over(stores, limits)
    assert (await stores.now()).of(1).stand_in is None
    assert await stores.used(one(Kind.MONEY_MONTH)) == CENTS


async def test_a_dearer_model_of_the_same_account_is_charged_as_such(stores: Stores) -> None:
    new, dearer = request(), replace(OTHER, account=YANDEX)
    await ask(stores, new, EVERYTHING)
    await stores.conversations.record(new.placed(7, None, None), at(0))
    handed = Batch(await stores.now(), ((await stores.now()).of(1).handed_to(dearer),))
    await stores.drawings.record(handed, {}, at(0), moved=handed_over(EVERYTHING, handed, dearer, at(0)))
    assert await stores.used(one(Kind.ACCOUNT_MONEY_DAY)) == 50_000
    assert await stores.used(one(Kind.ACCOUNT_DAY)) == 1


async def test_counts_survive_that_their_requests_are_forgotten(stores: Stores) -> None:
    new = request()
    await ask(stores, new, EVERYTHING)
    await stores.conversations.record(new.placed(7, None, None), at(0))
    await stores.draw()
    await stores.deliver()
    assert await stores.privacy.delete(new.id, at(1))
    assert await stores.used(one(Kind.PERSON_DAY)) == 1
    assert await stores.used(one(Kind.MONEY_MONTH)) == CENTS


async def test_counts_are_forgotten_when_their_time_is_over(stores: Stores) -> None:
    await ask(stores, request(), EVERYTHING)
    tomorrow = EVERYTHING.calendar.day(at(0)).until
    assert await stores.retention.drop_counted(tomorrow, 100) > 0
    assert await stores.used(one(Kind.PERSON_DAY)) == 0
    assert await stores.used(one(Kind.MONEY_MONTH)) == CENTS
    assert await stores.used(one(Kind.WAITING)) == 1


# What is told.


@pytest.mark.parametrize(("before", "left"), [(4, None), (5, 3), (7, 1), (8, 0)])
async def test_few_pictures_that_are_left_for_the_day_are_told(stores: Stores, before: int, left: int | None) -> None:
    limits = Limits(person_day=9, chat_day=100)
    await ask(stores, request(number=1, count=before), limits)
    await ask(stores, request(number=2), limits)
    assert (await stores.now(2)).left_today == left


async def test_of_two_limits_of_the_day_the_nearer_one_is_told(stores: Stores) -> None:
    await ask(stores, request(origin=origin(chat_id=GROUP)), Limits(person_day=4, chat_day=3))
    assert (await stores.now()).left_today == 2


# Later.


async def test_what_is_postponed_waits_and_is_begun_as_if_it_were_asked_then(stores: Stores) -> None:
    await ask(stores, replace(request(), due_at=None), EVERYTHING, begins_at=at(60))
    assert await stores.postponed.due(at(59), 9) == []
    (later,) = await stores.postponed.due(at(60), 9)
    assert later == Postponement(UUID(int=1), 1001, 1)
    assert await stores.claim(PLACE, seconds=60) == []
    assert await stores.postponed.begin(later, 4, at(60))
    now = await stores.now()
    assert (now.due_at, now.accepted_at) == (at(60), at(60))
    assert await stores.postponed.due(at(99), 9) == []
    assert not await stores.postponed.begin(later, 4, at(61))


async def test_what_is_postponed_counts_in_the_day_it_is_begun_in(stores: Stores) -> None:
    tomorrow = EVERYTHING.calendar.day(at(0)).until
    await ask(stores, replace(request(), due_at=None), EVERYTHING, begins_at=tomorrow)
    assert await stores.used(one(Kind.PERSON_DAY)) == 0
    then = counted(EVERYTHING, request(), (tomorrow - at(0)).total_seconds()).of(Kind.PERSON_DAY)
    assert then is not None
    assert await stores.used(then) == 1


async def test_what_is_postponed_is_begun_when_its_person_has_room(stores: Stores) -> None:
    limits = Limits(active=1)
    await ask(stores, request(number=1), limits)
    await ask(stores, replace(request(number=2), due_at=None), limits, begins_at=at(0))
    (later,) = await stores.postponed.due(at(0), 9)
    assert not await stores.postponed.begin(later, 1, at(0))
    await stores.postponed.put_off(later, at(5))
    assert await stores.postponed.due(at(4), 9) == []
    await stores.acceptance.cancel(UUID(int=1), at(4))
    assert await stores.postponed.begin(later, 1, at(5))


async def test_somebody_may_postpone_as_many_as_they_may_have_under_way(stores: Stores) -> None:
    limits = Limits(active=1)
    await ask(stores, replace(request(number=1), due_at=None), limits, begins_at=at(0))
    with pytest.raises(LimitPassed):
        await ask(stores, replace(request(number=2), due_at=None), limits, begins_at=at(0))
    await ask(stores, request(number=3), limits)


async def test_what_is_postponed_and_taken_back_is_not_begun(stores: Stores) -> None:
    await ask(stores, replace(request(), due_at=None), EVERYTHING, begins_at=at(60))
    await stores.acceptance.cancel(UUID(int=1), at(1))
    assert await stores.postponed.due(at(60), 9) == []
    assert await stores.used(one(Kind.WAITING)) == 0


async def test_what_was_turned_away_is_kept_as_it_was(stores: Stores) -> None:
    away = TurnedAway(request(count=3, model=BATCHING), "message:1", 7)
    await stores.turned_away.keep(away, at(0))
    assert await stores.turned_away.find(UUID(int=1)) == away
    assert await stores.turned_away.find(UUID(int=2)) is None


async def test_of_what_was_turned_away_the_newest_are_kept(stores: Stores) -> None:
    for number in range(1, 7):
        await stores.turned_away.keep(TurnedAway(request(number=number), f"message:{number}"), at(number))
    kept = [await stores.turned_away.find(UUID(int=number)) is not None for number in range(1, 7)]
    assert kept == [False, False, True, True, True, True]


async def test_what_was_turned_away_is_forgotten_in_time(stores: Stores) -> None:
    await stores.turned_away.keep(TurnedAway(request(), "message:1"), at(0))
    assert await stores.retention.drop_turned_away(at(-1), 9) == 0
    assert await stores.retention.drop_turned_away(at(0), 9) == 1
    assert await stores.turned_away.find(UUID(int=1)) is None


def test_nothing_is_given_back_of_what_is_drawn() -> None:
    back = refund(generation(status=GenerationStatus.DRAWN))
    assert (back.person, back.account, back.money) == (False, False, False)


async def test_what_was_turned_away_last_is_known_until_it_is_accepted(stores: Stores) -> None:
    assert await stores.turned_away.latest(1001) is None
    for number in (1, 2):
        await stores.turned_away.keep(TurnedAway(request(number=number), f"message:{number}"), at(number))
    assert await stores.turned_away.latest(1001) == request(number=2).id
    await stores.acceptance.add(request(number=2), "message:2")
    assert await stores.turned_away.latest(1001) == request(number=1).id
    assert await stores.turned_away.latest(1002) is None
