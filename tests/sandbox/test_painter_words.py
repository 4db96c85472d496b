"""What the painter makes of words: how many, what not, how it is painted, and words nobody knows."""

import pytest

from bot.drawing.values.styles import PRESETS, Preset
from sandbox.painter.label import caption, fitted
from sandbox.painter.size import size_of
from sandbox.painter.styles import FINISHES
from sandbox.painter.styles import TONES as TREATMENTS
from sandbox.painter.subjects import CAST
from sandbox.painter.subjects.from_above import FROM_ABOVE
from sandbox.painter.understanding import Idea, essence, understand
from sandbox.painter.views import VIEWS as PAINTED_VIEWS
from sandbox.painter.vocabulary import STYLES, TONES, VIEWS

EVERY_PRESET = [preset for presets in PRESETS.values() for preset in presets]


def seen(idea: Idea) -> list[tuple[str, int]]:
    return [(subject.name, subject.count) for subject in idea.subjects]


@pytest.mark.parametrize(
    ("prompt", "subjects"),
    [
        ("a cat", [("cat", 1)]),
        ("two cats", [("cat", 2)]),
        ("пара котов", [("cat", 2)]),
        ("three little red foxes", [("fox", 3)]),
        ("четыре совы и две мыши", [("owl", 4), ("mouse", 2)]),
        ("5 balloons", [("balloon", 5)]),
        ("a flock of birds", [("bird", 5)]),
        ("девять китов", [("whale", 5)]),
        ("a fox, seed 3", [("fox", 1)]),
    ],
)
def test_a_number_counts_the_noun_after_it_up_to_five(prompt: str, subjects: list[tuple[str, int]]) -> None:
    assert seen(understand(prompt)) == subjects


@pytest.mark.parametrize(
    ("prompt", "subjects", "without"),
    [
        ("a fox, no snow", ["fox"], {"snow"}),
        ("not a fox but a wolf", ["wolf"], {"fox"}),
        ("не лиса, а волк", ["wolf"], {"fox"}),
        ("a cat without dogs or birds", ["cat"], {"dog", "bird"}),
        ("кот без собак и птиц", ["cat"], {"dog", "bird"}),
        ("no clouds, a fox", ["fox"], {"clouds"}),
        ("no two red dogs, a fox", ["fox"], {"dog"}),
        ("ни собак, ни птиц, только кот", ["cat"], {"dog", "bird"}),
    ],
)
def test_what_is_denied_is_not_in_the_picture(prompt: str, subjects: list[str], without: set[str]) -> None:
    idea = understand(prompt)
    assert ([subject.name for subject in idea.subjects], idea.without) == (subjects, frozenset(without))


@pytest.mark.parametrize("prompt", ["a fox, not red", "лиса, но не рыжая"])
def test_a_color_can_be_denied(prompt: str) -> None:
    idea = understand(prompt)
    assert (idea.subjects[0].color, idea.tints) == (None, ())


def test_not_only_denies_nothing() -> None:
    assert seen(understand("not only a fox")) == [("fox", 1)]


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        (
            "Космический корабль на орбите Юпитера, реалистичный стиль",
            "A spaceship in orbit of Jupiter, realistic style",
        ),
        ("Уютная кофейня в стиле ар-деко, тёплое освещение", "A cosy coffee shop in art deco style, warm light"),
        ("Московский кремль на закате, масляная живопись", "Moscow Kremlin at sunset, oil painting"),
        ("узор из пастельных суккулентов, вид сверху", "a pattern of pastel succulents, top view"),
        ("уютная библиотека, открытая книга и чашка чая", "a cosy library, an open book and a cup of tea"),
        ("Абстрактная картина", "abstract painting"),
    ],
)
def test_the_examples_of_the_documents_mean_the_same_in_both_languages(russian: str, english: str) -> None:
    assert understand(russian) == understand(english)


@pytest.mark.parametrize(
    ("prompt", "idea"),
    [
        ("Космический корабль на орбите Юпитера", (["spaceship", "jupiter"], ["space"])),
        ("уютная кофейня", ([], ["cafe"])),
        ("Московский кремль", (["kremlin"], [])),
        ("чашка кофе", (["cup"], [])),
        ("кот на крыше", (["cat"], ["roof"])),
    ],
)
def test_words_in_a_row_are_one_thing(prompt: str, idea: tuple[list[str], list[str]]) -> None:
    understood = understand(prompt)
    assert ([subject.name for subject in understood.subjects], list(understood.places)) == idea


@pytest.mark.parametrize("preset", EVERY_PRESET, ids=lambda preset: preset.name)
def test_what_a_preset_of_the_bot_adds_is_known_and_no_part_of_the_composition(preset: Preset) -> None:
    for phrase in (preset.english, preset.russian):
        assert understand(phrase).unknown is None
        assert essence(f"лиса, {phrase}") == essence("лиса")


@pytest.mark.parametrize("preset", PRESETS["style"], ids=lambda preset: preset.name)
def test_a_style_of_the_bot_is_the_same_style_in_both_languages(preset: Preset) -> None:
    english, russian = understand(preset.english).style, understand(preset.russian).style
    assert english is not None
    assert english == russian


def test_everything_there_are_words_for_can_be_painted() -> None:
    assert (set(STYLES), set(TONES), set(VIEWS)) == (set(FINISHES), set(TREATMENTS), set(PAINTED_VIEWS))


def test_whatever_is_seen_from_above_is_a_subject() -> None:
    assert set(FROM_ABOVE) <= set(CAST)


@pytest.mark.parametrize(
    ("prompt", "unknown"),
    [
        ("qwerty", "qwerty"),
        ("a beautiful kaleidoscope, oil painting", "kaleidoscope"),
        ("калейдоскоп на рассвете", "калейдоскоп"),
        ("a fox with a kaleidoscope", None),
        ("abstract painting", None),
        ("oil painting", None),
        ("", None),
    ],
)
def test_the_first_unknown_word_is_named_where_nothing_else_is_to_be_seen(prompt: str, unknown: str | None) -> None:
    assert understand(prompt).unknown == unknown


@pytest.mark.parametrize(
    ("word", "said"),
    [("qwerty", "“qwerty”"), ("щука", "“shchuka”"), ("ъ" * 40, "“" + "'" * 18 + "…”"), ("狐狸", "these words")],
)
def test_the_label_says_which_word_the_sandbox_does_not_know(word: str, said: str) -> None:
    assert caption(17, word) == f"Palitra sandbox · seed 17 · does not know {said}, so this is an abstract"


SHAPES = [(1, 1), (16, 9), (9, 16), (4, 1), (1, 4), (16, 1), (1, 16)]


@pytest.mark.parametrize("ratio", SHAPES)
def test_the_label_fits_every_shape(ratio: tuple[int, int]) -> None:
    width, height = size_of(*ratio)
    font, lines = fitted(caption(2**63 - 1, "kaleidoscope"), width, height)
    assert all(font.getlength(line) <= width * 0.94 for line in lines)
    assert len(lines) * font.size * 1.25 < height


@pytest.mark.parametrize("ratio", SHAPES[:5])
def test_the_label_is_legible_where_a_chat_shows_the_picture(ratio: tuple[int, int]) -> None:
    """A chat shows pictures 480 by 420 pixels large at most."""
    width, height = size_of(*ratio)
    font, _ = fitted(caption(17, None), width, height)
    assert font.size * min(480 / width, 420 / height) >= 9
