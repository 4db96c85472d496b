"""What becomes of a batch: its pictures came, or there will be none, or it is tried again."""

from datetime import timedelta
from typing import Protocol

import structlog

from bot.drawing.policy import pacing, retrying
from bot.drawing.policy.retrying import End, Resubmit, Retry
from bot.drawing.ports.providers import Done, Models
from bot.drawing.ports.undecoded import Undecoded
from bot.drawing.ports.work_stores import Lease
from bot.drawing.values.generations import Generation, in_batches
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request
from bot.drawing.work.recording import Recorder
from bot.drawing.work.usual import UsualTimes
from bot.errors import ProviderError, Undecodable

log = structlog.get_logger(__name__)

HEAD_START = timedelta(seconds=2)
"""How long a picture that has just come is left to the one who brought it: a crash in between costs no more."""


class Onward(Protocol):
    """Who delivers at once what has just come, without its request being given back and claimed anew."""

    @property
    def has_room(self) -> bool:
        """Whether it can."""
        ...

    def deliver(self, request: Request, pictures: Pictures) -> None:
        """Deliver a request that was claimed for it, with the pictures that have just come."""
        ...


class Results:
    """Writes results, and hands on what can be delivered at once. Every method raises FenceLost."""

    def __init__(
        self, *, recorder: Recorder, models: Models, usual: UsualTimes, onward: Onward, undecoded: Undecoded
    ) -> None:
        self._recorder = recorder
        self._undecoded = undecoded
        self._models = models
        self._usual = usual
        self._onward = onward

    async def keep(self, batch: Batch, done: Done) -> None:
        """Pictures came: they are kept until they are delivered. Fewer than were asked for is less than all."""
        now, came = self._recorder.now(), list(zip(batch.generations, done.drawn, strict=False))
        leader = batch.leader
        took = (now - (leader.submitted_at or batch.request.accepted_at)).total_seconds()
        self._usual.learn(batch.model, took)
        log.info("drawn", model=batch.model, seconds=round(took, 1), pictures=len(came), of=len(batch.generations))
        drawn = tuple(one.drawn(now, picture.revised_prompt) for one, picture in came)
        rest = await self._rest(batch, batch.generations[len(came) :], done.undecoded)
        pictures = {one.position: picture.picture for one, picture in came}
        await self._write(batch.with_generations((*drawn, *rest)), pictures)

    async def end(self, batch: Batch, reason: Reason) -> None:
        """There will be no picture: record why, and have it told when the whole request ended."""
        log.info("ended", model=batch.model, reason=reason)
        await self._write(batch.with_generations(tuple(one.ended(reason) for one in batch.generations)), {})

    async def settle(self, batch: Batch, decision: Retry | End | Resubmit, error: ProviderError) -> None:
        """Carry out what was decided after a failure."""
        leader, *others = batch.generations
        match decision:
            case Retry(after):
                now = self._recorder.now()
                again = leader.retried(self._recorder.later(after), retrying.trouble_of(error), now)
                await self._recorder.batch(batch.with_generations((again, *others)), {})
            case Resubmit():
                log.warning("submitted in vain, and not billed", model=batch.model, submissions=leader.submissions)
                now = self._recorder.now()
                again_all = in_batches(tuple(one.resubmitted(now) for one in batch.generations), len(others) + 1, now)
                await self._recorder.batch(batch.with_generations(again_all), {})
            case End(reason):
                kept = isinstance(error, Undecodable) and await self._kept(leader, error.data)
                await self.end(batch, Reason.UNDECODED if kept else reason)

    async def _rest(
        self, batch: Batch, missing: tuple[Generation, ...], undecoded: tuple[bytes, ...]
    ) -> tuple[Generation, ...]:
        """Of what one call did not draw only that is asked for again which was surely not billed."""
        spoiled, missing = missing[: len(undecoded)], missing[len(undecoded) :]
        kept = [await self._kept(one, data) for one, data in zip(spoiled, undecoded, strict=False)]
        reasons = (Reason.UNDECODED if each else Reason.BROKEN for each in kept)
        ended = tuple(one.ended(why) for one, why in zip(spoiled, reasons, strict=True))
        model = self._models.get(batch.model)
        if model is None or not model.bills_drawn:
            return ended + tuple(one.ended(Reason.MISSING) for one in missing)
        now = self._recorder.now()
        return ended + in_batches(tuple(one.queued_again(now) for one in missing), model.batch, now)

    async def _kept(self, one: Generation, data: bytes) -> bool:
        """Put aside what came instead of a picture."""
        return bool(data) and await self._undecoded.keep(one.id, data, self._recorder.now())

    async def _write(self, batch: Batch, pictures: Pictures) -> None:
        now = self._recorder.now()
        show_at = pacing.show_at(batch.request, now)
        at_once = show_at is not None and show_at <= now and self._onward.has_room
        take = Lease(now, HEAD_START) if at_once else None
        taken = await self._recorder.batch(batch, pictures, show_at=show_at, take=take)
        if taken is not None:
            self._onward.deliver(taken, pictures)
