"""What a model's record knows of its refusals: texts that mean the person's words, whatever else an answer says."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.providers import Done, Pending, Provider
from bot.drawing.values.specs import Spec
from bot.errors import ProviderError, Refused


class Recognizing(Provider):
    """A provider whose errors with one of these texts are refusals; case does not matter."""

    def __init__(self, provider: Provider, refusals: tuple[str, ...]) -> None:
        self._provider = provider
        self._refusals = tuple(one.casefold() for one in refusals)

    @override
    async def submit(self, spec: Spec, *, seed: int, count: int, client_id: UUID) -> Pending | Done:
        with self._recognized():
            return await self._provider.submit(spec, seed=seed, count=count, client_id=client_id)

    @override
    async def poll(self, operation_id: str) -> Pending | Done:
        with self._recognized():
            return await self._provider.poll(operation_id)

    @override
    async def cancel(self, operation_id: str) -> None:
        await self._provider.cancel(operation_id)

    @contextmanager
    def _recognized(self) -> Iterator[None]:
        try:
            yield
        except ProviderError as error:
            said = str(getattr(error, "detail", "")).casefold()
            if any(refusal in said for refusal in self._refusals):
                raise Refused(str(getattr(error, "detail", ""))) from error
            raise
