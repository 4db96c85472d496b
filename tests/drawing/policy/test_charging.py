"""What a request counts by which limit."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.drawing.policy.charging import NOT_BILLED, charges, handed_over, refund, unpriced
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.limits import LOOKED_UP, Kind, Limits, Money
from bot.drawing.values.models import Price
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch
from tests.drawing.builders import BATCHING, MODEL, OPENAI, YANDEX, at, generation, origin, request, spec

GROUP = -500
PRICED = replace(
    MODEL,
    qualities=("low", "high"),
    prices=(Price(usd=Decimal("0.25"), quality="high"), Price(usd=Decimal("0.018"))),
)
ALL = Limits(person_hour=1, person_day=2, chat_day=3, active=4, waiting=5, at_account={YANDEX: 6})


def test_the_kinds_come_in_their_order_so_that_nobody_waits_for_each_other() -> None:
    kinds = [one.kind for one in charges(ALL, request(origin=origin(chat_id=GROUP)), PRICED, at(0)).counted]
    assert kinds == sorted(kinds)
    assert kinds == [kind for kind in Kind if kind not in LOOKED_UP]


def test_without_limits_money_and_what_waits_is_counted_and_the_pictures_of_a_group() -> None:
    kinds = {one.kind for one in charges(Limits(), request(origin=origin(chat_id=GROUP)), PRICED, at(0)).counted}
    money = {Kind.ACCOUNT_MONEY_DAY, Kind.ACCOUNT_MONEY_MONTH, Kind.MONEY_DAY, Kind.MONEY_MONTH}
    assert kinds == money | {Kind.CHAT_DAY, Kind.WAITING}


def test_a_model_without_a_price_costs_nothing() -> None:
    counted = charges(Limits(), request(), MODEL, at(0))
    assert [one.kind for one in counted.counted] == [Kind.WAITING]


@pytest.mark.parametrize(("quality", "each"), [(None, 18_000), ("high", 250_000)])
def test_every_picture_costs_what_the_catalog_says(quality: str | None, each: int) -> None:
    new = request(count=3, spec=spec(quality=quality))
    counted = charges(Limits(), new, PRICED, at(0))
    spent = counted.of(Kind.MONEY_DAY)
    assert spent is not None
    assert (counted.micros, spent.amount) == (each, 3 * each)


@pytest.mark.parametrize(
    ("own", "groups", "most"), [(None, None, None), (5, None, 5), (None, 3, 3), (5, 3, 3), (2, 3, 2)]
)
def test_of_the_operators_and_the_groups_limit_the_stricter_counts(
    own: int | None, groups: int | None, most: int | None
) -> None:
    in_group = request(origin=origin(chat_id=GROUP))
    counted = charges(Limits(chat_day=own), in_group, MODEL, at(0), groups).of(Kind.CHAT_DAY)
    assert counted is not None
    assert counted.most == most


def test_a_private_chat_is_no_group() -> None:
    assert charges(ALL, request(), MODEL, at(0)).of(Kind.CHAT_DAY) is None


def test_what_is_handed_over_counts_where_it_is_drawn() -> None:
    whole = request(count=3)
    moved = handed_over(Limits(at_account={OPENAI: 9}), Batch(whole, whole.generations[:2]), BATCHING, at(0))
    assert [(one.kind, one.who, one.amount) for one in moved.counted] == [
        (Kind.SHARE, "openai 1001", 2),
        (Kind.ACCOUNT_DAY, "openai", 2),
    ]


def test_what_was_taken_back_after_it_was_submitted_counts() -> None:
    taken_back = generation(status=GenerationStatus.CANCELLED, submissions=1)
    assert refund(taken_back) == refund(generation(status=GenerationStatus.DRAWN))
    assert refund(replace(taken_back, submissions=0)).person


@pytest.mark.parametrize("reason", [Reason.REFUSED, Reason.FAILED, Reason.UNANSWERED, Reason.UNDECODED, Reason.LOST])
def test_people_get_back_what_was_not_drawn_and_money_stays_where_it_may_have_been_billed(reason: Reason) -> None:
    back = refund(generation(status=GenerationStatus.FAILED, reason=reason))
    assert (back.person, back.account, back.money) == (True, False, reason in NOT_BILLED)


@pytest.mark.parametrize(
    ("budget", "told"),
    [(Money(), False), (Money(5), True), (Money(at={YANDEX: 5}), True), (Money(at={OPENAI: 5}), False)],
)
def test_money_is_limited_only_where_it_is_known_what_a_picture_costs(budget: Money, *, told: bool) -> None:
    assert unpriced(budget, MODEL) is told
    assert not unpriced(budget, PRICED)
