"""All ports to one database, and the steps that lead a request to where a test begins."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from bot.drawing.ports.improvers import ImprovementCounts
from bot.drawing.ports.limit_stores import PostponedStore, TurnedAwayStore
from bot.drawing.ports.people_stores import Acceptance, Archive, Choices, InlineDraftStore
from bot.drawing.ports.privacy_stores import PrivacyStore, Retention
from bot.drawing.ports.removal_stores import RemovalStore
from bot.drawing.ports.talk_stores import AnswerStore, WaitingStore
from bot.drawing.ports.work_stores import Alarms, Conversations, Drawings, Due, Housekeeping, Lease, Leases
from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import Generation
from bot.drawing.values.limits import Charge
from bot.drawing.values.models import Account
from bot.drawing.values.pictures import Picture
from bot.drawing.values.queues import Queue, Stage
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request
from tests.drawing.builders import at, request

HOLDS = timedelta(minutes=2)
PICTURE = Picture(b"a picture", "image/jpeg", 64, 32)
OTHER = Picture(b"another one", "image/png", 32, 64)


@dataclass(frozen=True, slots=True)
class Stores:
    """One database by all its ports.

    ``within`` makes Drawings that keep to budgets; ``used`` says how much is counted.
    """

    acceptance: Acceptance
    archive: Archive
    choices: Choices
    inline_drafts: InlineDraftStore
    conversations: Conversations
    drawings: Drawings
    due: Due
    request_leases: Leases
    generation_leases: Leases
    alarms: Alarms
    housekeeping: Housekeeping
    privacy: PrivacyStore
    retention: Retention
    turned_away: TurnedAwayStore
    postponed: PostponedStore
    answers: AnswerStore
    waiting: WaitingStore
    improvements: ImprovementCounts
    removals: RemovalStore
    within: Callable[[Mapping[Account, Budget]], Drawings]
    used: Callable[[Charge], Awaitable[int]]

    async def now(self, number: int = 1) -> Request:
        """A request as it is now."""
        found = await self.acceptance.find(UUID(int=number))
        assert found is not None
        return found

    async def add(self, new: Request) -> Request:
        """Somebody asks."""
        assert await self.acceptance.add(new, f"message:{new.id.int}")
        return new

    async def place(self, new: Request) -> Request:
        """Somebody asks, and sees the placeholder."""
        await self.add(new)
        placeholder = None if new.origin.is_inline else 10_000 + new.id.int
        await self.conversations.record(new.placed(placeholder, None, None), at(0))
        return await self.now(new.id.int)

    async def write(self, *changed: Generation, pictures: Mapping[int, Picture] | None = None) -> None:
        """What became of generations of one request, as who holds them writes it."""
        whole = await self.now(changed[0].request_id.int)
        await self.drawings.record(Batch(whole, changed), pictures or {}, at(0))

    async def submit(self, number: int = 1, position: int = 1, *, operation_id: str = "fbv17") -> Generation:
        """A provider works on a generation; it is to be asked at noon."""
        one = (await self.now(number)).of(position)
        pending = one.submitting(at(0)).pending(operation_id, at(0))
        await self.write(pending)
        return pending

    async def draw(self, number: int = 1, *positions: int, picture: Picture = PICTURE) -> None:
        """Pictures of a request come, all of them if nothing else is said."""
        whole = await self.now(number)
        for position in positions or range(1, whole.count + 1):
            drawn = whole.of(position).submitting(at(0)).drawn(at(0), None)
            await self.write(drawn, pictures={position: picture})

    async def deliver(self, number: int = 1, seconds: float = 0, file_id: str | None = "file") -> Request:
        """The picture of a request is in the chat."""
        delivered = (await self.now(number)).delivered(at(seconds), None, file_id)
        await self.conversations.record(delivered, at(seconds))
        return delivered

    async def drawn_and_delivered(self, new: Request, seconds: float = 0) -> Request:
        """Somebody asks, and the picture is in the chat."""
        await self.place(new)
        await self.draw(new.id.int)
        return await self.deliver(new.id.int, seconds)

    async def end(self, reason: Reason, number: int = 1, seconds: float = 0) -> None:
        """There is no picture of a request in the chat, and its person knows."""
        await self.conversations.record((await self.now(number)).ended(reason), at(seconds))

    async def claim(self, queue: Queue, limit: int = 100, seconds: float = 0) -> list[int]:
        """The numbers of the requests that somebody holds of a queue for 2 minutes from then."""
        return [one.id.int for one in await self.conversations.claim(queue, limit, lease(seconds))]

    async def claim_batches(self, queue: Queue, limit: int = 100, seconds: float = 0) -> list[int]:
        """The numbers of the requests whose batches somebody holds of a queue for 2 minutes from then."""
        return [one.request.id.int for one in await self.drawings.claim(queue, limit, lease(seconds))]

    async def wait_in(self, queue: Queue, number: int, seconds: float) -> None:
        """Something waits in a queue, and is due then."""
        if queue.stage is Stage.PLACE:
            await self.add(request(number=number, due_at=at(seconds)))
            return
        one = (await self.place(request(number=number))).of(1)
        if queue.stage is Stage.SUBMIT:
            await self.write(replace(one, due_at=at(seconds)))
        elif queue.stage is Stage.POLL:
            await self.write(one.submitting(at(0)).pending("op", at(seconds)))
        else:
            await self.write(one.submitting(at(0)).pending("op", None))
            await self.conversations.record(replace(await self.now(number), due_at=at(seconds)), at(0))


def lease(seconds: float = 0) -> Lease:
    """A claim made so many seconds after noon, for 2 minutes."""
    return Lease(at(seconds), HOLDS)
