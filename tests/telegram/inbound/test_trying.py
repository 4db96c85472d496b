"""Whether a handler that failed is tried again, and when."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetMe
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import (
    AdminsOnly,
    CourierDelayed,
    CourierUnanswered,
    Outage,
    PlaceholderLost,
    RightsLost,
    RightsUnknown,
    StoreUnavailable,
    Undeliverable,
)
from bot.telegram.inbound.trying import LONGEST, PATIENCE, TRIES, again_in, is_passing

CALL = GetMe()

PASSING: list[Exception] = [
    StoreUnavailable("away"),
    StoreUnavailable("full", Outage.AWAY),
    RightsUnknown(),
    CourierDelayed("no way there"),
    CourierUnanswered("502"),
    TelegramServerError(CALL, "Bad Gateway"),
    TelegramNetworkError(CALL, "Request timeout error"),
    TelegramRetryAfter(CALL, "Too Many Requests", 3),
    ClientDecodeError("no JSON", ValueError(), "<html>"),
    TimeoutError(),
    ZeroDivisionError(),
]
FINAL: list[Exception] = [
    StoreUnavailable("not a number", Outage.REFUSED),
    StoreUnavailable("the file is gone", Outage.LOST),
    AdminsOnly(),
    Undeliverable("blocked"),
    RightsLost("muted"),
    PlaceholderLost("deleted"),
    TelegramBadRequest(CALL, "Bad Request: message text is empty"),
    TelegramForbiddenError(CALL, "Forbidden: bot was blocked by the user"),
]


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_may_pass_is_tried_again(error: Exception) -> None:
    assert is_passing(error)
    assert again_in(error, 1, 0.0) is not None


@pytest.mark.parametrize("error", FINAL, ids=repr)
def test_what_no_other_try_would_mend_is_not(error: Exception) -> None:
    assert not is_passing(error)
    assert again_in(error, 1, 0.0) is None


def test_pauses_grow_and_come_to_an_end() -> None:
    pauses = [again_in(StoreUnavailable("away"), failures, 0.0) for failures in range(1, TRIES + 1)]
    assert pauses == [1.0, 2.0, 4.0, 8.0, None]


def test_nothing_is_tried_again_after_a_minute() -> None:
    assert again_in(StoreUnavailable("away"), 1, PATIENCE) is None


@pytest.mark.parametrize(("asked", "waited"), [(0, 1.0), (3, 3.0), (3600, LONGEST)])
def test_telegram_is_left_alone_as_long_as_it_asks_within_reason(asked: int, waited: float) -> None:
    assert again_in(TelegramRetryAfter(CALL, "Too Many Requests", asked), 1, 0.0) == waited


@given(st.sampled_from(PASSING + FINAL), st.integers(1, 100), st.floats(0, 1e6))
def test_every_pause_is_bounded(error: Exception, failures: int, waited: float) -> None:
    assert 0 <= (again_in(error, failures, waited) or 0) <= LONGEST
