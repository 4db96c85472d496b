"""Everything joined, and time that passes only where a test lets it."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from bot.drawing.admission import Admission
from bot.drawing.gallery import Gallery
from bot.drawing.inline_drafts import InlineDrafts
from bot.drawing.intake import Intake
from bot.drawing.originals import Originals
from bot.drawing.ports.providers import Provider
from bot.drawing.ports.work_stores import Lease
from bot.drawing.preferences import Preferences
from bot.drawing.privacy import Privacy
from bot.drawing.values.budgets import Budget
from bot.drawing.values.closings import OPEN
from bot.drawing.values.generations import Generation
from bot.drawing.values.groups import Membership
from bot.drawing.values.limits import Limits
from bot.drawing.values.models import Account, Model
from bot.drawing.values.people import Person
from bot.drawing.values.requests import MessageAddress, Origin, Request
from bot.drawing.values.specs import Draft
from bot.drawing.wake_ups import WakeUps
from bot.drawing.work.assembly import Assembly
from bot.drawing.work.consumer import Consumer
from bot.drawing.work.equipment import Capacity, Drawers, WorkCouriers, WorkStores
from bot.drawing.work.periodic import PeriodicTask
from bot.drawing.work.worker import Worker
from tests.clock import FakeClock
from tests.drawing.builders import BATCHING, MODEL, SEED, SPEC
from tests.drawing.world.faults import Faults
from tests.drawing.world.providers import MemoryProvider
from tests.drawing.world.telegram import MemoryTelegram
from tests.storage.memory import (
    MemoryAcceptance,
    MemoryAlarms,
    MemoryArchive,
    MemoryChoices,
    MemoryConversations,
    MemoryCredits,
    MemoryDatabase,
    MemoryDrawings,
    MemoryDue,
    MemoryGenerationLeases,
    MemoryHousekeeping,
    MemoryInlineDrafts,
    MemoryPostponed,
    MemoryPrivacy,
    MemoryRequestLeases,
    MemoryRetention,
    MemoryTurnedAway,
    MemoryUndecoded,
)
from tests.storage.memory.database import Row

PRIVATE, OTHER = 1001, 1002
"""Two people, and so their private chats."""

NO_BUDGETS: Mapping[Account, Budget] = MappingProxyType({})


class World:
    """A bot with these models, the first by default; ``roll`` is what chance says to everything.

    ``turn`` claims from one queue and takes one step with each; ``settle`` does until nothing is due. Nothing is caught
    there: what a step raises, the test sees. In ``working`` the worker itself runs, and ``passes`` lets time pass.
    """

    def __init__(
        self,
        *models: Model,
        stand_in: Model | None = None,
        budgets: Mapping[Account, Budget] = NO_BUDGETS,
        capacity: Capacity | None = None,
        most: int = 10,
        limits: Limits | None = None,
    ) -> None:
        self.models = {model.name: model for model in models or (MODEL, BATCHING)}
        self.serving = {**self.models, **({stand_in.name: stand_in} if stand_in else {})}
        self.stand_in = stand_in
        self.closings = OPEN
        self.limits = limits or Limits()
        self.capacity = capacity or Capacity(limits=self.limits)
        self.roll = 0.5
        self.clock = FakeClock()
        self.wake_ups = WakeUps()
        self.database = MemoryDatabase()
        self.telegram = MemoryTelegram()
        self.undecoded = MemoryUndecoded()
        self.providers = {name: MemoryProvider(self.clock, each.usual_seconds) for name, each in self.serving.items()}
        self.drawers: dict[str, Provider] = {**self.providers}
        self._budgets = budgets
        self._join(most)
        self.restart()

    def _join(self, most: int) -> None:
        self.credits = MemoryCredits()
        self.acceptance = MemoryAcceptance(self.database)
        self.archive = MemoryArchive(self.database)
        self.conversations = MemoryConversations(self.database)
        self.drawings = MemoryDrawings(self.database, self._budgets)
        self.due = MemoryDue(self.database)
        self.intake = Intake(
            acceptance=self.acceptance,
            admission=Admission(
                balances=self.credits,
                acceptance=self.acceptance,
                turned_away=MemoryTurnedAway(self.database),
                models=self.models,
                limits=self.limits,
                clock=self.clock,
                wake_ups=self.wake_ups,
            ),
            models=self.models,
            clock=self.clock,
            wake_ups=self.wake_ups,
            own_seed=lambda: SEED,
            most=most,
        )
        self.gallery = Gallery(archive=self.archive, clock=self.clock)
        self.originals = Originals(archive=self.archive, courier=self.telegram, models=self.serving, clock=self.clock)
        self.preferences = Preferences(choices=MemoryChoices(self.database), models=self.models)
        self.privacy = Privacy(
            store=MemoryPrivacy(self.database),
            book=self.credits,
            acceptance=self.acceptance,
            archive=self.archive,
            clock=self.clock,
            wake_ups=self.wake_ups,
        )
        self.inline_drafts = InlineDrafts(MemoryInlineDrafts(self.database), self.clock, b"a secret")

    def restart(self, *past: Account) -> None:
        """Another process begins, which knows only what is written down; it serves accounts of times past as well."""
        assembly = Assembly(
            stores=self.stores,
            couriers=self.couriers,
            drawers=Drawers(
                models=self.serving,
                providers=self.drawers,
                stand_in=self.stand_in.name if self.stand_in else None,
                closings=lambda: self.closings,
            ),
            accounts=list(dict.fromkeys([*past, *(model.account for model in self.serving.values())])),
            capacity=self.capacity,
            clock=self.clock,
            wake_ups=self.wake_ups,
            roll=lambda: self.roll,
        )
        self.worker: Worker = assembly.worker()
        parts = self.worker._parts
        self.consumers: dict[str, Consumer[Any]] = {one.name: one for one in parts if isinstance(one, Consumer)}
        self.tasks = {one.name: one for one in parts if isinstance(one, PeriodicTask)}

    @property
    def couriers(self) -> WorkCouriers:
        """Telegram as work needs it."""
        telegram = self.telegram
        return WorkCouriers(placeholders=telegram, pictures=telegram, operator=telegram, copies=telegram)

    @property
    def stores(self) -> WorkStores:
        """The database as work needs it."""
        return WorkStores(
            conversations=self.conversations,
            drawings=self.drawings,
            due=self.due,
            housekeeping=MemoryHousekeeping(self.database),
            privacy=MemoryPrivacy(self.database),
            retention=MemoryRetention(self.database),
            postponed=MemoryPostponed(self.database),
            alarms=MemoryAlarms(self.database),
            undecoded=self.undecoded,
            request_leases=MemoryRequestLeases(self.database),
            generation_leases=MemoryGenerationLeases(self.database),
        )

    @property
    def provider(self) -> MemoryProvider:
        """What draws for the default model."""
        return next(iter(self.providers.values()))

    def drawers_of(self, model: str, provider: Provider) -> None:
        """Let another provider draw for a model."""
        self.drawers[model] = provider
        self.restart()

    @property
    def faults(self) -> Faults:
        """What goes wrong on the way to Telegram."""
        return self.telegram.faults

    # What people do.

    async def ask(
        self,
        draft: Draft | None = None,
        *,
        chat_id: int = PRIVATE,
        user_id: int = PRIVATE,
        thread_id: int | None = None,
        inline: str | None = None,
        person: Person | None = None,
        member: Membership | None = None,
    ) -> Request:
        """Somebody asks for something, for one picture of a red fox if nothing else is said."""
        number = 0 if inline else self.telegram.number()
        origin = Origin(chat_id, number, user_id, "en", thread_id, inline)
        key = f"inline:{inline}" if inline else f"message:{chat_id}:{number}"
        await self.intake.draw(draft or Draft(SPEC.prompt), person or Person(user_id), origin, key, member)
        return self.requests[-1]

    async def shown(
        self,
        draft: Draft | None = None,
        *,
        chat_id: int = PRIVATE,
        user_id: int = PRIVATE,
        inline: str | None = None,
    ) -> Request:
        """Somebody asked, and sees the placeholder."""
        asked = await self.ask(draft, chat_id=chat_id, user_id=user_id, inline=inline)
        await self.turn("place")
        return self.now(asked)

    async def delivered(self, draft: Draft | None = None, *, chat_id: int = PRIVATE) -> Request:
        """Somebody asked, and the pictures are in the chat."""
        asked = await self.shown(draft, chat_id=chat_id)
        await self.finish()
        return self.now(asked)

    async def cancel(self) -> None:
        """The person takes back what they asked for last."""
        last = self.requests[-1]
        await self.intake.cancel(last)

    def sees(self, chat_id: int = PRIVATE) -> list[str]:
        """What stands in a chat."""
        return self.telegram.sees(chat_id)

    def pressed(self, request: Request) -> MessageAddress:
        """Where a button under a request was pressed."""
        return MessageAddress(request.origin.chat_id, request.placeholder or 0)

    # What is written down.

    @property
    def requests(self) -> list[Request]:
        """All requests as they are now, in the order in which they were accepted."""
        return list(self.database.tables.whole_requests())

    @property
    def last(self) -> Request:
        """What was asked for last, as it is now."""
        return self.requests[-1]

    def now(self, request: Request) -> Request:
        """A request as it is now."""
        found = self.database.tables.find(request.id)
        assert found is not None
        return found

    def waits(self, time: datetime | None) -> float | None:
        """The seconds until then."""
        return None if time is None else (time - self.clock.now()).total_seconds()

    def holds(self, row: UUID) -> float | None:
        """For how many seconds somebody still holds a request or generation."""
        tables = self.database.tables
        held = tables.requests[row] if row in tables.requests else tables.generations[row]
        return self.waits(held.held_until)

    def seize(self, row: UUID) -> None:
        """Another worker claims a request or generation, though somebody holds it."""
        tables = self.database.tables
        if row in tables.requests:
            request = tables.requests[row]
            request.value = replace(request.value, fence=request.value.fence + 1)
        else:
            generation = tables.generations[row]
            generation.value = replace(generation.value, fence=generation.value.fence + 1)

    def make_due(self, one: Generation) -> None:
        """Let the next step with a generation be due now."""
        row = self.database.tables.generations[one.id]
        row.value = replace(row.value, due_at=self.clock.now())

    def stir(self) -> None:
        """Let the request that was asked for last be due now, as who brings something of it does."""
        self.database.tables.requests[self.last.id].stir(self.clock.now())

    def let_wait(self, until: datetime | None = None) -> None:
        """Let the request that was asked for last not be due before then, or not by itself."""
        row = self.database.tables.requests[self.last.id]
        row.value, row.stirred_at = replace(row.value, due_at=until), None

    def hear(self, request: Request) -> None:
        """Let the people of a request hear how it is going as soon as somebody looks."""
        row = self.database.tables.requests[request.id]
        row.value = replace(row.value, news_at=self.clock.now())

    def lose_placeholder(self) -> None:
        """Nobody knows the placeholder any more of what was asked for last."""
        row = self.database.tables.requests[self.last.id]
        row.value = replace(row.value, placeholder=None)

    # How work goes on.

    async def turn(self, name: str) -> int:
        """Claim what is due in one queue and take one step with each; how many there were."""
        claimed = await self.claimed(name)
        for one in claimed:
            await self.consumers[name].step(one)
        return len(claimed)

    async def claimed(self, name: str) -> list[Any]:
        """Claim what is due in one queue, and take no step yet."""
        consumer = self.consumers[name]
        return await consumer.claim(consumer.slots, Lease(self.clock.now(), consumer.lease))

    async def settle(self) -> None:
        """Go on until nothing is due now."""
        while any([await self.turn(name) for name in self.consumers]):
            pass

    async def after(self, *seconds: float) -> None:
        """Let time pass, and go on until nothing is due then; and so on."""
        for each in seconds:
            self.clock.advance(each)
            await self.settle()

    async def finish(self) -> None:
        """Go on until nothing is due at all; news apart."""
        await self.settle()
        while (soonest := min(self._due(), default=None)) is not None:
            await self.after(max(0.0, self.waits(soonest) or 0.0))

    def _due(self) -> Iterable[datetime]:
        rows: list[Row] = [*self.database.tables.requests.values(), *self.database.tables.generations.values()]
        for row in rows:
            if row.value.due_at is not None:
                yield max(row.value.due_at, row.held_until or row.value.due_at)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[asyncio.Task[None]]:
        """The worker runs, until it is stopped at the end; who cancels its task kills it."""
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(self.worker.run())
            await self.idle()
            yield running
            self.worker.stop()

    async def idle(self) -> None:
        """Wait, with no time passing, until everybody waits for time to pass."""
        before = -1
        while before != (now := self._activity()):
            before = now
            for _ in range(20):
                await asyncio.sleep(0)

    async def passes(self, seconds: float, *, by: float = 0.5) -> None:
        """Let time pass while the worker runs."""
        for _ in range(round(seconds / by)):
            self.clock.advance(by)
            await self.idle()

    def _activity(self) -> int:
        tables = self.database._tables  # also while nobody can reach them
        rows: list[Row] = [*tables.requests.values(), *tables.generations.values()]
        return (
            sum(row.value.fence for row in rows)
            + len(self.faults.calls)
            + sum(len(each.faults.calls) for each in self.providers.values())
        )
