"""How /draw is read: which words are the prompt, which are flags, and what is wrong with a flag."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing import flags, grammar
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import Draft, Looks, Spec
from bot.errors import (
    FlagRepeated,
    FlagsClash,
    FlagUnknown,
    FlagValueMissing,
    FlagValueUnwanted,
    HelpWanted,
    NegationUnsupported,
    NumberInvalid,
    RatioInvalid,
    RequestError,
    SeedInvalid,
    SizeInvalid,
)
from tests.drawing.builders import MODEL, spec

DASHES = ["--", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "---", "\u2014\u2014", "-\u2014", "\u2014-"]
LONGEST_SEED = 9223372036854775807


@pytest.mark.parametrize("dash", DASHES)
def test_any_dash_a_client_makes_of_two_hyphens_starts_a_flag(dash: str) -> None:
    written = f"a lighthouse {dash}seed 17 {dash}ar 2:1"
    assert grammar.parse(written) == Draft("a lighthouse", 17, AspectRatio(2, 1))


@pytest.mark.parametrize("dash", DASHES)
def test_any_dash_a_client_makes_of_two_hyphens_starts_an_unknown_flag(dash: str) -> None:
    with pytest.raises(FlagUnknown) as caught:
        grammar.parse(f"a lighthouse {dash}mood anime")
    assert caught.value.flag == "mood"


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
        "-seed 17 -ar 2:1",
        "-seed=17 -aspect=2:1",
        "--seed 17, --ar 2:1;",
        "--seed:17 --ar:2:1",
        "--seed17 --ar2:1",
        "--ratio 2 : 1 --seed 17",
        '--seed "17" --ar «2:1»',
        "--семя 17 --соотношение 2:1",
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
        "-a",
        "-n cats",
        "-wide",
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
        "n=4",
        "count=4",
        "wide=1",
        "file=1",
        "\u2014масло",
        "\u2014стиль масло",
        "https://example.org/?seed=17",
        "std::vector",
        "cat::2 dog::-1",
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
        f"+{LONGEST_SEED + 1}",
        "9" * 5000,
        "1.5",
        "1e3",
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
        ("--mood", "mood"),
        ("--mood anime", "mood"),
        ("--mood=anime", "mood"),
        ("--v 6", "v"),
        ("--seeds 17", "seeds"),
        ("--семечко 17", "семечко"),
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
        "--wide",
        "--style oil",
        "--n 2",
        "::",
        "::2",
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
        made = Spec.of(grammar.parse(text), MODEL)
    except RequestError:
        return
    assert 0 < made.length(MODEL) <= 500


def plain(word: str) -> bool:
    """Whether nothing in a word looks like a flag."""
    return not re.match(r"[-\u2012-\u2015\u2212]", word) and word.partition("=")[0].lower() not in flags.FLAGS


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


@pytest.mark.parametrize(
    ("written", "ratio"),
    [
        ("square", AspectRatio(1, 1)),
        ("portrait", AspectRatio(2, 3)),
        ("landscape", AspectRatio(3, 2)),
        ("wide", AspectRatio(16, 9)),
        ("tall", AspectRatio(9, 16)),
        ("квадрат", AspectRatio(1, 1)),
        ("портрет", AspectRatio(2, 3)),
        ("пейзаж", AspectRatio(3, 2)),
        ("широкий", AspectRatio(16, 9)),
        ("высокий", AspectRatio(9, 16)),
        ("Wide", AspectRatio(16, 9)),
    ],
)
@pytest.mark.parametrize("form", ["--{}", "--ar {}", "--ar={}", "ar={}", "--формат {}"])
def test_a_shape_has_a_name(form: str, written: str, ratio: AspectRatio) -> None:
    assert grammar.parse("a fox " + form.format(written)) == Draft("a fox", ratio=ratio)


@pytest.mark.parametrize("word", ["square", "portrait", "a wide tall landscape", "файл", "spoiler"])
def test_a_flag_of_one_word_without_its_dashes_is_a_word(word: str) -> None:
    assert grammar.parse(word) == Draft(word)


@pytest.mark.parametrize(
    ("written", "draft"),
    [
        ("--size 1792x1024", Draft("a fox", size=Size(1792, 1024))),
        ("--quality hd", Draft("a fox", quality="hd")),
        ("--style oil", Draft("a fox", looks=Looks(style="oil"))),
        ("--light soft", Draft("a fox", looks=Looks(light="soft"))),
        ("--palette warm", Draft("a fox", looks=Looks(palette="warm"))),
        ("--view top", Draft("a fox", looks=Looks(view="top"))),
        ("--model dall-e-3", Draft("a fox", model="dall-e-3")),
        ("--n 3", Draft("a fox", count=3)),
        ("--count 3", Draft("a fox", count=3)),
        ("\u2014n=3", Draft("a fox", count=3)),
        ("--file", Draft("a fox", as_file=True)),
        ("--spoiler --file", Draft("a fox", as_file=True, spoiler=True)),
        (
            "style=oil light=soft palette=warm view=top",
            Draft("a fox", looks=Looks(style="oil", light="soft", palette="warm", view="top")),
        ),
        ("model=dall-e-3 quality=hd size=1x1", Draft("a fox", size=Size(1, 1), quality="hd", model="dall-e-3")),
        ("--зерно 17 --формат 2:1", Draft("a fox", 17, AspectRatio(2, 1))),
        ("--стиль масло --свет мягкий", Draft("a fox", looks=Looks(style="масло", light="мягкий"))),
        ("СТИЛЬ=масло вид=сверху", Draft("a fox", looks=Looks(style="масло", view="сверху"))),
        ("--палитра тёплая --модель yandex-art", Draft("a fox", looks=Looks(palette="тёплая"), model="yandex-art")),
        ("--число 2 --файл --спойлер", Draft("a fox", count=2, as_file=True, spoiler=True)),
    ],
)
def test_every_flag_fills_its_field(written: str, draft: Draft) -> None:
    assert grammar.parse(f"a fox {written}") == draft


def test_several_lines_are_one_prompt() -> None:
    assert grammar.parse("a red fox,\n\nsnow at dusk\n--n 2\nstars") == Draft("a red fox, snow at dusk stars", count=2)


def test_a_weight_is_left_in_the_prompt() -> None:
    assert grammar.parse("cat::2 dog::1 --ar 2:1") == Draft("cat::2 dog::1", ratio=AspectRatio(2, 1))


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "\u0664", "00", "9" * 5000, "+2"])
@pytest.mark.parametrize("form", ["--n {}", "--count={}"])
def test_a_number_of_pictures_that_is_none_is_named(form: str, value: str) -> None:
    with pytest.raises(NumberInvalid) as caught:
        grammar.parse("a fox " + form.format(value))
    assert caught.value.value == value


@pytest.mark.parametrize(
    ("written", "draft"),
    [
        ('--style "pixel art" at dusk', Draft("a fox at dusk", looks=Looks(style="pixel art"))),
        ("--style pixel art at dusk", Draft("a fox at dusk", looks=Looks(style="pixel art"))),
        ("style=oil painting, at dusk", Draft("a fox at dusk", looks=Looks(style="oil painting"))),
        ("--стиль «пиксель арт»", Draft("a fox", looks=Looks(style="пиксель арт"))),
        ("--palette black and white", Draft("a fox", looks=Looks(palette="black and white"))),
        ("--view top view --light golden hour", Draft("a fox", looks=Looks(view="top view", light="golden hour"))),
        ("--model DALL-E 3 in snow", Draft("a fox in snow", model="DALL-E 3")),
        ("--model gpt image 2 in snow", Draft("a fox in snow", model="gpt image 2")),
        ("--model «Stable Diffusion XL»", Draft("a fox", model="Stable Diffusion XL")),
        ("--model yandex 3 cats", Draft("a fox 3 cats", model="yandex")),
        ("--size 1024 x 768", Draft("a fox", size=Size(1024, 768))),
        ("-n 3", Draft("a fox", count=3)),
        ("--n3", Draft("a fox", count=3)),
        ("--hd", Draft("a fox", quality="hd")),
        ('--style "oil', Draft("a fox", looks=Looks(style="oil"))),
    ],
)
def test_a_value_may_have_several_words_where_they_are_one_name_or_in_quotes(written: str, draft: Draft) -> None:
    assert grammar.parse(f"a fox {written}") == draft


@pytest.mark.parametrize(
    ("written", "words"),
    [("--no snow, people --wide", "snow, people"), ("--без снега", "снега"), ("--no", ""), ("\u2014no=snow", "snow")],
)
def test_what_is_not_to_be_drawn_is_named_up_to_the_next_flag(written: str, words: str) -> None:
    with pytest.raises(NegationUnsupported) as caught:
        grammar.parse(f"a fox {written}")
    assert (caught.value.words, caught.value.written) == (words, f"a fox {written}")


@pytest.mark.parametrize("written", ["--help", "a fox --help", "--помощь", "\u2014help"])
def test_help_may_be_asked_for_as_a_flag(written: str) -> None:
    with pytest.raises(HelpWanted):
        grammar.parse(written)


def test_how_many_pictures_are_too_many_is_not_the_grammars_matter() -> None:
    assert grammar.parse("a fox --n 500").count == 500


@pytest.mark.parametrize("value", ["huge", "1024", "0x5", "1024:1024", "auto"])
def test_a_size_that_is_no_size_is_named(value: str) -> None:
    with pytest.raises(SizeInvalid) as caught:
        grammar.parse(f"a fox --size {value}")
    assert caught.value.value == value


@pytest.mark.parametrize(
    ("written", "first", "flag"),
    [
        ("--wide --tall", "wide", "tall"),
        ("--ar 2:1 --square", "ar", "square"),
        ("--portrait aspect=2:1", "portrait", "ar"),
    ],
)
def test_two_flags_that_say_the_shape_are_both_named(written: str, first: str, flag: str) -> None:
    with pytest.raises(FlagsClash) as caught:
        grammar.parse(f"a fox {written}")
    assert (caught.value.first, caught.value.flag) == (first, flag)


@pytest.mark.parametrize(
    ("written", "flag", "value"),
    [
        ("--spoiler=no", "spoiler", "no"),
        ("--file=", "file", ""),
        ("\u2014wide=1", "wide", "1"),
        ("--файл=1", "file", "1"),
    ],
)
def test_a_value_where_none_belongs_is_named(written: str, flag: str, value: str) -> None:
    with pytest.raises(FlagValueUnwanted) as caught:
        grammar.parse(f"a fox {written}")
    assert (caught.value.flag, caught.value.value) == (flag, value)


@pytest.mark.parametrize(
    ("written", "nearest"),
    [("sede", "seed"), ("stlye", "style"), ("landscap", "landscape"), ("спойлре", "спойлер"), ("zzz", "none")],
)
def test_the_flag_that_was_meant_is_guessed(written: str, nearest: str) -> None:
    with pytest.raises(FlagUnknown) as caught:
        grammar.parse(f"a fox --{written} 17")
    assert caught.value.nearest == nearest


@pytest.mark.parametrize("flag", flags.ALL, ids=lambda flag: flag.name)
def test_every_spelling_of_a_flag_is_one_word_in_lower_case(flag: flags.Flag) -> None:
    assert all(spelling.isalpha() and spelling.islower() for spelling in flag.spellings)


def test_no_two_flags_share_a_spelling() -> None:
    assert len(flags.FLAGS) == sum(len(flag.spellings) for flag in flags.ALL)


@pytest.mark.parametrize("flag", flags.ALL, ids=lambda flag: flag.name)
def test_every_spelling_leads_to_its_flag(flag: flags.Flag) -> None:
    assert {flags.FLAGS[spelling] for spelling in flag.spellings} == {flag}


@pytest.mark.parametrize(
    ("typed", "draft"),
    [
        ("", Draft()),
        ("a fox", Draft("a fox")),
        ("a fox --", Draft("a fox --")),
        ("a fox --s", Draft("a fox")),
        ("a fox --seed", Draft("a fox")),
        ("a fox --seed 1", Draft("a fox", 1)),
        ("a fox --seed 17 --a", Draft("a fox", 17)),
        ("a fox --seed 17 --ar 2:", Draft("a fox", 17)),
        ("a fox --seed 17 --ar 2:1", Draft("a fox", 17, AspectRatio(2, 1))),
        ("a fox --seed banana in the snow", Draft("a fox")),
        ("a fox seed=banana in the snow", Draft("a fox")),
        ("a fox --seed 17 seed=18 in the snow", Draft("a fox", 17)),
        ("a fox --wide --tall", Draft("a fox", ratio=AspectRatio(16, 9))),
        ("a fox --seed banana --ar 2:1 at dusk", Draft("a fox")),
        ("--seed --ar 2:1", Draft()),
        ("a\0fox --seed\0", Draft("a fox")),
        ("a fox\0--seed", Draft("a fox")),
    ],
)
def test_what_is_still_being_typed_is_read_up_to_the_flag_that_makes_no_sense_yet(typed: str, draft: Draft) -> None:
    assert grammar.parse_unfinished(typed) == draft


@given(TEXTS)
def test_whatever_is_being_typed_is_a_draft(text: str) -> None:
    unfinished = grammar.parse_unfinished(text)
    try:
        assert grammar.parse(text) == unfinished
    except RequestError:
        assert len(unfinished.prompt) <= len(text)


FULL = Looks(style="oil", light="soft", palette="warm", view="top")


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        (spec(), "a red fox in the snow --ar 2:1"),
        (spec(looks=FULL), "a red fox in the snow --ar 2:1 --style oil --light soft --palette warm --view top"),
        (spec(looks=Looks(view="top")), "a red fox in the snow --ar 2:1 --view top"),
        (spec(prompt=""), " --ar 2:1"),
        (spec(model="dall-e-3", quality="hd", size=Size(1, 1), as_file=True), "a red fox in the snow --ar 2:1"),
    ],
)
def test_what_was_drawn_is_written_as_words_and_flags(drawn: Spec, written: str) -> None:
    """How it comes and what draws it is everybody's own choice."""
    assert grammar.written(drawn) == written


@given(WORDS, st.integers(1, 99999), st.integers(1, 99999))
def test_what_is_written_is_read_as_it_was_drawn(words: list[str], width: int, height: int) -> None:
    drawn = spec(prompt=" ".join(words), ratio=AspectRatio(width, height), looks=FULL)
    assert grammar.parse(grammar.written(drawn)) == Draft(drawn.prompt, ratio=drawn.ratio, looks=FULL)
