"""The use case of time: what is due gets its next step. The only caller of providers."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.drawing.ports import Clock, Courier, Offers, Roll, Store
from bot.drawing.values.generations import LINES, Generation, Line, Stage
from bot.drawing.work.chores import chores
from bot.drawing.work.consumer import IDLE, Lane, Step
from bot.drawing.work.delivery import Delivery
from bot.drawing.work.health import Health
from bot.drawing.work.placing import Placing
from bot.drawing.work.polling import Polling
from bot.drawing.work.progress import Progress
from bot.drawing.work.recording import Ledger
from bot.drawing.work.submission import Submission
from bot.drawing.work.wakeups import Bells

log = structlog.get_logger(__name__)

SET = 5.0
"""Seconds by which the time of day must differ from the time passed to count as the clock having been set."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many steps of each line are taken at once, and how long a claim may be held.

    The lease is longer than any step takes: every request a step makes has a shorter time limit.
    """

    placing: int = 16
    submitting: int = 8
    polling: int = 12
    delivering: int = 16
    lease: timedelta = timedelta(minutes=3)
    deadline: timedelta = timedelta(hours=6)
    originals: timedelta = timedelta(days=7)


class Worker:
    """One lane a line, one for those who have no placeholder yet, and one for news of the queue."""

    def __init__(
        self,
        *,
        store: Store,
        offers: Offers,
        stand_in: str | None,
        courier: Courier,
        clock: Clock,
        bells: Bells,
        pace: Pace,
        roll: Roll,
    ) -> None:
        self._store = store
        self._clock = clock
        self._bells = bells
        self._lease = pace.lease
        self._started = clock.now(), clock.monotonic()
        self._resume_at = self._news_at = 0.0
        ledger = Ledger(store=store, offers=offers, clock=clock, bells=bells, roll=roll)
        health = Health(offers=offers, stand_in=stand_in, store=store, courier=courier, clock=clock)
        progress = Progress(ledger=ledger, store=store, courier=courier)
        placing = Placing(ledger=ledger, store=store, courier=courier, deadline=pace.deadline)
        submission = Submission(ledger=ledger, offers=offers, health=health, deadline=pace.deadline)
        polling = Polling(ledger=ledger, offers=offers, health=health, progress=progress, deadline=pace.deadline)
        delivery = Delivery(ledger=ledger, store=store, offers=offers, courier=courier)
        steps = {
            Stage.SUBMIT: (pace.submitting, submission.step),
            Stage.POLL: (pace.polling, polling.step),
            Stage.DELIVER: (pace.delivering, delivery.step),
        }
        self._chores = chores(store=store, courier=courier, clock=clock, originals=pace.originals)
        self._lanes = (
            *(self._lane(line, *steps[line.stage]) for line in LINES),
            Lane(
                name="placing",
                hands=pace.placing,
                claim=self._claim_unplaced,
                step=placing.step,
                clock=clock,
                bell=bells.placing,
            ),
            Lane(name="news", hands=pace.submitting, claim=self._claim_waiting, step=progress.step, clock=clock),
        )

    async def run(self) -> None:
        """Work until ``stop``, then finish the steps in hand."""
        async with asyncio.TaskGroup() as tasks:
            for lane in self._lanes:
                tasks.create_task(lane.run(), name=f"lane {lane.name}")
            for chore in self._chores:
                tasks.create_task(chore.run(), name=f"chore {chore.name}")

    def stop(self) -> None:
        """Claim nothing more; ``run`` returns when the steps in hand are done."""
        for lane in self._lanes:
            lane.stop()
        for chore in self._chores:
            chore.stop()

    def _lane(self, line: Line, hands: int, step: Step) -> Lane:
        async def claim(free: int) -> list[Generation]:
            if self._unsteady():
                return []
            return await self._store.claim(line, free, self._clock.now(), self._lease)

        async def next_due() -> datetime | None:
            return await self._store.next_due(line)

        return Lane(
            name=str(line),
            hands=hands,
            claim=claim,
            step=step,
            clock=self._clock,
            bell=self._bells.of(line),
            next_due=next_due,
        )

    async def _claim_unplaced(self, free: int) -> list[Generation]:
        if self._unsteady():
            return []
        return await self._store.claim_unplaced(free, self._clock.now(), self._lease)

    async def _claim_waiting(self, free: int) -> list[Generation]:
        """Once a second at most: news of the queue must not keep the queue from moving."""
        if self._unsteady() or self._clock.monotonic() < self._news_at:
            return []
        self._news_at = self._clock.monotonic() + IDLE
        return await self._store.claim_waiting(free, self._clock.now(), self._lease)

    def _unsteady(self) -> bool:
        """Whether the clock was set a short while ago.

        A step in hand, here or in another process, may then look as if its lease had run out. So nothing is claimed
        for one lease, by the time that passes and not by the clock: after that every such step has ended.
        """
        wall, steady = self._clock.now(), self._clock.monotonic()
        drift = (wall - self._started[0]).total_seconds() - (steady - self._started[1])
        if abs(drift) > SET:
            log.warning("the clock was set", seconds=round(drift))
            self._started = wall, steady
            self._resume_at = steady + self._lease.total_seconds()
        return steady < self._resume_at
