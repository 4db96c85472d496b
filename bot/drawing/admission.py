"""Who asks is let in within the limits, or turned away and told when it works again; then it may be asked by itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import structlog

from bot.drawing import paying
from bot.drawing.policy import charging
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.credit_stores import CreditBalances
from bot.drawing.ports.limit_stores import PostponedStore, TurnedAway, TurnedAwayStore
from bot.drawing.ports.people_stores import Acceptance, Tap
from bot.drawing.ports.providers import Models
from bot.drawing.values import queues
from bot.drawing.values.limits import Charges, Kind, Limits, Moment
from bot.drawing.values.requests import Request
from bot.drawing.wake_ups import WakeUps
from bot.errors import (
    BudgetUsedUp,
    DailyLimitReached,
    DayUsedUp,
    HourUsedUp,
    LimitPassed,
    LimitReached,
    ManyUnderWay,
    NotYours,
    QueueFull,
    ServiceUsedUp,
    ShareUsedUp,
    TooLate,
)

log = structlog.get_logger(__name__)

AHEAD = 4
"""So many hours, days or months ahead are looked at for one with room."""

_MONEY = frozenset({Kind.ACCOUNT_MONEY_DAY, Kind.ACCOUNT_MONEY_MONTH, Kind.MONEY_DAY, Kind.MONEY_MONTH})

_REACHED: Mapping[Kind, type[LimitReached]] = {
    Kind.ACTIVE: ManyUnderWay,
    Kind.PERSON_HOUR: HourUsedUp,
    Kind.PERSON_DAY: DayUsedUp,
    Kind.CHAT_DAY: DailyLimitReached,
    Kind.SHARE: ShareUsedUp,
    Kind.ACCOUNT_DAY: ServiceUsedUp,
    Kind.WAITING: QueueFull,
    **dict.fromkeys(_MONEY, BudgetUsedUp),
}
"""What people are told of each."""


class Admission:
    """Accepts within ``limits``, and beyond the free ones what people pay for; ``balances`` are what they have.

    ``sells``: more can be bought. Every method raises StoreUnavailable; then nothing was accepted.
    """

    def __init__(
        self,
        *,
        acceptance: Acceptance,
        turned_away: TurnedAwayStore,
        balances: CreditBalances,
        models: Models,
        limits: Limits,
        clock: Clock,
        wake_ups: WakeUps,
        sells: bool = False,
    ) -> None:
        self._acceptance = acceptance
        self._balances = balances
        self._sells = sells
        self._turned_away = turned_away
        self._models = models
        self._limits = limits
        self._clock = clock
        self._wake_ups = wake_ups

    @property
    def most_at_once(self) -> int | None:
        """How many pictures one request may ask for at most, where the limits say so."""
        return self._limits.active

    async def accept(
        self, request: Request, dedupe_key: str, tap: Tap | None = None, group_daily: int | None = None
    ) -> bool:
        """Whether a request is new, and accepted. Raises LimitReached; then it is kept for who wants it asked later."""
        try:
            return await self._added(request, dedupe_key, tap, group_daily)
        except LimitReached as reached:
            kept = TurnedAway(replace(request, placeholder=None), dedupe_key, group_daily)  # its answer says why
            await self._turned_away.keep(kept, request.accepted_at)
            reached.request = request.id.hex
            log.info("turned away", limit=type(reached).__name__, user=request.origin.user_id)
            raise

    async def _added(self, request: Request, dedupe_key: str, tap: Tap | None, group_daily: int | None) -> bool:
        """Whether a request is new, and accepted, free or paid for. Raises LimitReached."""
        charges, user_id = self._charges(request, request.accepted_at, group_daily), request.origin.user_id
        add = partial(self._acceptance.add, request, dedupe_key, tap)
        try:
            return await paying.added(add, charges, self._balances, user_id)
        except LimitPassed as passed:
            reached = self._reached(passed, charges, request.accepted_at)
            if passed.kind in charges.free:
                reached.payable, reached.bought = self._sells, await self._balances.balance(user_id)
            raise reached from passed

    async def waiting(self, user_id: int) -> UUID | None:
        """What of somebody was turned away last, where they did not have it asked later."""
        return await self._turned_away.latest(user_id)

    async def at_once(self, request_id: UUID, user_id: int) -> None:
        """Accept what was turned away now, free or paid for. Raises NotYours, TooLate, LimitReached."""
        found = await self._found(request_id, user_id)
        now = self._clock.now()
        request = replace(found.request, accepted_at=now, due_at=now)
        if not await self._added(request, found.dedupe_key, None, found.group_daily):
            raise TooLate  # it was asked for before
        self._accepted(request, now, now)

    async def later(self, request_id: UUID, user_id: int) -> Moment | None:
        """Accept what was turned away, for as soon as the limits allow it; None where that is now.

        Raises NotYours, TooLate where it is gone, and LimitReached where there is no such time in sight.
        """
        return await self._soonest(await self._found(request_id, user_id))

    async def _found(self, request_id: UUID, user_id: int) -> TurnedAway:
        found = await self._turned_away.find(request_id)
        if found is None or found.request.spec.model not in self._models:
            raise TooLate
        if found.request.origin.user_id != user_id:
            raise NotYours
        return found

    async def _soonest(self, found: TurnedAway) -> Moment | None:
        now = self._clock.now()
        at, postponed, reached = now, False, LimitReached(0)
        for _ in range(AHEAD):
            charges = self._charges(found.request, at, found.group_daily)
            request = replace(found.request, accepted_at=now, due_at=None if postponed else now)
            try:
                is_new = await self._acceptance.add(request, found.dedupe_key, None, charges, at if postponed else None)
            except LimitPassed as passed:
                reached = self._reached(passed, charges, now)
                if reached.until is None and (postponed or passed.kind != Kind.ACTIVE):
                    break
                at, postponed = reached.until or at, True
            else:
                if not is_new:  # it was asked later before
                    raise TooLate
                return self._accepted(request, at, now)
        raise reached

    def _accepted(self, request: Request, at: datetime, now: datetime) -> Moment | None:
        """When it begins; what begins as soon as there is room was due by now."""
        log.info("accepted", request=str(request.id), begins_at=str(at))
        if request.due_at is not None:
            self._wake_ups.wake(queues.PLACE)
            return None
        return self._limits.calendar.told(None if at == now else at, now)

    def _charges(self, request: Request, at: datetime, group_daily: int | None) -> Charges:
        return charging.charges(self._limits, request, self._models[request.spec.model], at, group_daily)

    def _reached(self, passed: LimitPassed, charges: Charges, now: datetime) -> LimitReached:
        """The limit as people are told of it."""
        kind = Kind(passed.kind)
        charge = charges.of(Kind.ACCOUNT_DAY if kind is Kind.SHARE else kind)
        most = charges.active if charge is None else charge.most
        left = passed.left // charges.micros if kind in _MONEY else passed.left
        until = charge.span.until if charge is not None and charge.span is not None else None
        moment = self._limits.calendar.told(until, now)
        return _REACHED[kind](most or 0, max(left, 0), moment.until, moment.day, moment.time, moment.zone)


SOON = timedelta(seconds=5)
"""After so long it is looked once more whether somebody has room for what they postponed."""

AT_ONCE = 50
"""So many are begun at once."""


class Postponed:
    """Begins what was accepted for later, when its time has come and its person has room for it."""

    def __init__(self, *, store: PostponedStore, limits: Limits, clock: Clock, wake_ups: WakeUps) -> None:
        self._store = store
        self._active = limits.active
        self._clock = clock
        self._wake_ups = wake_ups

    async def begin(self) -> None:
        """Begin what is due."""
        now = self._clock.now()
        for one in await self._store.due(now, AT_ONCE):
            if await self._store.begin(one, self._active, now):
                log.info("begun", request=str(one.request_id))
                self._wake_ups.wake(queues.PLACE)
            else:
                await self._store.put_off(one, now + SOON)
