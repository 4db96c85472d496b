"""What stands behind every image API of the sandbox: an account, a clock, quotas, and the pictures being painted."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from sandbox.image_apis.access import Account, credential_of
from sandbox.image_apis.behaviour import Behaviour, mentions, refusal
from sandbox.image_apis.clock import Clock, utc_now
from sandbox.image_apis.drawings import Drawing, Picture
from sandbox.image_apis.errors import ApiError, Code
from sandbox.image_apis.iam import Iam
from sandbox.image_apis.operations import Failure, Operation, State
from sandbox.image_apis.quotas import Meter
from sandbox.image_apis.requests import INT64_MAX, ImageRequest
from sandbox.painter import paint
from sandbox.wire import Wire

Painter = Callable[[str, int, int, int], bytes]

#: Pictures kept in memory; an older one is painted again when somebody asks for it.
_PICTURES_KEPT: Final = 64


class Studio:
    """Accepts generations and paints them; ``behaviour`` and ``account`` may be replaced at any time."""

    def __init__(
        self,
        behaviour: Behaviour | None = None,
        account: Account | None = None,
        *,
        painter: Painter = paint,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.behaviour = behaviour or Behaviour()
        self.account = account or Account()
        self.clock = Clock(clock)
        self.wire = Wire()
        #: Authorized keys and issued tokens.
        self.iam = Iam()
        #: Every accepted asynchronous generation, oldest first.
        self.operations: list[Operation] = []
        #: Every accepted generation whose client waits for the picture, oldest first.
        self.drawings: list[Drawing] = []
        #: The pictures that have an address, by the last part of it.
        self.pictures: dict[str, Picture] = {}
        self._by_id: dict[str, Operation] = {}
        self._generations = Meter()
        self._results = Meter()
        #: The requests OpenAI's endpoint let through.
        self.openai_requests = Meter()
        self._paint = lru_cache(_PICTURES_KEPT)(painter)

    @property
    def submissions(self) -> Counter[str]:
        """How many generations were accepted, and so billed, by client request id."""
        accepted: list[Operation | Drawing] = [*self.operations, *self.drawings]
        return Counter(one.client_request_id for one in accepted)

    def authenticate(self, authorization: str, *, bearer_keys: bool = False) -> None:
        """Accept an Authorization header by the account or by a token issued here, or raise `ApiError` with code 16."""
        scheme, credential = credential_of(authorization)
        if scheme == "bearer" and self.iam.knows(credential):
            if not self.iam.accepts(credential, self.clock.now()):
                raise ApiError(Code.UNAUTHENTICATED, "Token is invalid or has expired.")
            return
        self.account.authenticate(authorization, bearer_keys=bearer_keys)

    def check_quotas(self) -> None:
        """Raise `ApiError` where a quota of Yandex is used up; it is looked at before what is asked for."""
        self._generations.check(self.clock.now(), self._generations_allowed)

    def admit(self, request: ImageRequest) -> None:
        """Raise `ApiError` where a quota of Yandex is used up, or the prompt is refused at once."""
        self._generations.take(self.clock.now(), self._generations_allowed)
        if mentions(request.prompt, self.behaviour.refused):
            raise ApiError(Code.INVALID_ARGUMENT, refusal(request.prompt))

    def accept(self, request: ImageRequest, client_request_id: str) -> Operation:
        """Take a request on, or raise `ApiError`: a quota is used up, or the prompt is refused at once."""
        self.admit(request)
        now = self.clock.now()
        operation = Operation(
            request=request,
            seed=request.seed or _new_seed(),
            client_request_id=client_request_id,
            created_at=now,
            due_at=self._due_at(request, now),
            failure=self._failure(request.prompt),
        )
        self.operations.append(operation)
        self._by_id[operation.id] = operation
        return operation

    def begin(self, request: ImageRequest, client_request_id: str, count: int = 1) -> Drawing:
        """Take on, and so bill, a request that was admitted and whose client waits for ``count`` pictures."""
        seeds = tuple(_new_seed() for _ in range(count))
        drawing = Drawing(request, seeds, client_request_id, self.clock.now())
        self.drawings.append(drawing)
        return drawing

    async def finish(self, drawing: Drawing) -> None:
        """Return when its time has come, or raise `ApiError` then: refused after all, or an internal error."""
        await self.clock.reach(self._due_at(drawing.request, drawing.created_at))
        if failure := self._failure(drawing.request.prompt):
            raise ApiError(failure.code, failure.message)

    def find(self, operation_id: str) -> Operation:
        """The operation of that id, or `ApiError` with code 5 where there is none or its result is no longer kept."""
        operation = self._by_id.get(operation_id)
        if operation is None or operation.state(self.clock.now()) is State.EXPIRED:
            raise ApiError(Code.NOT_FOUND, f"Operation with id {operation_id} not found")
        return operation

    def count_result(self) -> None:
        """Count a request for a result, or raise `ApiError` with code 8."""
        allowed = (timedelta(seconds=1), self.behaviour.results_per_second)
        self._results.take(self.clock.now(), {"ai.imageGenerationAsync.results": allowed})

    async def picture(self, operation: Operation) -> bytes:
        """The JPEG of an operation, painted in a thread when it is first asked for."""
        return await self.painted(operation.request, operation.seed)

    async def painted(self, request: ImageRequest, seed: int) -> bytes:
        """The JPEG a request gives with a seed, painted in a thread."""
        return await asyncio.to_thread(self._paint, request.prompt, seed, request.width_ratio, request.height_ratio)

    @property
    def _generations_allowed(self) -> dict[str, tuple[timedelta, int]]:
        return {
            "ai.imageGenerationAsync.minute": (timedelta(minutes=1), self.behaviour.generations_per_minute),
            "ai.imageGenerationAsync.day": (timedelta(days=1), self.behaviour.generations_per_day),
        }

    def _due_at(self, request: ImageRequest, now: datetime) -> datetime | None:
        if mentions(request.prompt, self.behaviour.never_done):
            return None
        return now + timedelta(seconds=self.behaviour.seconds(request))

    def _failure(self, prompt: str) -> Failure | None:
        if mentions(prompt, self.behaviour.refused_later):
            return Failure(Code.INVALID_ARGUMENT, refusal(prompt))
        if mentions(prompt, self.behaviour.failing):
            return Failure(Code.INTERNAL, "Internal error")
        return None


def _new_seed() -> int:
    return 1 + secrets.randbelow(INT64_MAX)
