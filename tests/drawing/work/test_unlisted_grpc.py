"""Whatever comes over gRPC: the real client talks to the SDK's own protos, on loopback."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from grpc import StatusCode
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing.values.reasons import Reason
from bot.providers.yandex.auth import ApiKey
from bot.providers.yandex.grpc_api import YandexGrpc
from tests.drawing.work.unlisted import MOST_CALLS, PICTURE, Outcome, outcome, world_over
from tests.providers.grpc_stand_in import StandIn, standing_in

CODES = [code for code in StatusCode if code is not StatusCode.OK]
UNLISTED = "something that nobody listed"

BY_ANOTHER = Outcome(PICTURE, 1, alarmed=True, by_another=True)
HANDED_ON = Outcome(PICTURE, 6, by_another=True)
POLLED = 25
"""A submission, and the polls of ten minutes."""

LOCKED_OUT = Outcome(Reason.UNAVAILABLE, POLLED, alarmed=True)

SUBMISSIONS: dict[StatusCode, Outcome] = {
    **dict.fromkeys(CODES, Outcome(Reason.UNANSWERED, 1)),
    StatusCode.INVALID_ARGUMENT: Outcome(Reason.DECLINED, 1),
    StatusCode.OUT_OF_RANGE: Outcome(Reason.DECLINED, 1),
    StatusCode.RESOURCE_EXHAUSTED: HANDED_ON,
    StatusCode.UNAVAILABLE: HANDED_ON,
    StatusCode.NOT_FOUND: BY_ANOTHER,
    StatusCode.PERMISSION_DENIED: BY_ANOTHER,
    StatusCode.FAILED_PRECONDITION: BY_ANOTHER,
    StatusCode.UNIMPLEMENTED: BY_ANOTHER,
    StatusCode.UNAUTHENTICATED: BY_ANOTHER,
}
"""What it means that a submission fails with a code, in words that nobody listed."""

POLLS: dict[StatusCode, Outcome] = {
    **dict.fromkeys(CODES, Outcome(Reason.SILENT, POLLED)),
    StatusCode.INVALID_ARGUMENT: Outcome(Reason.DECLINED, 2),
    StatusCode.OUT_OF_RANGE: Outcome(Reason.DECLINED, 2),
    StatusCode.NOT_FOUND: Outcome(Reason.LOST, 2),
    StatusCode.RESOURCE_EXHAUSTED: Outcome(Reason.BUSY, POLLED),
    StatusCode.UNAVAILABLE: Outcome(Reason.BUSY, POLLED),
    StatusCode.PERMISSION_DENIED: LOCKED_OUT,
    StatusCode.FAILED_PRECONDITION: LOCKED_OUT,
    StatusCode.UNIMPLEMENTED: LOCKED_OUT,
    StatusCode.UNAUTHENTICATED: LOCKED_OUT,
}
"""The same of every poll of an operation that was accepted."""

OPERATIONS: dict[StatusCode, Outcome] = {
    **dict.fromkeys(CODES, Outcome(Reason.FAILED, 2)),
    StatusCode.INVALID_ARGUMENT: Outcome(Reason.DECLINED, 2),
    StatusCode.INTERNAL: Outcome(Reason.FAILED, 4),
}
"""What it means that an operation ended with a code: an internal error is free, and so asked for once more."""

WORDS = st.text(max_size=60) | st.sampled_from(["moderation", "billing", "api key", "model not found", "prompt"])
FAILURES = st.none() | st.tuples(st.sampled_from(CODES), WORDS)


@asynccontextmanager
async def client(studio: StandIn) -> AsyncIterator[YandexGrpc]:
    """A client of a stand-in."""
    provider = YandexGrpc(
        ApiKey("secret"),
        generate_url=studio.url,
        operation_url=studio.url,
        model_uri="art://f/m",
        logged=False,
        insecure=True,
    )
    try:
        yield provider
    finally:
        await provider.close()


@pytest.fixture
async def studio() -> AsyncIterator[StandIn]:
    async with standing_in() as standing:
        yield standing


async def drawn(studio: StandIn, provider: YandexGrpc) -> Outcome:
    """What becomes of a request for a picture."""
    studio.calls.clear()
    world = world_over(provider)
    await world.delivered()
    return outcome(world, len(studio.calls))


async def ends(studio: StandIn, spoil: Callable[[StatusCode], None]) -> dict[StatusCode, Outcome]:
    """What becomes of a request a code, where the stand-in is made to answer with it."""
    found: dict[StatusCode, Outcome] = {}
    async with client(studio) as provider:
        for code in CODES:
            spoil(code)
            found[code] = await drawn(studio, provider)
    return found


async def test_a_submission_that_fails_ends_as_its_code_says(studio: StandIn) -> None:
    assert await ends(studio, lambda code: setattr(studio, "fails", (code, UNLISTED))) == SUBMISSIONS


async def test_polls_that_fail_end_as_their_code_says(studio: StandIn) -> None:
    assert await ends(studio, lambda code: setattr(studio, "loses_sight", (code, UNLISTED))) == POLLS


async def test_an_operation_that_ended_in_an_error_is_a_verdict_whatever_its_code(studio: StandIn) -> None:
    assert await ends(studio, lambda code: setattr(studio, "error", (code.value[0], UNLISTED))) == OPERATIONS


@settings(max_examples=40, deadline=None)
@given(
    fails=FAILURES,
    loses_sight=FAILURES,
    error=st.none() | st.tuples(st.integers(-(2**31), 2**31 - 1), WORDS),
    operation_id=st.sampled_from(["fbv17", "..", ""]) | st.text(max_size=600),
)
async def test_whatever_code_words_and_ids_come_it_ends_with_a_sentence_or_a_picture(
    fails: tuple[StatusCode, str] | None,
    loses_sight: tuple[StatusCode, str] | None,
    error: tuple[int, str] | None,
    operation_id: str,
) -> None:
    async with standing_in() as studio, client(studio) as provider:
        studio.fails, studio.loses_sight, studio.error, studio.operation_id = fails, loses_sight, error, operation_id
        assert (await drawn(studio, provider)).calls <= MOST_CALLS
