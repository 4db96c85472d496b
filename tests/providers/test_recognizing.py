"""Texts that a model's record knows for refusals."""

from collections.abc import Callable, Coroutine
from uuid import UUID

import pytest

from bot.drawing.ports.providers import Pending
from bot.errors import (
    AnswerInvalid,
    Declined,
    Failed,
    Misconfigured,
    Mismatched,
    NotAccepted,
    OperationLost,
    ProviderError,
    Refused,
    Unanswered,
)
from bot.providers.recognizing import Recognizing
from tests.clock import FakeClock
from tests.drawing.builders import SPEC
from tests.drawing.world import MemoryProvider

SAID = "Sorry: NSFW Content detected"
KINDS: list[Callable[[str], ProviderError]] = [
    Declined,
    Mismatched,
    Misconfigured,
    Failed,
    NotAccepted,
    Unanswered,
    AnswerInvalid,
    Refused,
]


@pytest.fixture
def provider() -> MemoryProvider:
    return MemoryProvider(FakeClock(), 20)


async def failure(provider: MemoryProvider, call: str, *refusals: str) -> ProviderError:
    """What a call comes to."""
    knowing = Recognizing(provider, refusals)
    submitting = knowing.submit(SPEC, seed=17, count=1, client_id=UUID(int=17))
    calls: dict[str, Coroutine[None, None, object]] = {"submit": submitting, "poll": knowing.poll("operation 1")}
    asked = calls.pop(call)
    for other in calls.values():
        other.close()
    with pytest.raises(ProviderError) as caught:
        await asked
    return caught.value


@pytest.mark.parametrize("call", ["submit", "poll"])
@pytest.mark.parametrize("kind", KINDS)
async def test_whatever_an_error_was_taken_for_with_such_a_text_it_is_a_refusal(
    provider: MemoryProvider, call: str, kind: Callable[[str], ProviderError]
) -> None:
    provider.faults.refuse(call, kind(SAID))
    error = await failure(provider, call, "something else", "nsfw content")
    assert isinstance(error, Refused)
    assert error.detail == SAID


@pytest.mark.parametrize("call", ["submit", "poll"])
@pytest.mark.parametrize("error", [Declined("no"), OperationLost("nsfw content"), Unanswered("")])
async def test_any_other_error_stays_what_it_is(provider: MemoryProvider, call: str, error: ProviderError) -> None:
    provider.faults.refuse(call, error)
    assert await failure(provider, call, "nsfw content") is error


async def test_what_goes_well_goes_through(provider: MemoryProvider) -> None:
    knowing = Recognizing(provider, ("nsfw",))
    submitted = await knowing.submit(SPEC, seed=17, count=1, client_id=UUID(int=17))
    assert submitted == Pending("operation 1")
    assert await knowing.poll("operation 1") == Pending("operation 1")
    await knowing.cancel("operation 1")
    assert provider.stopped == ["operation 1"]
