"""What stands under contact sheets: what all their pictures share, how many came, and why not the others."""

from dataclasses import replace

import pytest

from bot.drawing.ports.couriers import News
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.specs import MAX_SEED
from bot.wording import captions
from bot.wording.lengths import CAPTION_LIMIT
from bot.wording.texts import LANGUAGES, legible
from sandbox.telegram_api.entities import utf16_length
from tests.drawing.builders import BATCHING, at, generation, generations, placed, spec
from tests.wording.samples import (
    CANCELLED,
    DRAWN,
    EN,
    EXPIRED,
    FAILED,
    HOSTILE,
    LOCALES,
    MODELS,
    PENDING,
    QUEUED,
    RU,
    STAND_IN,
    WIDE,
    missed,
    read,
    sheet,
    single,
    under,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", HOSTILE.values(), ids=HOSTILE)
def test_the_captions_of_sheets_fit_too(prompt: str, language: str) -> None:
    """With ten pictures, the longest seeds, and a reason for each that does not come."""
    reasons = (*(reason for reason in Reason if reason is not Reason.CANCELLED), Reason.REFUSED)[:8]
    missing = tuple(
        replace(missed(number, reason), seed=MAX_SEED - 2 * number) for number, reason in enumerate(reasons, 2)
    )
    first = generation(status=DRAWN, seed=MAX_SEED, drawn_at=at(7265))
    request = placed(
        spec=spec(prompt=prompt), generations=(first, *missing, generation(position=10, seed=1, status=PENDING))
    )
    locale = LOCALES.of(language)
    for markup in (
        captions.sheet(locale, request, MODELS, {1: WIDE}),
        captions.unfinished(locale, request, 1, News(seconds=700, usual=20)),
    ):
        text = read(markup)
        assert utf16_length(text) <= CAPTION_LIMIT
        assert text.startswith(legible(prompt)[:200].rstrip())


def test_a_sheet_tells_its_seeds_as_a_range_and_the_time_until_the_last_picture() -> None:
    text = under(sheet(DRAWN, DRAWN, DRAWN, DRAWN))
    assert text == "лиса\nseeds 17–20 · 16:9 · YandexART · 40 s"


def test_a_range_of_seeds_is_copied_one_by_one() -> None:
    markup = captions.sheet(EN, sheet(DRAWN, DRAWN), MODELS, {1: WIDE, 2: WIDE})
    assert "<code>17</code>–<code>18</code>" in markup


def test_seeds_that_are_not_in_a_row_are_listed() -> None:
    request = sheet(DRAWN, DRAWN)
    request = replace(request, generations=(request.of(1), replace(request.of(2), seed=3)))
    assert "seeds 17, 3 ·" in under(request)


def test_a_sheet_of_a_model_without_seeds_tells_none() -> None:
    request = placed(generations=generations(DRAWN, DRAWN, model=BATCHING), spec=spec(model=BATCHING.name), count=2)
    assert under(request).split("\n")[1].startswith("2:1 → 1408x792 · DALL·E 2 · ")


def test_a_sheet_of_two_models_names_both_and_who_stood_in() -> None:
    request = sheet(DRAWN, DRAWN)
    request = replace(request, generations=(request.of(1), replace(request.of(2), stand_in=STAND_IN.name)))
    text = under(request)
    assert "16:9 · YandexART, DALL·E 3 · 20 s" in text
    assert "seed" not in text
    assert text.count("so DALL·E 3 drew this") == 1


@pytest.mark.parametrize(
    ("statuses", "english", "russian"),
    [
        (
            (DRAWN, FAILED, DRAWN, DRAWN),
            "3 of 4 pictures came out: the model declined to draw one.",
            "модель отказалась",
        ),
        ((DRAWN, FAILED, FAILED), "1 of 3 pictures came out: the model declined to draw 2.", "рисовать 2."),
        (
            (DRAWN, CANCELLED, EXPIRED, FAILED),
            "1 of 4 pictures came out: the model declined to draw one, one took too long, one was canceled.",
            "модель отказалась рисовать одну, одна рисовалась слишком долго, одна отменена.",
        ),
    ],
)
def test_a_sheet_says_how_many_came_and_why_not_the_others(
    statuses: tuple[GenerationStatus, ...], english: str, russian: str
) -> None:
    assert under(sheet(*statuses)).endswith(english)
    assert russian in under(sheet(*statuses), "ru")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.CANCELLED])
def test_every_reason_has_a_clause(reason: Reason, count: int, language: str) -> None:
    """Those that are about bringing pictures too: no row of the database is without words."""
    missing = tuple(missed(number, reason) for number in range(2, 2 + count))
    request = placed(generations=(generation(status=DRAWN), *missing))
    clause = under(request, language).rpartition(": ")[2]
    assert clause[0].islower() or clause[0] in f"I{count}"
    assert clause.endswith(".")
    assert "{" not in clause


def test_an_unfinished_sheet_says_how_it_is_going() -> None:
    request = sheet(DRAWN, DRAWN, PENDING, QUEUED)
    text = read(captions.unfinished(EN, request, 2, News(seconds=10, usual=20)))
    assert text == "лиса\n2 of 4 pictures are here.\nDrawing… ▰▰▰▰▰▱▱▱▱▱ 10 s of about 20 s"


def test_an_unfinished_sheet_says_what_will_not_come() -> None:
    request = sheet(DRAWN, FAILED, PENDING)
    text = read(captions.unfinished(RU, request, 1, News(position=3)))
    assert text == "лиса\nГотово 1 из 3; модель отказалась рисовать одну.\nРисую… Вы в очереди под номером 3."


def test_a_page_of_the_history_tells_the_seed_of_a_picture_and_the_seeds_of_a_sheet() -> None:
    one = captions.remembered(EN, single(seed=17), MODELS, number="2", size="9")
    assert read(one) == "лиса\nseed 17 · 16:9 · YandexART\n\n2 of 9"
    several = captions.remembered(EN, sheet(DRAWN, DRAWN), MODELS, number="2", size="9")
    assert "seeds 17–18 · 16:9" in read(several)
