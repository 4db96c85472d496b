"""The pictures of /styles have every preset on them, and every one has a button."""

import pytest
from PIL import Image

from bot.drawing import grammar
from bot.drawing.values.styles import PRESETS
from bot.wording import presets
from bot.wording.labels import label
from bot.wording.presets import PresetPage
from bot.wording.texts import LANGUAGES, Locales
from sandbox.telegram_api.access import check_keyboard
from sandbox.telegram_api.entities import parse_html
from tests.drawing.builders import delivered, spec

LOCALES = Locales()
MOST_BYTES = 600_000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PRESETS)
def test_every_preset_is_on_the_sheet_of_its_kind(kind: str, language: str) -> None:
    """``python -m tests.screenshots presets`` makes them anew."""
    locale = LOCALES.of(language)
    with Image.open(presets.sheet(locale, kind)) as sheet:
        assert sheet.info["comment"].decode().split() == [label(preset, locale) for preset in PRESETS[kind]]
        assert max(sheet.size) <= 1280


def test_the_sheets_are_small() -> None:
    assert sum(path.stat().st_size for path in presets.SHEETS.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PRESETS)
def test_every_preset_has_a_button_and_so_has_every_other_kind(kind: str, language: str) -> None:
    markup = presets.buttons(LOCALES.of(language), kind)
    check_keyboard(markup.model_dump(exclude_none=True))
    pages = [PresetPage.unpack(one.callback_data or "") for row in markup.inline_keyboard for one in row]
    named = [PresetPage(kind=kind, preset=preset.name) for preset in PRESETS[kind]]
    assert pages == [*named, *(PresetPage(kind=other) for other in PRESETS if other != kind)]
    room = {1: 30, 2: 14, 3: 9}
    assert all(len(one.text) <= room[len(row)] for row in markup.inline_keyboard for one in row)


@pytest.mark.parametrize(
    ("language", "words", "command"),
    [
        ("en", "a castle at dusk", "/draw a castle at dusk --ar 2:1 --style oil"),
        ("ru", "замок", "/draw замок --ar 2:1 --style масло"),
        ("en", None, "/draw a red fox in the snow --style oil"),
        ("en", "word " * 1000, "/draw a red fox in the snow --style oil"),
    ],
)
def test_how_a_preset_is_asked_for_is_shown_with_the_persons_last_words(
    language: str, words: str | None, command: str
) -> None:
    last = delivered(spec=spec(prompt=words)) if words else None
    text, _ = presets.asked_for(LOCALES.of(language), PresetPage(kind="style", preset="oil"), last)
    read = parse_html(text)
    assert read.text.endswith(command)
    assert grammar.parse(command.removeprefix("/draw")).looks.style in ("oil", "масло")


@pytest.mark.parametrize(
    ("kind", "preset", "known"),
    [("style", "", True), ("style", "oil", True), ("style", "soft", False), ("mood", "", False), ("", "oil", False)],
)
def test_only_what_there_is_may_be_pressed(kind: str, preset: str, *, known: bool) -> None:
    assert PresetPage(kind=kind, preset=preset).is_known is known
