"""What people chose for all their requests, and how it completes what they write."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.values.people import InlineDraft, Person, Question
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import Draft, Looks

ANNA = 1001
WIDE, TALL = AspectRatio(16, 9), AspectRatio(9, 16)


@pytest.mark.parametrize(
    ("written", "chosen", "completed"),
    [
        (Draft(), None, None),
        (Draft(), WIDE, WIDE),
        (Draft(ratio=TALL), None, TALL),
        (Draft(ratio=TALL), WIDE, TALL),
        (Draft(size=Size(1024, 1024)), WIDE, None),
        (Draft(ratio=TALL, size=Size(1024, 1024)), WIDE, TALL),
    ],
)
def test_a_shape_is_the_chosen_one_where_none_is_written(
    written: Draft, chosen: AspectRatio | None, completed: AspectRatio | None
) -> None:
    """A size is a shape, too."""
    draft = Person(ANNA, ratio=chosen).completed(written)
    assert (draft.ratio, draft.size) == (completed, written.size)


@pytest.mark.parametrize(
    ("written", "chosen", "completed"),
    [(None, None, None), (None, "oil", "oil"), ("ink", None, "ink"), ("ink", "oil", "ink")],
)
def test_a_style_is_the_chosen_one_where_none_is_written(
    written: str | None, chosen: str | None, completed: str | None
) -> None:
    looks = Looks(style=written, light="soft", palette="warm", view="top")
    draft = Person(ANNA, style=chosen).completed(Draft(looks=looks))
    assert draft.looks == replace(looks, style=completed)


@pytest.mark.parametrize(
    ("written", "chosen", "completed"),
    [
        (None, False, False),
        (None, True, True),
        (False, True, False),
        (False, False, False),
        (True, False, True),
        (True, True, True),
    ],
)
def test_a_picture_comes_as_a_file_where_that_was_chosen_and_nothing_else_is_written(
    *, written: bool | None, chosen: bool, completed: bool
) -> None:
    assert Person(ANNA, as_file=chosen).completed(Draft(as_file=written)).as_file is completed


def test_choices_change_nothing_else_in_a_draft() -> None:
    """Which model draws is decided before."""
    draft = Draft("a fox", seed=17, quality="hd", count=3, spoiler=True)
    choosy = Person(ANNA, model="dall-e-3", ratio=WIDE, style="oil", language="ru", as_file=True, started=True)
    assert choosy.completed(draft) == replace(draft, ratio=WIDE, looks=Looks(style="oil"), as_file=True)


def test_somebody_new_chose_nothing() -> None:
    new = Person(ANNA)
    assert (new.model, new.ratio, new.style, new.language) == (None, None, None, None)
    assert (new.as_file, new.started) == (False, False)


def test_a_question_is_for_a_new_picture_if_no_other_is_named() -> None:
    assert Question(ANNA).generation_id is None
    assert Question(ANNA, UUID(int=7)).generation_id == UUID(int=7)


def test_words_typed_inline_are_kept_under_a_key_with_who_typed_them() -> None:
    draft = InlineDraft("key", ANNA, "a fox")
    assert (draft.key, draft.user_id, draft.text) == ("key", ANNA, "a fox")
