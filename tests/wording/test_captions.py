"""What stands under pictures and in placeholders: within Telegram's limit, and with all that is needed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.ports.couriers import News
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import MAX_SEED, Looks
from bot.wording import captions
from bot.wording.details import duration
from bot.wording.lengths import CAPTION_LIMIT, length, shortened
from bot.wording.texts import LANGUAGES, Html, legible
from sandbox.telegram_api.entities import parse_html, utf16_length
from tests.drawing.builders import MODEL, generation, generations, placed, spec
from tests.wording.samples import (
    CANCELLED,
    DRAWN,
    EN,
    EXPIRED,
    FAILED,
    HOSTILE,
    LOCALES,
    MODELS,
    RU,
    SQUARE,
    STAND_IN,
    WIDE,
    read,
    sheet,
    single,
    under,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", HOSTILE.values(), ids=HOSTILE)
def test_a_caption_fits_and_says_how_to_repeat_the_picture(prompt: str, language: str) -> None:
    text = under(single(prompt), language)
    assert utf16_length(text) <= CAPTION_LIMIT
    *_, last = text.split("\n")
    for part in (str(MAX_SEED), "16:9", "YandexART", "121"):
        assert part in last


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", HOSTILE.values(), ids=HOSTILE)
def test_a_caption_begins_with_the_prompt_as_far_as_it_fits(prompt: str, language: str) -> None:
    kept = under(single(prompt), language).rpartition("\n")[0].removesuffix("…")
    words = legible(prompt)
    assert words.startswith(kept)
    assert utf16_length(kept) >= min(utf16_length(words.rstrip()), 900)


def test_a_short_prompt_stands_in_full() -> None:
    text = under(single("1 < 2 & <b>3</b>", seed=17, took=20))
    assert text == "1 < 2 & <b>3</b>\nseed 17 · 16:9 · YandexART · 20 s"


def test_a_caption_is_in_the_language_it_is_asked_for() -> None:
    assert under(single(seed=17, took=80), "ru") == "лиса\nзерно 17 · 16:9 · YandexART · 1 мин 20 с"


def test_looks_and_quality_are_named() -> None:
    looks = Looks(style="oil", palette="warm")
    request = replace(single(seed=17, took=20), spec=spec(prompt="лиса", quality="high", looks=looks))
    assert under(request, "ru", Picture(b"", "image/jpeg", 200, 100)).endswith(
        "зерно 17 · 2:1 · YandexART · high · масло · тёплая · 20 с"
    )


def test_a_shape_that_the_model_has_not_is_told_as_it_came() -> None:
    assert "16:9 → 1024x1024" in under(single(), picture=SQUARE)


def test_the_size_that_was_asked_for_is_told_as_such() -> None:
    request = replace(single(), spec=spec(ratio=AspectRatio(16, 9), size=Size(1408, 792)))
    assert " · 1408x792 · " in under(request)


def test_a_model_without_seeds_has_none_in_its_captions() -> None:
    assert "seed" not in under(single(stand_in=STAND_IN.name))


def test_a_stand_in_is_told_of() -> None:
    assert under(single(stand_in=STAND_IN.name)).endswith("YandexART isn’t available right now, so DALL·E 3 drew this.")


def test_what_only_the_model_that_is_down_knows_is_not_told_of_its_stand_in() -> None:
    own = replace(MODEL, qualities=("high",), styles=("vivid",))
    request = single(stand_in=STAND_IN.name)
    request = replace(request, spec=replace(request.spec, quality="high", looks=Looks(style="vivid", light="soft")))
    text = read(captions.caption(EN, request, request.of(1), {**MODELS, own.name: own}, WIDE))
    assert "DALL·E 3 · soft · 121 min 5 s" in text


def test_a_model_that_is_no_longer_known_is_called_by_its_name() -> None:
    request = single(seed=17)
    assert "seed 17 · 16:9 · yandex-art ·" in read(captions.caption(EN, request, request.of(1), {}, WIDE))


def test_what_was_drawn_instead_of_the_prompt_is_told() -> None:
    request = single()
    revised = replace(request.of(1), revised_prompt="a <fox> " + "😀" * 500)
    text = read(captions.caption(EN, request, revised, MODELS, WIDE))
    assert "Drawn as: a <fox> 😀" in text
    assert utf16_length(text) <= CAPTION_LIMIT


def test_the_shortest_caption_has_none_of_a_persons_or_a_models_words() -> None:
    request = single("лиса " * 100, seed=17, took=20)
    revised = replace(request.of(1), revised_prompt="a fox")
    text = read(captions.bare_caption(EN, request, revised, MODELS, WIDE))
    assert text == "…\nseed 17 · 16:9 · YandexART · 20 s"


@pytest.mark.parametrize(
    ("news", "text"),
    [
        (News(position=7), "Drawing… You’re number 7 in the queue."),
        (News(seconds=0, usual=20), "Drawing… ▱▱▱▱▱▱▱▱▱▱ 1 s of about 20 s"),
        (News(seconds=20, usual=20), "Drawing… ▰▰▰▰▰▰▰▰▰▰ 20 s of about 20 s"),
        (News(seconds=21, usual=20), "Drawing… It’s taking longer than usual: 21 s so far."),
        (News(seconds=0, usual=0), "Drawing… ▱▱▱▱▱▱▱▱▱▱ 1 s of about 1 s"),
        (News(seconds=81, usual=20, late=True), "Drawing… It’s taking much longer than usual: 1 min 21 s so far."),
        (News(seconds=7, trouble=Reason.BUSY), "Drawing… The drawing service is busy. I’ll keep trying: 7 s"),
        (News(seconds=7, trouble=Reason.SILENT), "Drawing… The drawing service isn’t answering."),
        (News(seconds=7, trouble=Reason.UNREACHABLE), "Drawing… I can’t reach the drawing service right now."),
        (News(seconds=7, trouble=Reason.UNAVAILABLE), "Drawing… The drawing service won’t let me in right now,"),
    ],
)
def test_the_placeholder_says_how_it_is_going(news: News, text: str) -> None:
    assert captions.report(EN, news).startswith(text)


def test_the_placeholder_tells_how_long_it_usually_takes() -> None:
    assert "20 s" in captions.placeholder(EN, placed(), MODELS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_in_every_language(language: str, count: int, reason: Reason) -> None:
    sentence = captions.reason(LOCALES.of(language), reason, operation="fbv17", count=count)
    assert any("а" <= letter <= "я" for letter in sentence) == (language == "ru")
    assert sentence.endswith((".", "</code>"))
    assert ("fbv17" in sentence) == (reason is Reason.TIMEOUT)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(1, "The drawing service has lost this picture."), (2, "The drawing service has lost these pictures.")],
)
def test_the_sentence_is_about_as_many_pictures_as_were_asked_for(count: int, sentence: str) -> None:
    lost = tuple(generation(position=one, status=FAILED, reason=Reason.LOST) for one in range(1, count + 1))
    ended = placed(status=RequestStatus.ENDED, reason=Reason.LOST, generations=lost)
    assert captions.ending(EN, ended).startswith(sentence)


def test_the_operation_is_named_of_which_the_sentence_tells() -> None:
    several = (
        generation(position=1, status=FAILED, operation_id="refused"),
        generation(position=2, status=EXPIRED, operation_id="fbv17"),
    )
    ended = placed(status=RequestStatus.ENDED, reason=Reason.TIMEOUT, generations=several)
    assert "<code>fbv17</code>" in captions.ending(EN, ended)


def test_what_was_cancelled_says_so() -> None:
    ended = placed(status=RequestStatus.ENDED, reason=Reason.CANCELLED, generations=generations(CANCELLED))
    assert captions.ending(EN, ended) == "Canceled."


def test_a_link_tells_the_words_of_the_picture_it_leads_to() -> None:
    request = sheet(DRAWN, DRAWN)
    assert read(captions.linked(EN, request, request.of(2), MODELS)).endswith("лиса\nseed 18 · 16:9 · YandexART")


def test_who_is_asked_for_other_words_can_copy_the_old_ones() -> None:
    assert "<code>1 &lt; 2</code>" in captions.other_words(EN, single("1 < 2"))


def test_a_shared_picture_stands_over_its_words_only() -> None:
    assert read(captions.brief(EN, single())) == "лиса"


def test_an_alarm_says_what_was_said_and_who_draws_meanwhile() -> None:
    text = captions.alarm(EN, MODEL, "401 for <b>", None)
    assert "needs you: 401 for &lt;b&gt;" in text
    assert "people are told that drawing isn’t available" in text
    assert "Until then, DALL·E 3 is drawing instead." in captions.alarm(EN, MODEL, "401", STAND_IN)


def test_a_toast_is_plain_and_short() -> None:
    assert captions.toast(Html("<b>1</b> &lt; 2")) == "1 < 2"
    assert utf16_length(captions.toast(Html("😀" * 200))) <= 200


@pytest.mark.parametrize(
    ("seconds", "english", "russian"),
    [(20, "20 s", "20 с"), (0.2, "1 s", "1 с"), (59.6, "1 min 0 s", "1 мин 0 с"), (7265, "121 min 5 s", "121 мин 5 с")],
)
def test_a_duration_is_told_in_minutes_and_seconds(seconds: float, english: str, russian: str) -> None:
    arguments = duration(seconds)
    assert (EN.say("duration", **arguments), RU.say("duration", **arguments)) == (english, russian)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=1500))
def test_any_prompt_fits_without_a_broken_character(prompt: str) -> None:
    text = under(single(prompt))
    assert utf16_length(text) <= CAPTION_LIMIT
    text.encode("utf-16-le")  # half a surrogate pair could not be encoded


@given(st.text(), st.integers(1, 60))
def test_a_shortened_text_is_the_beginning_with_an_ellipsis(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert utf16_length(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_that_fits_exactly_is_not_shortened() -> None:
    assert shortened("😀a", 3) == "😀a"
    assert shortened("😀ab", 3) == "😀…"
    assert shortened("a😀b", 3) == "a…"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_length_of_markup_is_that_of_the_text_in_it(text: str) -> None:
    markup = EN.say("seed-invalid", value=text)
    assert length(markup) == utf16_length(parse_html(markup).text)
