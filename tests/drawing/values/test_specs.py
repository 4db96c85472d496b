"""What requests and generations are: ratios, limits, seeds, and the order of a generation's life."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from math import gcd
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.values.generations import Reason, Stage, Status
from bot.drawing.values.parts import Part
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import MAX_SEED, Draft, Request
from bot.errors import (
    IllegalMove,
    NumberInvalid,
    PresetUnknown,
    PromptMissing,
    PromptTooLong,
    RatioInvalid,
    RatioUnsupported,
    SeedInvalid,
    WeightInvalid,
)
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


WEIGHING = replace(MODEL, weights=True)
VIVID = replace(MODEL, styles=("vivid", "natural"))


def asked(prompt: str = "a fox", **fields: Any) -> Request:  # noqa: ANN401 - any field
    """The request a draft becomes."""
    return Request.of(Draft(prompt, **fields), WEIGHING, own_seed=4)


def test_presets_are_kept_by_name_and_sent_as_phrases() -> None:
    request = asked(style="масло", light="SOFT", palette="тёплая", view="сверху")
    assert (request.style, request.light, request.palette, request.view) == ("oil", "soft", "warm", "top")
    assert request.prompt == "a fox"
    assert request.wording == "a fox, oil painting, soft light, warm colors, top view"
    assert request.parts == (Part(request.wording),)


def test_a_russian_prompt_gets_russian_phrases() -> None:
    assert asked("рыжая лиса", style="oil", light="soft").wording == "рыжая лиса, масляная живопись, мягкий свет"


def test_without_presets_the_prompt_is_sent_as_it_was_written() -> None:
    assert asked("a fox.").parts == (Part("a fox."),)
    assert asked("a fox.").wording == "a fox."


def test_weights_are_sent_and_presets_go_to_the_heaviest_part() -> None:
    assert asked("snow::0.5 a fox::2", style="oil").parts == (
        Part("snow", Decimal("0.5")),
        Part("a fox, oil painting", Decimal(2)),
    )


def test_without_weights_the_heaviest_part_comes_first() -> None:
    assert asked("snow::0.5 a fox::2", style="oil").wording == "a fox, snow, oil painting"


def test_a_models_own_style_is_an_option_and_no_phrase() -> None:
    request = Request.of(Draft("a fox", style="Vivid", light="soft"), VIVID, own_seed=4)
    assert (request.style, request.wording) == ("vivid", "a fox, soft light")


def test_a_preset_is_drawn_with_a_model_that_has_styles_of_its_own() -> None:
    assert Request.of(Draft("a fox", style="oil"), VIVID, own_seed=4).wording == "a fox, oil painting"


@pytest.mark.parametrize("flag", ["style", "light", "palette", "view"])
def test_an_unknown_preset_is_named_by_its_flag(flag: str) -> None:
    with pytest.raises(PresetUnknown) as caught:
        asked(**{flag: "zzz"})
    assert (caught.value.flag, caught.value.value) == (flag, "zzz")


def test_another_models_own_style_is_unknown() -> None:
    with pytest.raises(PresetUnknown):
        asked(style="vivid")


@pytest.mark.parametrize("weight", ["-1", "0"])
def test_a_weight_of_nothing_or_less_is_no_weight(weight: str) -> None:
    with pytest.raises(WeightInvalid) as caught:
        asked(f"a fox::{weight}")
    assert caught.value.value == weight


def test_the_length_of_a_prompt_is_that_of_what_is_sent() -> None:
    """With presets, without weights and the colons before them; between joined parts stands a comma."""
    request = asked("snow::0.5 a fox::2", style="oil")
    assert request.length(WEIGHING) == len("snow" + "a fox, oil painting")
    assert request.length(MODEL) == len("a fox, snow, oil painting")


def test_a_prompt_that_presets_make_too_long_says_so() -> None:
    with pytest.raises(PromptTooLong) as caught:
        asked(490 * "a", style="oil")
    assert (caught.value.size, caught.value.excess, caught.value.presets) == (504, 4, len(", oil painting"))


def test_how_a_picture_comes_is_kept() -> None:
    request = asked(count=3, as_file=True, spoiler=True)
    assert (request.count, request.as_file, request.spoiler) == (3, True, True)


def test_a_picture_comes_alone_compressed_and_open_if_nothing_is_said() -> None:
    assert (asked().count, asked().as_file, asked().spoiler) == (1, False, False)


@pytest.mark.parametrize("count", [0, -1])
def test_a_draft_takes_no_number_of_pictures_below_one(count: int) -> None:
    with pytest.raises(NumberInvalid):
        Draft("a fox", count=count)


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
