"""What a request counts by which limit, and what it is given back when there is no picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.limits import Charge, Charges, Kind, Limits, Money, micros
from bot.drawing.values.models import Model
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request

NOT_BILLED = frozenset({Reason.REFUSED, Reason.DECLINED, Reason.FAILED})
"""With these nothing is billed, although it was submitted; with any other reason it may have been."""


_FREE = frozenset({Kind.PERSON_HOUR, Kind.PERSON_DAY, Kind.CHAT_DAY})


def charges(limits: Limits, request: Request, model: Model, at: datetime, group_daily: int | None = None) -> Charges:
    """What a request counts that is begun then; ``group_daily`` is what the admins of its group allow a day."""
    counted = (
        *_of_people(limits, request, at, group_daily),
        *_of_account(limits, request, model, at, request.count),
        Charge(Kind.WAITING, "", request.count, limits.waiting),
    )
    share = limits.at_account.get(model.account)
    price = _price(request, model)
    return Charges(
        counted,
        request.count,
        price,
        model.name,
        model.account,
        active=limits.active,
        share=share,
        free=_free(group_daily),
    )


def _free(group_daily: int | None) -> frozenset[Kind]:
    """The limits beyond which pictures may be paid for; what the admins of a group chose is none of them."""
    return _FREE if group_daily is None else _FREE - {Kind.CHAT_DAY}


def handed_over(limits: Limits, batch: Batch, model: Model, at: datetime) -> Charges:
    """What a batch counts with the other model that draws it."""
    count = len(batch.generations)
    counted = tuple(_of_account(limits, batch.request, model, at, count))
    return Charges(counted, count, _price(batch.request, model), model.name, model.account)


def _of_people(limits: Limits, request: Request, at: datetime, group_daily: int | None) -> Iterator[Charge]:
    """In the order of the kinds; what has no limit is not counted."""
    origin, count, day = request.origin, request.count, limits.calendar.day(at)
    if limits.person_hour is not None:
        yield Charge(Kind.PERSON_HOUR, str(origin.user_id), count, limits.person_hour, limits.calendar.hour(at))
    if limits.person_day is not None:
        yield Charge(Kind.PERSON_DAY, str(origin.user_id), count, limits.person_day, day)
    if origin.chat_id < 0:
        yield Charge(Kind.CHAT_DAY, str(origin.chat_id), count, _smaller(limits.chat_day, group_daily), day)


def _of_account(limits: Limits, request: Request, model: Model, at: datetime, count: int) -> Iterator[Charge]:
    """The same of what depends on the model; money is counted whether it has a limit or not."""
    account, cost = model.account, count * _price(request, model)
    day, month = limits.calendar.day(at), limits.calendar.month(at)
    if (allowed := limits.at_account.get(account)) is not None:
        yield Charge(Kind.SHARE, f"{account} {request.origin.user_id}", count, None, day)
        yield Charge(Kind.ACCOUNT_DAY, account, count, allowed, day)
    if cost:
        yield Charge(Kind.ACCOUNT_MONEY_DAY, account, cost, limits.day.at.get(account), day)
        yield Charge(Kind.ACCOUNT_MONEY_MONTH, account, cost, limits.month.at.get(account), month)
        yield Charge(Kind.MONEY_DAY, "", cost, limits.day.in_all, day)
        yield Charge(Kind.MONEY_MONTH, "", cost, limits.month.in_all, month)


def _price(request: Request, model: Model) -> int:
    """Millionths of a US dollar for one picture; none where nobody said."""
    size = None if request.spec.size is None else str(request.spec.size)
    price = model.price(size, request.spec.quality)
    return 0 if price is None else micros(price)


def _smaller(one: int | None, other: int | None) -> int | None:
    """The stricter of two limits."""
    return min((each for each in (one, other) if each is not None), default=None)


@dataclass(frozen=True, slots=True)
class Refund:
    """What of one picture is given back: to its person and group, to its account's day, and of the money."""

    person: bool
    account: bool
    money: bool


def refund(generation: Generation) -> Refund:
    """What is given back of a generation that has ended.

    People get back what was not drawn, unless they took it back when it was submitted. An account was asked for what
    was submitted, and what may have been billed is spent.
    """
    if generation.status is GenerationStatus.DRAWN:
        return Refund(person=False, account=False, money=False)
    asked = generation.submissions > 0 or generation.reason is Reason.BUG
    taken_back = asked and generation.status is GenerationStatus.CANCELLED
    return Refund(person=not taken_back, account=not asked, money=not asked or generation.reason in NOT_BILLED)


def spent(request: Request, generation: Generation, model: Model) -> int:
    """What one picture costs, or may have, that has ended or is under way: millionths of a US dollar."""
    is_asked = generation.submissions > 0 or generation.reason is Reason.BUG
    if generation.has_ended:
        return 0 if refund(generation).money else _price(request, model)
    return _price(request, model) if is_asked else 0


def returned(request: Request) -> int:
    """How many of the pictures that its person paid for are given back: they did not come. The last ones are paid."""
    paid = request.generations[request.count - request.paid :]
    return sum(one.has_ended and refund(one).person for one in paid)


def unpriced(budgets: Money, model: Model) -> bool:
    """Whether money is limited and nobody said what a picture of this model costs."""
    return (budgets.in_all is not None or model.account in budgets.at) and not model.prices
