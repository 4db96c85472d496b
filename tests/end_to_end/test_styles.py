"""/styles shows the presets as pictures, and each tells how it is asked for; /draw help tells of the flags."""

import pytest

from bot.drawing.values.styles import PRESETS
from bot.wording import presets
from bot.wording.texts import Locales
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import buttons, forged, group, now, press, replied
from tests.end_to_end.stage import Message, Stage
from tests.end_to_end.test_corrections import copied, drawn

pytestmark = pytest.mark.usefixtures("app")


async def styles(stage: Stage, person: int = ALICE, chat: int | None = None) -> Message:
    """The answer to /styles."""
    (sheet,) = await replied(stage, stage.ask("/styles", person, chat))
    return sheet


async def pictured(stage: Stage, message: Message) -> None:
    """Wait until a message has become a picture."""
    await stage.telegram.world.until(lambda: "photo" in now(stage, message))


@pytest.mark.parametrize(
    ("person", "language", "first", "other"), [(ALICE, "en", "photo", "Light"), (BORIS, "ru", "фото", "Свет")]
)
async def test_the_sheet_of_each_kind_is_shown_in_the_persons_language(
    stage: Stage, person: int, language: str, first: str, other: str
) -> None:
    locale = Locales().of(language)
    sheet = await styles(stage, person)
    assert next(iter(buttons(sheet))) == first
    assert stage.picture(sheet) == presets.sheet(locale, "style").read_bytes()
    await press(stage, sheet, other, person)
    light = presets.sheet(locale, "light").read_bytes()
    await stage.telegram.world.until(lambda: stage.picture(now(stage, sheet)) == light)


async def test_a_preset_tells_how_it_is_asked_for_with_the_last_words_and_draws_them(stage: Stage) -> None:
    await replied(stage, stage.ask("/draw a castle --ar 2:1"))
    sheet = await styles(stage)
    await press(stage, sheet, "oil")
    (told,) = await replied(stage, sheet, "text")
    assert copied(told) == "/draw a castle --ar 2:1 --style oil"
    await press(stage, told, "Draw it so")
    await stage.submitted(2)
    assert drawn(stage)[1][0] == "a castle, oil painting"


async def test_two_presets_one_after_the_other_are_both_drawn(stage: Stage) -> None:
    sheet = await styles(stage)
    for label in ("oil", "ink"):
        await press(stage, sheet, label)
        (told,) = await replied(stage, sheet, "text")
        await press(stage, told, "Draw it so")
        await pictured(stage, told)
    assert [one[0] for one in drawn(stage)] == [
        "a red fox in the snow, oil painting",
        "a red fox in the snow, ink drawing",
    ]


async def test_in_a_group_whoever_taps_asks_for_themselves(stage: Stage) -> None:
    sheet = await styles(stage, ALICE, group(stage))
    await press(stage, sheet, "oil", BORIS)
    (told,) = await replied(stage, sheet, "text")
    await press(stage, told, "Нарисовать так", BORIS)
    await stage.submitted(1)
    assert stage.read("SELECT user_id FROM whole_requests") == [(BORIS,)]


@pytest.mark.parametrize("data", ["ps:style:none", "ps:mood:", "ps:../../x:oil", "ps::"])
async def test_a_forged_page_shows_nothing(stage: Stage, data: str) -> None:
    sheet = await styles(stage)
    assert await forged(stage, sheet, data) == "This button no longer works."
    assert now(stage, sheet) == sheet


async def test_every_kind_can_be_reached(stage: Stage) -> None:
    assert {"Light", "Palettes", "Views"} < set(buttons(await styles(stage)))
    assert len(PRESETS) == 4


@pytest.mark.parametrize("text", ["/draw help", "/draw --help", "/draw ?", "/draw помощь", "/draw —help"])
async def test_whoever_asks_for_help_with_draw_gets_the_flags(stage: Stage, text: str) -> None:
    (answer,) = await replied(stage, stage.ask(text), "text")
    assert "--seed" in answer["text"]
    assert stage.images.wire.calls == []
