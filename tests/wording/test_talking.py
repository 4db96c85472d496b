"""Answers to what is no request: they fit Telegram whatever people wrote, and what their buttons draw stands there."""

from collections.abc import Iterator

import pytest

from bot.drawing.policy.talk import Talk
from bot.telegram.inbound.handlers.stray import KINDS
from bot.wording import talking
from bot.wording.lengths import TEXT_LIMIT
from bot.wording.suggestions import Suggestion
from bot.wording.talking import Said
from bot.wording.texts import LANGUAGES, Locale, Locales
from sandbox.telegram_api.access import check_keyboard
from sandbox.telegram_api.entities import parse_html, utf16_length
from tests.drawing.builders import generation
from tests.wording.arguments import WORST

LOCALES = Locales()
LARGEST = 2**63 - 1


def answers(locale: Locale, words: str) -> Iterator[Said]:
    """All of them."""
    yield from (talking.small_talk(locale, talk) for talk in Talk if talk not in (Talk.WORDS, Talk.CALL_OFF))
    for kind in {*KINDS.values()}:
        yield talking.stray(locale, kind)
        yield talking.stray(locale, kind, words)
    yield talking.pictureless(locale, "")
    yield talking.pictureless(locale, words)
    yield talking.meant_draw(locale, f"/{words}", words)
    yield talking.meant_command(locale, f"/{words}", "settings")
    yield talking.unknown(locale, f"/{words}", words)
    yield talking.unknown(locale, f"/{words}", "")
    yield talking.call_off(locale, LARGEST, LARGEST)
    for talk in Talk:
        yield talking.change(locale, words, generation(), whole=True, reply=words, talk=talk)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words", ["a fox", "/start @fox https://example.org", *WORST.values()], ids=lambda text: text[:9]
)
def test_they_fit_telegram_whatever_people_wrote(language: str, words: str) -> None:
    for text, buttons in answers(LOCALES.of(language), words):
        assert utf16_length(parse_html(text).text) <= TEXT_LIMIT
        check_keyboard(None if buttons is None else buttons.model_dump(exclude_none=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["a fox", "@fox #a /start https://example.org"])
def test_what_a_button_draws_is_the_last_thing_that_is_set_as_code(language: str, words: str) -> None:
    draws = Suggestion().pack()
    for text, buttons in answers(LOCALES.of(language), words):
        rows = buttons.inline_keyboard if buttons else []
        if any(one.callback_data == draws for row in rows for one in row):
            found = parse_html(text)
            code = [one for one in found.entities if one["type"] == "code"][-1]
            units = found.text.encode("utf-16-le")
            shown = units[2 * code["offset"] : 2 * (code["offset"] + code["length"])].decode("utf-16-le")
            assert shown.startswith("/draw ")
            assert found.text.rstrip().endswith(shown)
