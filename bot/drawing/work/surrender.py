"""How what nobody can work on is given up: its person is told, and what is drawn already is kept."""

from dataclasses import replace

import structlog

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request, RequestStatus
from bot.drawing.work.endings import Endings
from bot.drawing.work.recording import Recorder

log = structlog.get_logger(__name__)


class Surrender:
    """What is done instead of a step that always fails. Every method raises FenceLost."""

    def __init__(self, *, recorder: Recorder, endings: Endings) -> None:
        self._recorder = recorder
        self._endings = endings

    async def request(self, request: Request) -> None:
        """End it with a sentence. An unfinished sheet is not shown any more; the finished one may be."""
        if request.status is RequestStatus.PLACED and request.live and request.shown < len(request.drawn):
            log.error("sheet given up", shown=request.shown)
            shown = replace(request, shown=len(request.drawn), due_at=None, attempts=0)
            await self._recorder.request(shown)
            return
        log.error("request given up")
        sending = request.status is RequestStatus.DELIVERING
        await self._endings.tell(request, Reason.UNCERTAIN if sending else Reason.BUG)

    async def news(self, request: Request) -> None:
        """Tell nothing more of how it is going."""
        log.error("news given up")
        await self._recorder.request(replace(request, news_at=None))

    async def batch(self, batch: Batch) -> None:
        """There will be no picture; an operation that was taken back goes on."""
        log.error("batch given up", model=batch.model)
        leader, *others = batch.generations
        if leader.status is GenerationStatus.CANCELLED:
            ended = (replace(leader, due_at=None), *others)
        else:
            ended = tuple(one.ended(Reason.BUG) for one in batch.generations)
        await self._recorder.batch(batch.with_generations(ended), {})
