"""How /draw is read: which words are the prompt, which are flags, and what is wrong with a flag."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing import grammar
from bot.drawing.values import AspectRatio, Draft, Request
from bot.errors import FlagRepeated, FlagUnknown, FlagValueMissing, RatioInvalid, RequestError, SeedInvalid
from tests.drawing.builders import MODEL

DASHES = ["--", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "---", "\u2014\u2014", "-\u2014", "\u2014-"]
LONGEST_SEED = 9223372036854775807


@pytest.mark.parametrize("dash", DASHES)
def test_any_dash_a_client_makes_of_two_hyphens_starts_a_flag(dash: str) -> None:
    written = f"a lighthouse {dash}seed 17 {dash}ar 2:1"
    assert grammar.parse(written) == Draft("a lighthouse", 17, AspectRatio(2, 1))


@pytest.mark.parametrize("dash", DASHES)
def test_any_dash_a_client_makes_of_two_hyphens_starts_an_unknown_flag(dash: str) -> None:
    with pytest.raises(FlagUnknown) as caught:
        grammar.parse(f"a lighthouse {dash}style anime")
    assert caught.value.flag == "style"


@pytest.mark.parametrize(
    "flags",
    [
        "--seed 17 --ar 2:1",
        "--seed=17 --ar=2:1",
        "seed=17 ar=2:1",
        "--seed 17 --aspect 2:1",
        "--aspect=2:1 --seed=17",
        "aspect=2:1 seed=17",
        "--seed= 17 --ar= 2:1",
        "--SEED 17 --Ar 2:1",
        "Seed=17 AR=2:1",
        "\u2014seed=17 \u2013aspect=2:1",
        "\n--seed\n17\t--ar\u00a02:1\n",
    ],
)
def test_a_flag_has_several_spellings(flags: str) -> None:
    assert grammar.parse(f"a fox {flags}") == Draft("a fox", 17, AspectRatio(2, 1))


@pytest.mark.parametrize("written", ["--seed 17 a red fox", "a --seed 17 red fox", "a red seed=17 fox"])
def test_a_flag_may_stand_anywhere(written: str) -> None:
    assert grammar.parse(written) == Draft("a red fox", 17)


@pytest.mark.parametrize(
    "words",
    [
        "a well-known fox",
        "5 - 3",
        "-5",
        "minus -5 degrees",
        "\u22125 degrees",
        "\u20135",
        "\u2014 a fox",
        "a \u2013 b",
        "a fox \u2014",
        "a\u2014b",
        "co\u2010op",
        "pre\u2012war",
        "five\u2212three",
        "-- a fox",
        "a fox --",
        "---",
        "--5",
        "-seed 17",
        "-a",
        "\u2014лиса",
        "\u2014 лиса, \u2014сказал он",
        "fox--seed 17",
        "seed 17",
        "seed",
        "seed =17",
        "seed=",
        "ar=",
        "birdseed=17",
        "bar=2:1",
        "\u017feed=17",
        "x=5",
        "a:b 2:1",
        "1/2",
    ],
)
def test_a_word_without_a_dash_right_before_a_letter_stays_a_word(words: str) -> None:
    assert grammar.parse(words) == Draft(words)


def test_white_space_between_words_is_one_space() -> None:
    assert grammar.parse("  a \t red\n\n fox\u00a0") == Draft("a red fox")


@pytest.mark.parametrize("nothing", ["", "   ", "\n", "--seed 17", "\u2014ar 2:1"])
def test_a_text_may_have_no_words(nothing: str) -> None:
    assert grammar.parse(nothing).prompt == ""


@pytest.mark.parametrize(
    ("written", "seed"),
    [("17", 17), ("+17", 17), ("0", 0), ("007", 7), ("1863", 1863), (str(LONGEST_SEED), LONGEST_SEED)],
)
def test_a_seed_is_a_whole_number_up_to_2_63_less_1(written: str, seed: int) -> None:
    assert grammar.parse(f"--seed {written}").seed == seed


@pytest.mark.parametrize(
    "value",
    [
        "banana",
        "-5",
        "\u22125",
        "\u20145",
        str(LONGEST_SEED + 1),
        "9" * 5000,
        "1.5",
        "1e3",
        "17,",
        "0x11",
        "1_000",
        "\u0661\u0667",
        "\u00b2",
        "++17",
        "ar=2:1",
        "<b>",
    ],
)
@pytest.mark.parametrize("form", ["--seed {}", "--seed={}", "seed={}", "\u2014seed {}"])
def test_a_seed_that_is_no_seed_is_named(form: str, value: str) -> None:
    with pytest.raises(SeedInvalid) as caught:
        grammar.parse("a fox " + form.format(value))
    assert caught.value.value == value


@pytest.mark.parametrize(
    ("written", "ratio"),
    [
        ("2:1", AspectRatio(2, 1)),
        ("1:1", AspectRatio(1, 1)),
        ("16x9", AspectRatio(16, 9)),
        ("16X9", AspectRatio(16, 9)),
        ("4×3", AspectRatio(4, 3)),
        ("3/2", AspectRatio(3, 2)),
        ("2х1", AspectRatio(2, 1)),  # the Cyrillic letters, as a Russian keyboard has them
        ("2Х1", AspectRatio(2, 1)),
        ("1920:1080", AspectRatio(16, 9)),
        ("100:1", AspectRatio(100, 1)),  # whether it is drawn is the model's matter
    ],
)
def test_a_ratio_is_two_positive_whole_numbers(written: str, ratio: AspectRatio) -> None:
    assert grammar.parse(f"--ar {written}").ratio == ratio


@pytest.mark.parametrize(
    "value",
    ["0:1", "1:0", "0:0", "5", "a:b", "1:2:3", "-2:1", "2:-1", "2:", ":1", ":", "2.5:1", "2,1", "123456:1", "\u0662:1"],
)
@pytest.mark.parametrize("form", ["--ar {}", "--aspect {}", "--ar={}", "ar={}", "aspect={}"])
def test_a_ratio_that_is_no_ratio_is_named(form: str, value: str) -> None:
    with pytest.raises(RatioInvalid) as caught:
        grammar.parse("a fox " + form.format(value))
    assert caught.value.value == value


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("--style", "style"),
        ("--style anime", "style"),
        ("--style=anime", "style"),
        ("--no text", "no"),
        ("--v 6", "v"),
        ("--seeds 17", "seeds"),
        ("--семя 17", "семя"),
        ("--лиса", "лиса"),
        ("\u2014and then", "and"),
        ("--a<b>", "a<b>"),
    ],
)
def test_an_unknown_flag_is_named_as_it_was_written(written: str, flag: str) -> None:
    with pytest.raises(FlagUnknown) as caught:
        grammar.parse(f"a fox {written}")
    assert caught.value.flag == flag


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("--seed 1 --seed 2", "seed"),
        ("--seed 1 seed=1", "seed"),
        ("--ar 1:1 --aspect 2:1", "ar"),
        ("aspect=1:1 ar=1:1", "ar"),
    ],
)
def test_a_flag_given_twice_is_named(written: str, flag: str) -> None:
    with pytest.raises(FlagRepeated) as caught:
        grammar.parse(f"a fox {written}")
    assert caught.value.flag == flag


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("--seed", "seed"),
        ("--seed=", "seed"),
        ("\u2014seed", "seed"),
        ("--seed --ar 2:1", "seed"),
        ("--seed \u2014ar 2:1", "seed"),
        ("--ar", "ar"),
        ("--aspect", "ar"),
        ("--seed 17 --ar=", "ar"),
    ],
)
def test_a_flag_without_its_value_is_named(written: str, flag: str) -> None:
    with pytest.raises(FlagValueMissing) as caught:
        grammar.parse(f"a fox {written}")
    assert caught.value.flag == flag


SCRAPS = st.sampled_from(
    [
        "fox",
        "--",
        "—",
        "−5",
        "seed",
        "=",
        "17",
        "2:1",
        "--seed",
        "—ar",
        "aspect=",
        "seed=17",
        "ar=0:1",
        " ",
        "\n",
        "--x",
    ]
)
TEXTS = st.text() | st.lists(SCRAPS | st.text(max_size=3), max_size=12).map("".join)
TEXTS |= st.lists(SCRAPS, max_size=8).map(" ".join)


@given(TEXTS)
def test_any_text_is_a_request_or_a_request_error(text: str) -> None:
    try:
        request = Request.of(grammar.parse(text), MODEL, own_seed=4)
    except RequestError:
        return
    assert 0 < len(request.prompt) <= MODEL.prompt_limit
    assert 0 < request.seed <= LONGEST_SEED


def plain(word: str) -> bool:
    """Whether nothing in a word looks like a flag."""
    return not re.match(r"[-\u2012-\u2015\u2212]|(?:seed|ar|aspect)=", word, re.ASCII | re.IGNORECASE)


WORDS = st.lists(
    st.text(min_size=1, max_size=8).filter(lambda word: word.split() == [word] and "\0" not in word and plain(word)),
    max_size=8,
)


def test_a_nul_which_postgresql_cannot_keep_is_a_space() -> None:
    assert grammar.parse("a\0fox") == Draft("a fox")


@given(WORDS)
def test_words_that_do_not_look_like_flags_are_the_prompt_unchanged(words: list[str]) -> None:
    assert grammar.parse(" ".join(words)) == Draft(" ".join(words))


@given(WORDS, st.integers(0, LONGEST_SEED), st.integers(0, 8), st.sampled_from(DASHES), st.sampled_from(" ="))
def test_a_seed_is_found_among_any_words(words: list[str], seed: int, place: int, dash: str, joint: str) -> None:
    written = [*words[:place], f"{dash}seed{joint}{seed}", *words[place:]]
    assert grammar.parse(" ".join(written)) == Draft(" ".join(words), seed)
