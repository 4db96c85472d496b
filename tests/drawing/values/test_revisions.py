"""What is to be different when something is drawn once more: what is given wins, everything else stays."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.drawing.values import revisions
from bot.drawing.values.revisions import Revision
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import Draft, Looks

OLD = Draft(
    prompt="a red fox",
    seed=17,
    ratio=AspectRatio(3, 2),
    size=Size(1536, 1024),
    quality="high",
    looks=Looks(style="oil", light="soft", palette="warm", view="top"),
    model="gpt-image-1",
    count=3,
    as_file=True,
    spoiler=True,
)


def test_an_unchanged_draft_is_drawn_with_its_seed() -> None:
    assert revisions.unchanged(OLD) == OLD


def test_a_new_seed_is_left_to_the_bot() -> None:
    assert revisions.reseeded(OLD) == replace(OLD, seed=None)


def test_another_shape_leaves_the_size_to_the_model() -> None:
    assert revisions.reshaped(AspectRatio(1, 1))(OLD) == replace(OLD, ratio=AspectRatio(1, 1), size=None)


@pytest.mark.parametrize("style", ["ink", None])
def test_another_style_leaves_the_other_looks(style: str | None) -> None:
    looks = Looks(style=style, light="soft", palette="warm", view="top")
    assert revisions.restyled(style)(OLD) == replace(OLD, looks=looks)


@pytest.mark.parametrize(
    ("old", "more", "words"),
    [
        ("a red fox", "at dusk", "a red fox, at dusk"),
        ("a red fox", "", "a red fox"),
        ("", "at dusk", "at dusk"),
        ("", "", ""),
    ],
)
def test_more_words_follow_those_that_were_there(old: str, more: str, words: str) -> None:
    assert revisions.refined(Draft(more))(replace(OLD, prompt=old)) == replace(OLD, prompt=words)


@pytest.mark.parametrize(("other", "words"), [("a blue owl", "a blue owl"), ("", "a red fox")])
def test_other_words_replace_those_that_were_there(other: str, words: str) -> None:
    assert revisions.reworded(Draft(other))(OLD) == replace(OLD, prompt=words)


Words = Callable[[Draft], Revision]
BY_WORDS = pytest.mark.parametrize("by_words", [revisions.refined, revisions.reworded], ids=["refined", "reworded"])


@BY_WORDS
@pytest.mark.parametrize(
    ("by", "revised"),
    [
        (Draft(), OLD),
        (Draft(seed=0), replace(OLD, seed=0)),
        (Draft(seed=1863), replace(OLD, seed=1863)),
        (Draft(quality="low"), replace(OLD, quality="low")),
        (Draft(model="dall-e-3"), replace(OLD, model="dall-e-3")),
        (Draft(count=1), replace(OLD, count=1)),
        (Draft(as_file=False), replace(OLD, as_file=False)),
        (Draft(spoiler=False), replace(OLD, spoiler=False)),
        (Draft(looks=Looks(light="neon")), replace(OLD, looks=replace(OLD.looks, light="neon"))),
        (
            Draft(looks=Looks(style="ink", view="low")),
            replace(OLD, looks=Looks(style="ink", light="soft", palette="warm", view="low")),
        ),
    ],
    ids=str,
)
def test_flags_that_are_given_win_and_the_others_stay(by_words: Words, by: Draft, revised: Draft) -> None:
    """Also those that say no to what was said before."""
    assert by_words(by)(OLD) == revised


@BY_WORDS
@pytest.mark.parametrize(
    ("by", "ratio", "size"),
    [
        (Draft(ratio=AspectRatio(1, 1)), AspectRatio(1, 1), None),
        (Draft(size=Size(1024, 1024)), None, Size(1024, 1024)),
        (Draft(ratio=AspectRatio(1, 1), size=Size(1024, 1024)), AspectRatio(1, 1), Size(1024, 1024)),
        (Draft(), AspectRatio(3, 2), Size(1536, 1024)),
    ],
)
def test_a_shape_that_is_given_replaces_the_old_one_wholly(
    by_words: Words, by: Draft, ratio: AspectRatio | None, size: Size | None
) -> None:
    """A new size beside the old ratio, or the other way round, would be neither."""
    revised = by_words(by)(OLD)
    assert (revised.ratio, revised.size) == (ratio, size)


@BY_WORDS
def test_flags_are_added_where_nothing_was_said_before(by_words: Words) -> None:
    assert by_words(OLD)(Draft("a red fox")) == replace(OLD, prompt=by_words(OLD)(Draft("a red fox")).prompt)


def test_of_two_revisions_the_second_is_made_of_what_the_first_left() -> None:
    both = revisions.then(revisions.reseeded, revisions.refined(Draft("at dusk", seed=1863)))
    assert both(OLD) == replace(OLD, prompt="a red fox, at dusk", seed=1863)
    other_way = revisions.then(revisions.refined(Draft("at dusk", seed=1863)), revisions.reseeded)
    assert other_way(OLD) == replace(OLD, prompt="a red fox, at dusk", seed=None)
