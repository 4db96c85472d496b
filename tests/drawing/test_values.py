"""What requests and generations are: ratios, limits, seeds, and the order of a generation's life."""

from dataclasses import replace
from itertools import product
from math import gcd

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.values import MAX_SEED, AspectRatio, Draft, Reason, Request, Stage, Status
from bot.errors import IllegalMove, PromptMissing, PromptTooLong, RatioInvalid, RatioUnsupported, SeedInvalid
from tests.drawing.builders import MODEL, at, generation, origin

SIDES = st.integers(1, 99999)


@given(SIDES, SIDES, st.integers(1, 100))
def test_a_ratio_is_kept_in_lowest_terms(width: int, height: int, scale: int) -> None:
    ratio = AspectRatio(width * scale, height * scale)
    assert ratio == AspectRatio(width, height)
    assert gcd(ratio.width, ratio.height) == 1
    assert ratio.width * height == ratio.height * width


def test_a_ratio_is_written_as_people_write_it() -> None:
    assert str(AspectRatio(1920, 1080)) == "16:9"


@pytest.mark.parametrize(("width", "height"), [(0, 1), (1, 0), (-2, 1), (2, -1), (-1, -1)])
def test_a_side_of_nothing_is_no_ratio(width: int, height: int) -> None:
    with pytest.raises(RatioInvalid) as caught:
        AspectRatio(width, height)
    assert caught.value.value == f"{width}:{height}"


@pytest.mark.parametrize("seed", [-1, MAX_SEED + 1])
def test_a_draft_takes_no_seed_that_the_api_would_not_take(seed: int) -> None:
    with pytest.raises(SeedInvalid) as caught:
        Draft("a fox", seed)
    assert caught.value.value == str(seed)


@pytest.mark.parametrize(("given", "kept"), [(None, 4), (0, 4), (17, 17), (MAX_SEED, MAX_SEED)])
def test_the_own_seed_stands_in_where_none_or_zero_is_given(given: int | None, kept: int) -> None:
    assert Request.of(Draft("a fox", given), MODEL, own_seed=4).seed == kept


def test_a_request_without_a_ratio_is_a_square() -> None:
    assert Request.of(Draft("a fox"), MODEL, own_seed=4).ratio == AspectRatio(1, 1)


def test_a_request_says_which_model_draws_it() -> None:
    assert Request.of(Draft("a fox"), replace(MODEL, name="other"), own_seed=4).model == "other"


def test_a_request_needs_words() -> None:
    with pytest.raises(PromptMissing):
        Request.of(Draft("", 17), MODEL, own_seed=4)


@pytest.mark.parametrize("character", ["a", "ж", "😀"])
def test_a_prompt_may_be_as_long_as_the_model_reads(character: str) -> None:
    """Every character counts as one, whatever its script."""
    assert Request.of(Draft(500 * character), MODEL, own_seed=4).prompt == 500 * character
    with pytest.raises(PromptTooLong) as caught:
        Request.of(Draft(503 * character), MODEL, own_seed=4)
    assert (caught.value.size, caught.value.limit, caught.value.excess) == (503, 500, 3)


@pytest.mark.parametrize("ratio", [AspectRatio(1, 4), AspectRatio(4, 1), AspectRatio(16, 9), AspectRatio(399, 100)])
def test_a_model_draws_what_lies_between_its_extremes(ratio: AspectRatio) -> None:
    assert Request.of(Draft("a fox", ratio=ratio), MODEL, own_seed=4).ratio == ratio


@pytest.mark.parametrize("ratio", [AspectRatio(1, 5), AspectRatio(5, 1), AspectRatio(401, 100), AspectRatio(100, 401)])
def test_a_ratio_beyond_the_models_extremes_is_named_with_them(ratio: AspectRatio) -> None:
    with pytest.raises(RatioUnsupported) as caught:
        Request.of(Draft("a fox", ratio=ratio), MODEL, own_seed=4)
    assert (caught.value.value, caught.value.narrowest, caught.value.widest) == (str(ratio), "1:4", "4:1")


def test_another_model_may_draw_a_wider_ratio() -> None:
    wide = replace(MODEL, widest=AspectRatio(8, 1))
    assert Request.of(Draft("a fox", ratio=AspectRatio(8, 1)), wide, own_seed=4).ratio == AspectRatio(8, 1)


ENDS = "failed cancelled expired"
LEGAL = {
    "queued": f"submitting {ENDS}",
    "submitting": f"queued pending ready {ENDS}",
    "pending": f"ready {ENDS}",
    "ready": f"delivering delivered {ENDS}",
    "delivering": f"ready delivered {ENDS}",
    "delivered": "",
    "failed": "",
    "cancelled": "",
    "expired": "",
}


@pytest.mark.parametrize(("status", "target"), list(product(Status, Status)))
def test_a_generation_moves_only_in_the_order_of_its_life(status: Status, target: Status) -> None:
    before = generation(status=status)
    if target in LEGAL[status].split():
        assert before.moved(target, at(5)) == generation(status=target, due_at=at(5))
    else:
        with pytest.raises(IllegalMove) as caught:
            before.moved(target, at(5))
        assert (caught.value.status, caught.value.target) == (status, target)


@pytest.mark.parametrize(
    ("status", "target", "attempts"),
    [
        (Status.QUEUED, Status.SUBMITTING, 3),
        (Status.SUBMITTING, Status.QUEUED, 3),
        (Status.SUBMITTING, Status.PENDING, 0),
        (Status.SUBMITTING, Status.FAILED, 0),
        (Status.PENDING, Status.READY, 0),
        (Status.PENDING, Status.EXPIRED, 0),
        (Status.READY, Status.DELIVERING, 3),
        (Status.DELIVERING, Status.READY, 3),
        (Status.READY, Status.FAILED, 3),
    ],
)
def test_failures_in_a_row_are_forgotten_in_another_stage(status: Status, target: Status, attempts: int) -> None:
    assert generation(status=status, attempts=3).moved(target, at(0)).attempts == attempts


def test_a_failed_step_is_counted_and_due_again() -> None:
    assert generation(attempts=2).retried(at(9)) == generation(attempts=3, due_at=at(9))


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        (Status.QUEUED, Stage.SUBMIT),
        (Status.SUBMITTING, Stage.SUBMIT),
        (Status.PENDING, Stage.POLL),
        (Status.READY, Stage.DELIVER),
        (Status.DELIVERING, Stage.DELIVER),
        (Status.FAILED, Stage.DELIVER),
        (Status.CANCELLED, Stage.DELIVER),
        (Status.EXPIRED, Stage.DELIVER),
        (Status.DELIVERED, None),
    ],
)
def test_each_status_waits_for_its_stage_until_nothing_is_left_to_do(status: Status, stage: Stage | None) -> None:
    """A failure, too, is delivered: as a sentence."""
    assert generation(status=status).stage == stage
    assert generation(status=status, due_at=None).stage is None


def test_a_group_that_moved_leaves_its_placeholder_behind() -> None:
    here, there = generation(origin=origin(chat_id=-7), placeholder=6), origin(chat_id=-1007)
    assert here.followed(-1007) == generation(origin=there, placeholder=None)


@pytest.mark.parametrize(("chat", "private"), [(1001, True), (-7, False), (-1007, False)])
def test_a_chat_of_two_is_told_from_a_group(chat: int, *, private: bool) -> None:
    assert origin(chat_id=chat).is_private is private


def test_a_generation_does_not_change_when_a_copy_does() -> None:
    before = generation()
    replace(before.moved(Status.FAILED, None), reason=Reason.REFUSED)
    assert before == generation()
