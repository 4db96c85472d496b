"""What people may know of the settings: true to them, and no address of a private network."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import DrawingSettings, OpenAISettings, Settings, TelegramSettings, YandexSettings
from bot.config.disclosure import disclosure
from bot.drawing.values.terms import Disclosure
from bot.providers import catalog
from bot.providers.catalog import Catalog

TOKEN = "123456789:" + "A" * 35


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    return Settings()


def disclosed(settings: Settings, *models: str) -> Disclosure:
    return disclosure(settings, Catalog.of(catalog.load(None), list(models or ("yandex-art",)), ""))


def test_by_default_yandex_is_asked_not_to_keep_prompts(settings: Settings) -> None:
    told = disclosed(settings)
    assert told.services == (("YandexART", "Yandex Cloud"),)
    assert (told.prompts_kept, told.storage_chat) == (False, False)


def test_where_yandex_may_keep_them_that_is_told(settings: Settings) -> None:
    assert disclosed(replace(settings, yandex=YandexSettings(data_logging=True))).prompts_kept


def test_what_others_keep_is_by_their_own_rules(settings: Settings) -> None:
    told = disclosed(settings, "yandex-art", "dall-e-3")
    assert told.services == (("YandexART", "Yandex Cloud"), ("DALL·E 3", "api.openai.com"))
    assert told.prompts_kept


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "10.0.0.5", "192.168.1.9", "[::1]", "[fd00::7]", "gpu", "gpu.local", "gpu.lan"]
)
def test_an_address_of_ones_own_network_is_not_told(settings: Settings, host: str) -> None:
    own = replace(settings, openai=OpenAISettings(base_url=f"http://{host}:8080/v1"))
    assert disclosed(own, "dall-e-3").services == (("DALL·E 3", None),)


def test_the_terms_are_those_of_the_settings(settings: Settings) -> None:
    drawing = DrawingSettings(history="30d", originals="1h", drafts="2h")
    assert disclosed(replace(settings, drawing=drawing)).terms == drawing.terms


def test_a_storage_chat_is_told(settings: Settings) -> None:
    assert disclosed(replace(settings, telegram=TelegramSettings(storage_chat=-100))).storage_chat
