"""The settings of the language model that improves words."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot import config
from bot.config import PromptSettings, discretion
from bot.config.disclosure import disclosure
from bot.drawing.values.limits import Calendar
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.access import PromptAccess, YandexAccess
from bot.providers.catalog import Catalog
from tests.config.test_config import bare

__all__ = ["bare"]

YANDEX = "https://llm.api.cloud.yandex.net/v1"
AT_YANDEX = YandexAccess(llm_url="", operation_url="", ai_url="", iam_url="", folder_id="b1g")


def given(monkeypatch: pytest.MonkeyPatch, settings: Mapping[str, str]) -> PromptSettings:
    """These settings as they are read."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return config.load().prompts


def test_without_a_model_nothing_improves_words() -> None:
    asked = config.load().prompts
    assert not asked.is_on
    assert asked.access(AT_YANDEX) is None


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = given(monkeypatch, {"PROMPT_MODEL": "qwen2.5", "PROMPT_BASE_URL": "http://192.168.1.5:11434/v1"})
    expected = PromptAccess(model="qwen2.5", base_url="http://192.168.1.5:11434/v1", folder_id="b1g")
    assert asked.access(AT_YANDEX) == expected


@pytest.mark.parametrize(("written", "most"), [("5", 5), ("0", None)])
def test_nought_is_no_limit(monkeypatch: pytest.MonkeyPatch, written: str, most: int | None) -> None:
    asked = given(monkeypatch, {"PROMPT_MODEL": "m", "IMPROVE_PER_HOUR": written, "IMPROVE_PER_DAY": written})
    limits = asked.limits(Calendar())
    assert (limits.person_hour, limits.day) == (most, most)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"PROMPT_API_KEY": "sk-made-up"}, "PROMPT_API_KEY is set without PROMPT_MODEL"),
        ({"PROMPT_MODEL": "gpt 4"}, "PROMPT_MODEL: it is the name of a model"),
        ({"PROMPT_MODEL": "гпт"}, "PROMPT_MODEL: it is the name of a model"),
        ({"PROMPT_BASE_URL": "localhost"}, "PROMPT_BASE_URL: its right form"),
        ({"PROMPT_API_KEY": "Bearer sk-made-up", "PROMPT_MODEL": "m"}, "PROMPT_API_KEY: only the key itself"),
        ({"IMPROVE_PER_HOUR": "-1"}, "IMPROVE_PER_HOUR: it is at least 0"),
        ({"PROMT_MODEL": "m"}, "PROMT_MODEL in the environment is no setting"),
    ],
)
def test_what_is_wrong_is_told_without_a_value(
    monkeypatch: pytest.MonkeyPatch, settings: Mapping[str, str], said: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        given(monkeypatch, settings)
    assert said in str(caught.value)
    assert "made-up" not in str(caught.value)


def test_the_key_is_cut_out_of_what_anybody_says(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, {"PROMPT_MODEL": "m", "PROMPT_API_KEY": "a-made-up-key-of-prompts"})
    cut = discretion.redaction(config.load(), catalog.built_in())
    assert cut("the server said: a-made-up-key-of-prompts is wrong") == "the server said: … is wrong"


@pytest.mark.parametrize(
    ("model", "base_url", "service", "kept"),
    [
        ("gpt-4o-mini", "https://api.openai.com/v1", ("gpt-4o-mini", "api.openai.com"), True),
        ("gpt://b1gsecret/yandexgpt/latest", YANDEX, ("yandexgpt/latest", "Yandex Cloud"), False),
        ("qwen2.5", "http://10.0.0.5/v1", ("qwen2.5", None), True),
    ],
)
def test_people_may_know_who_sees_words_but_no_folder_and_no_address(
    model: str, base_url: str, service: tuple[str, str | None], *, kept: bool
) -> None:
    settings = replace(config.load(), prompts=PromptSettings(model=model, base_url=base_url, api_key=SecretStr("k")))
    known = Catalog.of(catalog.built_in(), ["yandex-art"], "")
    told = disclosure(settings, known)
    assert (told.improver, told.improver_keeps) == (service, kept)
