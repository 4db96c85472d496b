"""Which of the settings' values are secret."""

import json
from pathlib import Path

import pytest

from bot import config
from bot.config import discretion
from bot.errors import ConfigurationError
from tests.config.test_config import bare

__all__ = ["bare"]

SECRET = "made-up+secret/17"
QUOTED = "made-up%2Bsecret%2F17"


def shown(text: str = f"it was {SECRET}") -> str:
    """What is left of a text with these settings."""
    return discretion.redaction(config.load())(text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", f"42:{SECRET}"),
        ("WEBHOOK_SECRET", SECRET),
        ("YANDEX_API_KEY", SECRET),
        ("YANDEX_IAM_TOKEN", SECRET),
        ("OPENAI_API_KEY", f" {SECRET} "),
        ("OPENAI_BASE_URL", f"https://user:{QUOTED}@images.example/v1"),
        ("TELEGRAM_API_URL", f"https://user:{QUOTED}@telegram.example"),
        ("YANDEX_LLM_URL", f"https://user:{QUOTED}@llm.example"),
        ("DATABASE_URL", f"postgresql://user:{QUOTED}@db.example/palitra"),
        ("HTTPS_PROXY", f"http://user:{QUOTED}@proxy.example:3128"),
        ("all_proxy", f"socks5://user:{QUOTED}@proxy.example:1080"),
    ],
)
def test_it_is_secret_wherever_it_is_set(bare: pytest.MonkeyPatch, name: str, value: str) -> None:
    bare.setenv(name, value)
    assert shown() == "it was …"


def test_the_id_of_a_bot_is_none(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("BOT_TOKEN", f"123456789:{SECRET}")
    assert shown("bot 123456789") == "bot 123456789"


@pytest.mark.parametrize("record", [f"base_url = 'https://user:{QUOTED}@flux.example/v1'", "key_variable = 'FLUX_KEY'"])
def test_what_a_model_of_ones_own_has_is_secret(tmp_path: Path, bare: pytest.MonkeyPatch, record: str) -> None:
    (tmp_path / "models.toml").write_text(f"[flux]\nlike = 'dall-e-3'\n{record}\n", "utf-8")
    bare.setenv("MODELS_FILE", "models.toml")
    bare.setenv("FLUX_KEY", SECRET)
    assert shown() == "it was …"


def test_a_private_key_is_secret_line_by_line(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    lines = ["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw", "ggSjAgEAAoIBAQDmadeupmadeupmadeup1234"]
    pem = "\n".join(["-----BEGIN PRIVATE KEY-----", *lines, "-----END PRIVATE KEY-----"])
    (tmp_path / "key.json").write_text(json.dumps({"id": "a", "private_key": pem}), "utf-8")
    bare.setenv("YANDEX_SERVICE_ACCOUNT_KEY_FILE", "key.json")
    for line in lines:
        assert shown(f"it was {line}") == "it was …"


@pytest.mark.parametrize("written", [None, "", "[]", "{}", '{"private_key": 5}', "\udcff"])
def test_a_key_file_that_is_none_is_told_where_it_is_needed(
    tmp_path: Path, bare: pytest.MonkeyPatch, written: str | None
) -> None:
    bare.setenv("YANDEX_SERVICE_ACCOUNT_KEY_FILE", "key.json")
    if written is not None:
        (tmp_path / "key.json").write_bytes(written.encode("utf-8", "surrogateescape"))
    assert shown("anything") == "anything"


def test_a_key_that_is_not_set_is_told_where_it_is_needed(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    (tmp_path / "models.toml").write_text("[flux]\nlike = 'dall-e-3'\nkey_variable = 'FLUX_KEY'\n", "utf-8")
    bare.setenv("MODELS_FILE", "models.toml")
    assert shown("anything") == "anything"
    with pytest.raises(ConfigurationError, match="FLUX_KEY is not set"):
        config.load().access.key_of("FLUX_KEY")
