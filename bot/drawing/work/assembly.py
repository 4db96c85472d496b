"""The stages joined to a worker: which consumer takes from which queue, and who hands on to whom."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from types import MappingProxyType

from bot.drawing.admission import Postponed
from bot.drawing.farewells import Farewells
from bot.drawing.ports.clock import Clock, Roll
from bot.drawing.ports.work_stores import (
    Lease,
)
from bot.drawing.values import queues
from bot.drawing.values.models import Account
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.queues import Queue
from bot.drawing.values.requests import Batch, Request
from bot.drawing.wake_ups import WakeUps
from bot.drawing.work.consumer import Claim, Consumer, Seldom, T
from bot.drawing.work.crowding import Crowding
from bot.drawing.work.delivery import Delivery
from bot.drawing.work.endings import Endings
from bot.drawing.work.equipment import Capacity, Drawers, WorkCouriers, WorkStores
from bot.drawing.work.health import Health
from bot.drawing.work.incidents import Incidents
from bot.drawing.work.means import Means
from bot.drawing.work.news import NewsDesk, Progress
from bot.drawing.work.periodic import Besides, PeriodicTask, periodic_tasks
from bot.drawing.work.placing import Placing
from bot.drawing.work.polling import Polling
from bot.drawing.work.recording import Recorder
from bot.drawing.work.results import Results
from bot.drawing.work.steadiness import Steadiness
from bot.drawing.work.store_watch import StoreWatch
from bot.drawing.work.submission import Submission
from bot.drawing.work.surrender import Surrender
from bot.drawing.work.tidying import Leftovers, Tidying
from bot.drawing.work.usual import UsualTimes
from bot.drawing.work.worker import Worker


class Assembly:
    """Joins a worker. ``accounts`` are those that generations may wait at, served any more or not.

    ``besides`` are periodic tasks that are no matter of the queues.
    """

    def __init__(
        self,
        *,
        stores: WorkStores,
        couriers: WorkCouriers,
        drawers: Drawers,
        accounts: Sequence[Account],
        capacity: Capacity,
        clock: Clock,
        wake_ups: WakeUps,
        roll: Roll,
        besides: Besides = MappingProxyType({}),
    ) -> None:
        self._stores = stores
        self._couriers = couriers
        self._drawers = drawers
        self._accounts = accounts
        self._capacity = capacity
        self._clock = clock
        self._wake_ups = wake_ups
        self._roll = roll
        self._besides = besides
        self._steadiness = Steadiness(clock, capacity.lease)
        self._usual = UsualTimes(drawers.models)
        self._recorder = Recorder(
            conversations=stores.conversations, drawings=stores.drawings, clock=clock, wake_ups=wake_ups
        )
        self._incidents = Incidents(alarms=stores.alarms, operator=couriers.operator, clock=clock)
        self._endings = Endings(recorder=self._recorder, courier=couriers.pictures, roll=roll)
        self._surrender = Surrender(recorder=self._recorder, endings=self._endings)
        self._news = NewsDesk(recorder=self._recorder, conversations=stores.conversations, usual=self._usual)
        self._health = Health(
            models=drawers.models,
            stand_in=drawers.stand_in,
            closings=drawers.closings,
            incidents=self._incidents,
            operator=couriers.operator,
            clock=clock,
        )

    def worker(self) -> Worker:
        """A worker with a consumer a queue, one for news, and the periodic tasks."""
        delivery = self._delivery()
        delivering = self._of_requests(queues.DELIVER, self._capacity.delivering, delivery.step)
        results = Results(
            recorder=self._recorder,
            models=self._drawers.models,
            usual=self._usual,
            onward=_Onward(delivering, delivery),
            undecoded=self._stores.undecoded,
        )
        return Worker(
            (self._placing(), delivering, *self._of_accounts(results), self._telling(), *self._periodic_tasks())
        )

    def _periodic_tasks(self) -> tuple[PeriodicTask, ...]:
        stores, clock = self._stores, self._clock
        return periodic_tasks(
            housekeeping=stores.housekeeping,
            courier=self._couriers.placeholders,
            watch=StoreWatch(alarms=stores.alarms, incidents=self._incidents, clock=clock),
            incidents=self._incidents,
            tidying=Tidying(
                retention=stores.retention, undecoded=stores.undecoded, clock=clock, terms=self._capacity.terms
            ),
            leftovers=Leftovers(
                farewells=Farewells(stores.privacy, clock), retention=stores.retention, courier=self._couriers.copies
            ),
            postponed=Postponed(
                store=stores.postponed, limits=self._capacity.limits, clock=clock, wake_ups=self._wake_ups
            ),
            besides=self._besides,
            clock=clock,
        )

    def _delivery(self) -> Delivery:
        return Delivery(
            recorder=self._recorder,
            endings=self._endings,
            conversations=self._stores.conversations,
            courier=self._couriers.pictures,
            news=self._news,
            roll=self._roll,
        )

    def _placing(self) -> Consumer[Request]:
        placing = Placing(
            recorder=self._recorder,
            endings=self._endings,
            conversations=self._stores.conversations,
            courier=self._couriers.placeholders,
            deadline=self._capacity.deadline,
            roll=self._roll,
        )
        return self._of_requests(queues.PLACE, self._capacity.placing, placing.step)

    def _telling(self) -> Consumer[Request]:
        progress = Progress(
            recorder=self._recorder, courier=self._couriers.placeholders, news=self._news, health=self._health
        )
        claim = self._stores.conversations.claim_for_news
        return Consumer(
            name="news",
            slots=self._capacity.telling,
            claim=self._steadily(Seldom(claim, self._clock)),
            step=progress.step,
            give_up=self._surrender.news,
            incidents=self._incidents,
            leases=self._stores.request_leases,
            lease=self._capacity.lease,
            clock=self._clock,
        )

    def _of_accounts(self, results: Results) -> list[Consumer[Batch]]:
        """A consumer for what waits to be submitted, and one for what is polled, at each account."""
        means = Means(
            recorder=self._recorder,
            results=results,
            providers=self._drawers.providers,
            health=self._health,
            usual=self._usual,
            limits=self._capacity.limits,
            deadline=self._capacity.deadline,
            patience=self._capacity.patience,
            roll=self._roll,
        )
        submit, poll = Submission(means).step, Polling(means).step
        submitting = [self._of_batches(queues.submit(one), self._at_once(one), submit) for one in self._accounts]
        polling = [self._of_batches(queues.poll(one), self._capacity.polling, poll) for one in self._accounts]
        return submitting + polling

    def _at_once(self, account: Account) -> int:
        """How many submissions an account takes at a time: what the slowest of its models that are served bears."""
        served = (model for name, model in self._drawers.models.items() if name in self._drawers.providers)
        told = [model.at_once for model in served if model.account == account and model.at_once is not None]
        return min(told, default=self._capacity.submitting)

    def _of_requests(self, queue: Queue, slots: int, step: Callable[[Request], Awaitable[None]]) -> Consumer[Request]:
        return Consumer(
            name=str(queue),
            slots=slots,
            claim=self._steadily(partial(self._stores.conversations.claim, queue)),
            step=Crowding(step, slots=slots, leases=self._stores.request_leases, clock=self._clock),
            give_up=self._surrender.request,
            incidents=self._incidents,
            leases=self._stores.request_leases,
            lease=self._capacity.lease,
            clock=self._clock,
            wake_up=self._wake_ups.of(queue),
            next_due=partial(self._stores.due.next_due, queue),
        )

    def _of_batches(self, queue: Queue, slots: int, step: Callable[[Batch], Awaitable[None]]) -> Consumer[Batch]:
        return Consumer(
            name=str(queue),
            slots=slots,
            claim=self._steadily(partial(self._stores.drawings.claim, queue)),
            step=step,
            give_up=self._surrender.batch,
            incidents=self._incidents,
            leases=self._stores.generation_leases,
            lease=self._capacity.lease,
            clock=self._clock,
            wake_up=self._wake_ups.of(queue),
            next_due=partial(self._stores.due.next_due, queue),
        )

    def _steadily(self, claim: Claim[T]) -> Claim[T]:
        """Claims only while the clock can be relied on."""

        async def steadily(limit: int, lease: Lease) -> list[T]:
            return await claim(limit, lease) if self._steadiness.holds() else []

        return steadily


class _Onward:
    """A slot of the consumer that delivers, for what was fetched."""

    def __init__(self, consumer: Consumer[Request], delivery: Delivery) -> None:
        self._consumer = consumer
        self._delivery = delivery

    @property
    def has_room(self) -> bool:
        return self._consumer.has_room

    def deliver(self, request: Request, pictures: Pictures) -> None:
        self._consumer.take_over(request, partial(self._delivery.step, request, pictures))
