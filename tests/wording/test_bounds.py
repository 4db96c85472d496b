"""However long, and whatever, the words of people and services are: what is sent is within Telegram's limits."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing import grammar
from bot.drawing.ports.couriers import News
from bot.drawing.ports.providers import Models
from bot.drawing.values.incidents import Incident
from bot.drawing.values.models import Model
from bot.drawing.values.reasons import TROUBLES, Reason
from bot.drawing.values.requests import Request, RequestStatus
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import MAX_SEED, Looks
from bot.providers import catalog
from bot.wording import captions, keyboards, picture_menus
from bot.wording.keyboards import Action
from bot.wording.lengths import CAPTION_LIMIT, TEXT_LIMIT, TOAST_LIMIT
from bot.wording.picture_menus import Topic
from bot.wording.texts import LANGUAGES, QUOTED, Html, Locale, Locales
from sandbox.telegram_api.access import check_keyboard
from sandbox.telegram_api.entities import parse_html, utf16_length
from tests.drawing.builders import MODEL, at, delivered, generation, origin, placed, spec
from tests.wording.arguments import LONGEST, WORST, Argument, arguments
from tests.wording.samples import DRAWN, EXPIRED, FAILED, PENDING, SQUARE

LOCALES = Locales()
CATALOG = [entry.model for entry in catalog.built_in().values()]
USERNAME = "b" * 32
LAST_DAY = datetime(9999, 12, 31, tzinfo=UTC)
HUGE = 10**12
"""More than any number that people may write, or that anything takes."""

WORDS = (
    st.sampled_from(sorted(WORST.values()))
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))
    | st.text("&<😀\u0301\n ", min_size=700)
)
FULL = Looks(style="watercolor", light="soft", palette="warm", view="top")


def request(prompt: str, said: str, *, title: str = "YandexART") -> tuple[Request, Models]:
    """A delivered request for as many pictures as there may be, of which the last ones failed for many reasons.

    ``said`` is what services wrote: as what was drawn instead, and as the names of operations.
    """
    reasons = [
        Reason.REFUSED,
        Reason.TIMEOUT,
        Reason.OUTLASTED,
        Reason.UNANSWERED,
        Reason.INTERRUPTED,
        Reason.UNDECODED,
    ]
    drawn = [
        generation(position=1, status=DRAWN, seed=MAX_SEED, drawn_at=at(9e6), revised_prompt=said),
        generation(position=2, status=DRAWN, seed=1, drawn_at=at(9e6), stand_in="other"),
    ]
    missing = [
        generation(
            position=number,
            status=EXPIRED if reason is Reason.TIMEOUT else FAILED,
            seed=MAX_SEED - 2 * number,
            reason=reason,
            operation_id=said,
        )
        for number, reason in enumerate(reasons, len(drawn) + 1)
    ]
    asked = spec(prompt=prompt, ratio=AspectRatio(99999, 1), quality="high", looks=FULL)
    models = {MODEL.name: replace(MODEL, title=title), "other": replace(MODEL, name="other", title=f"{title}2")}
    return delivered(spec=asked, generations=(*drawn, *missing)), models


def ended(done: Request, reason: Reason) -> Request:
    """The same where there is only a sentence in the chat."""
    return replace(done, status=RequestStatus.ENDED, reason=reason, delivered_at=None)


def under_pictures(locale: Locale, done: Request, models: Models) -> Iterator[Html]:
    """All that may stand under pictures of a request."""
    first, pictures = done.of(1), {1: SQUARE}
    yield captions.caption(locale, done, first, models, SQUARE)
    yield captions.bare_caption(locale, done, first, models, SQUARE)
    yield captions.sheet(locale, done, models, pictures)
    yield captions.bare_sheet(locale, done, models, pictures)
    yield captions.brief(locale, done)
    yield captions.linked(locale, done, first, models)
    yield captions.remembered(locale, done, models, number="9" * 9, size="9" * 9)
    yield captions.picture_in_private(locale, done)
    for trouble in (None, *TROUBLES):
        yield captions.unfinished(locale, done, 1, News(seconds=9e9, usual=20, trouble=trouble))


def messages_about(locale: Locale, done: Request, models: Models, said: str) -> Iterator[Html]:
    """All messages without a picture that a request may lead to."""
    yield captions.placeholder(locale, done, models)
    yield captions.other_words(locale, done)
    yield captions.alarm(locale, models[MODEL.name], said, models["other"])
    yield from (captions.incident(locale, incident, said) for incident in Incident)
    for reason in Reason:
        yield captions.ending(locale, ended(done, reason))
        yield captions.ending_in_private(locale, ended(done, reason))


def all_within(limit: int, said: Iterator[Html]) -> bool:
    """Whether Telegram can parse them all, and finds them short enough."""
    return all(utf16_length(parse_html(markup).text) <= limit for markup in said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", WORST.values(), ids=WORST)
def test_everything_about_a_request_fits_whatever_people_and_services_wrote(words: str, language: str) -> None:
    locale, (done, models) = LOCALES.of(language), request(words, words, title=words)
    assert all_within(CAPTION_LIMIT, under_pictures(locale, done, models))
    assert all_within(TEXT_LIMIT, messages_about(locale, done, models, words))


@settings(max_examples=30)
@given(WORDS, WORDS, WORDS, st.sampled_from(LANGUAGES))
def test_any_words_fit(prompt: str, said: str, title: str, language: str) -> None:
    locale, (done, models) = LOCALES.of(language), request(prompt, said, title=title)
    assert all_within(CAPTION_LIMIT, under_pictures(locale, done, models))
    assert all_within(TEXT_LIMIT, messages_about(locale, done, models, said))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", CATALOG, ids=lambda model: model.name)
def test_a_caption_is_full_of_words_at_the_limit_of_each_model(model: Model, language: str) -> None:
    """An ampersand counts as one, although five are sent of it."""
    one = generation(model=model, status=DRAWN, drawn_at=at(20))
    done = delivered(model=model, generations=(one,), spec=spec(model=model.name, prompt="&" * model.prompt_limit))
    read = parse_html(captions.caption(LOCALES.of(language), done, one, {model.name: model}, SQUARE)).text
    assert read.count("&") == min(model.prompt_limit, CAPTION_LIMIT - utf16_length(read.strip("&")))


def worst(taken: Mapping[str, Argument], words: str) -> dict[str, str | float | datetime]:
    """Arguments as bad as they can be."""
    return {name: LAST_DAY if one.is_time else HUGE if one.counts else words for name, one in taken.items()}


def written(one: Argument) -> st.SearchStrategy[str | float | datetime]:
    """What an argument may be."""
    if one.is_time:
        return st.datetimes(timezones=st.just(UTC))
    if one.counts:
        return st.integers(-HUGE, HUGE) | st.floats(-HUGE, HUGE)
    return st.sampled_from(sorted(one.words)) | WORDS if one.words else WORDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", WORST.values(), ids=WORST)
def test_every_text_is_short_enough_for_a_message_with_the_worst_of_arguments(words: str, language: str) -> None:
    said = (LOCALES.of(language).say(name, **worst(taken, words)) for name, taken in arguments(language).items())
    assert all_within(TEXT_LIMIT, said)


@given(st.data(), st.sampled_from(LANGUAGES))
def test_every_text_is_short_enough_for_a_message_with_any_arguments(data: st.DataObject, language: str) -> None:
    name, taken = data.draw(st.sampled_from(sorted(arguments(language).items(), key=lambda item: item[0])))
    said = LOCALES.of(language).say(name, **{key: data.draw(written(one)) for key, one in taken.items()})
    assert all_within(TEXT_LIMIT, iter([said]))
    assert utf16_length(captions.toast(said)) <= TOAST_LIMIT


def test_what_is_chosen_by_a_text_is_chosen_however_it_is_escaped() -> None:
    assert LOCALES.of("en").say("flag-unknown", flag="x", nearest="none") == "There’s no flag <b>--x</b>."


def test_words_of_people_stand_as_they_are_also_where_they_look_like_the_marks_of_arguments() -> None:
    words = "\ue000choices\ue001 { $flag }"
    said = LOCALES.of("en").say("model-unknown", value=words, choices="dall-e-3")
    assert f"“{words}”" in said
    assert said.count("dall-e-3") == 1


def test_a_word_is_cut_before_it_is_escaped() -> None:
    said = parse_html(LOCALES.of("en").say("model-unknown", value="&" * LONGEST, choices="a")).text
    assert said.count("&") == QUOTED - 1
    assert "&…”" in said


def test_markup_is_made_in_one_place_only() -> None:
    """Else a text could be sent that nobody cut or escaped."""
    made = {
        path.name
        for path in Path(str(files("bot.wording"))).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == Html.__name__
    }
    assert made == {"texts.py"}


@given(WORDS, st.sampled_from(LANGUAGES))
def test_telegram_takes_every_keyboard(prompt: str, language: str) -> None:
    locale, (done, models) = LOCALES.of(language), request(prompt, prompt)
    going = placed(spec=done.spec, generations=(done.of(1), generation(position=2, status=PENDING)))
    inline = replace(done, origin=origin(inline_message_id="inline", message_id=0))
    topic = Topic(request=done, generation=done.of(1), improves=True)
    for markup in (
        keyboards.progress(locale, going),
        keyboards.unfinished(locale, going),
        keyboards.finished(locale, done, None, USERNAME),
        keyboards.finished(locale, inline, None, USERNAME),
        keyboards.finished(locale, inline, done.of(1), USERNAME),
        keyboards.picture(locale, done.of(1)),
        picture_menus.more(locale, topic, models),
        picture_menus.buttons(Action.RATIOS, locale, topic),
        picture_menus.buttons(Action.STYLES, locale, topic),
        picture_menus.deleting(locale, topic),
        picture_menus.deleted(locale, 2**52),
        keyboards.ending(locale, ended(done, Reason.TIMEOUT)),
    ):
        check_keyboard(markup.model_dump(exclude_none=True) if markup else None)


@given(WORDS)
def test_what_again_types_inline_may_be_typed_and_asks_for_the_same_looks(prompt: str) -> None:
    done, _ = request(prompt, "")
    inline = replace(done, origin=origin(inline_message_id="inline", message_id=0))
    markup = keyboards.finished(LOCALES.first, inline, done.of(1), USERNAME)
    (typed,) = filter(None, (one.switch_inline_query_current_chat for row in markup.inline_keyboard for one in row))
    words, _, flags = typed.rpartition(" --ar ")
    assert utf16_length(typed) <= keyboards.INLINE_LIMIT
    assert prompt.startswith(words)
    assert grammar.parse(f"x --ar {flags}").looks == FULL
