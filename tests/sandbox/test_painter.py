"""The sandbox's painter: pictures are repeatable, understood, in shape, and drawn from any text."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from sandbox.painter import paint, size_of
from sandbox.painter.places import INHABITANTS
from sandbox.painter.subjects import CAST
from sandbox.painter.understanding import IMPLIED_MOODS, Subject, understand
from sandbox.painter.vocabulary import MOODS, PLACES, SUBJECTS


def opened(prompt: str, seed: int = 17, ratio: tuple[int, int] = (1, 1)) -> Image.Image:
    return Image.open(BytesIO(paint(prompt, seed, *ratio)))


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of the channels, 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def test_the_same_prompt_seed_and_ratio_give_the_same_bytes() -> None:
    assert paint("a red fox", 17, 2, 1) == paint("a red fox", 17, 2, 1)


def test_another_seed_gives_a_clearly_other_picture() -> None:
    assert difference(opened("a red fox", 17), opened("a red fox", 18)) > 10


def test_another_prompt_gives_another_picture() -> None:
    assert difference(opened("a red fox"), opened("a blue whale")) > 10


def test_the_largest_seed_is_painted() -> None:
    assert opened("a lighthouse", 2**63 - 1).size == (1024, 1024)


def test_a_picture_is_a_jpeg() -> None:
    assert opened("").format == "JPEG"


@pytest.mark.parametrize("ratio", [(1, 1), (2, 1), (1, 4), (4, 1), (16, 9), (3, 7)])
def test_sides_have_exactly_the_ratio(ratio: tuple[int, int]) -> None:
    width, height = size_of(*ratio)
    assert width * ratio[1] == height * ratio[0]


@pytest.mark.parametrize(
    "ratio", [(1, 1), (2, 1), (1, 4), (4, 1), (3, 2), (16, 9), (3, 7), (21, 9), (997, 991), (1, 16)]
)
def test_the_area_stays_within_ten_percent_of_a_megapixel(ratio: tuple[int, int]) -> None:
    width, height = size_of(*ratio)
    assert abs(width * height / 1024**2 - 1) <= 0.1


@pytest.mark.parametrize(("ratio", "size"), [((1, 1), (1024, 1024)), ((2, 1), (1440, 720)), ((1, 4), (512, 2048))])
def test_sides_are_multiples_of_sixteen_where_the_ratio_allows_it(
    ratio: tuple[int, int], size: tuple[int, int]
) -> None:
    assert size_of(*ratio) == size


@pytest.mark.parametrize("ratio", [(1, 4), (4, 1)])
def test_the_picture_has_the_size_of_its_ratio(ratio: tuple[int, int]) -> None:
    assert opened("mountains", ratio=ratio).size == size_of(*ratio)


@pytest.mark.parametrize("ratio", [(0, 1), (1, 0), (-1, 2)])
def test_a_ratio_is_of_positive_numbers(ratio: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="positive"):
        size_of(*ratio)


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("рыжая лиса в зимнем лесу", "a ginger fox in a winter forest"),
        ("чёрная кошка", "a black cat"),
        ("маяк в шторм", "a lighthouse in a storm"),
        ("синие птицы над озером на рассвете", "blue birds over a lake at sunrise"),
        ("горы, звёзды и северное сияние", "mountains, stars and an aurora"),
        ("белый кит под водой и дождь", "a white whale and rain"),
        ("два кота в библиотеке", "two cats in a library"),
    ],
)
def test_russian_and_english_words_lead_to_the_same_scene(russian: str, english: str) -> None:
    assert understand(russian) == understand(english)


@pytest.mark.parametrize("form", ["лиса", "лису", "лисой", "лисы", "лисам", "лис", "лисичка", "ЛИСА", "лисёнок"])
def test_a_russian_noun_is_known_in_any_case(form: str) -> None:
    assert understand(f"нарисуй {form}").subjects[0].name == "fox"


@pytest.mark.parametrize(
    "word",
    ["лист", "листья", "морковь", "category", "который", "голубика", "песня", "барсук", "carpet", "sunk", "китай"],
)
def test_a_word_that_only_begins_like_a_known_one_is_not_known(word: str) -> None:
    assert (understand(word).subjects, understand(word).unknown) == ((), word)


def test_a_blue_word_for_a_pigeon_is_a_bird() -> None:
    assert understand("голубь").subjects == (Subject("bird"),)


@pytest.mark.parametrize(
    ("prompt", "color"),
    [("red fox", "red"), ("black, very old cat", "black"), ("рыжий кот", "ginger"), ("лиса белая", "white")],
)
def test_a_color_beside_an_animal_colors_it(prompt: str, color: str) -> None:
    idea = understand(prompt)
    assert (idea.subjects[0].color, idea.tints) == (color, ())


def test_a_color_of_something_else_tints_the_picture() -> None:
    assert understand("black cat on a red sofa").tints == ("red",)


def test_a_red_picture_is_redder_than_a_blue_one() -> None:
    red, blue = (ImageStat.Stat(opened(f"{color} mountains")).mean for color in ("red", "blue"))
    assert red[0] - red[2] > blue[0] - blue[2] + 30


def test_a_night_is_darker_than_a_day() -> None:
    night, day = (ImageStat.Stat(opened(f"hills, {time}").convert("L")).mean[0] for time in ("night", "day"))
    assert night < day - 30


def test_every_subject_of_the_vocabulary_has_a_painter() -> None:
    assert set(SUBJECTS) == set(CAST)


def test_every_place_has_its_inhabitants() -> None:
    assert set(PLACES) == set(INHABITANTS)


def test_every_implied_mood_is_a_mood() -> None:
    assert set(IMPLIED_MOODS.values()) <= set(MOODS)


def test_a_corner_says_that_the_picture_is_from_the_sandbox() -> None:
    """The caption's letters are nearly white where a night sea is dark."""
    width, height = size_of(1, 1)
    corner = opened("night sea", 123456789).crop((width - 260, height - 40, width, height)).convert("L")
    assert sum(corner.histogram()[230:]) > 150


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        " ",
        "🦊🦊🦊",
        "狐狸在森林里",
        "ثعلب",
        "\x00\ud800\uffff",
        "лиса " * 2000,
        "a" * 10_000,
        "s",
        "--seed '\"<>&%",
    ],
)
def test_any_text_is_painted(prompt: str) -> None:
    assert opened(prompt).size == (1024, 1024)


@settings(max_examples=6, deadline=None)
@given(st.text(max_size=60), st.integers(0, 2**63 - 1), st.sampled_from([(1, 1), (1, 4), (4, 1), (3, 7)]))
def test_hostile_texts_are_painted(prompt: str, seed: int, ratio: tuple[int, int]) -> None:
    assert opened(prompt, seed, ratio).size == size_of(*ratio)
