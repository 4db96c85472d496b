"""The settings: from the environment and .env, with a sentence for the operator where one is wrong."""

from datetime import timedelta
from pathlib import Path
from typing import get_type_hints

import pytest

from bot import config
from bot.config import Settings
from bot.errors import ConfigurationError

NAMES = [
    str(field.validation_alias) for group in get_type_hints(Settings).values() for field in group.model_fields.values()
]
SECRET = "made-up-secret"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment without settings but a token, and a directory without .env."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_TOKEN", "42:made-up")
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def problem() -> str:
    """The sentences for the operator."""
    with pytest.raises(ConfigurationError) as caught:
        config.load()
    return str(caught.value)


def test_everything_but_the_token_has_a_default() -> None:
    settings = config.load()
    assert settings.telegram.token.get_secret_value() == "42:made-up"
    assert settings.telegram.api_url == "https://api.telegram.org"
    assert settings.drawing.model_names == ["yandex-art"]
    assert settings.drawing.deadline == timedelta(hours=6)
    assert settings.storage.url == "sqlite:///data/bot.db"
    assert (settings.log.level, settings.log.form) == ("INFO", "console")


def test_prompts_are_logged_at_yandex_only_when_asked_for(bare: pytest.MonkeyPatch) -> None:
    assert config.load().yandex.data_logging is False
    bare.setenv("YANDEX_DATA_LOGGING", "true")
    assert config.load().yandex.data_logging is True


@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_token_is_one_sentence_that_names_it(bare: pytest.MonkeyPatch, value: str | None) -> None:
    bare.setenv("YANDEX_API_KEY", SECRET)
    if value is None:
        bare.delenv("BOT_TOKEN")
    else:
        bare.setenv("BOT_TOKEN", value)
    assert problem() == "BOT_TOKEN is not set; put it into the environment or into .env (see .env.example)"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YANDEX_DATA_LOGGING", SECRET),
        ("GENERATION_DEADLINE", SECRET),
        ("WORKER_LEASE", SECRET),
        ("LOG_LEVEL", SECRET),
        ("LOG_FORMAT", SECRET),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(bare: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A key that slipped into the wrong line is not printed."""
    bare.setenv(name, value)
    sentence = problem()
    assert sentence.startswith(f"{name}: ")
    assert SECRET not in sentence


def test_the_error_carries_no_cause_that_would_show_the_values(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("GENERATION_DEADLINE", SECRET)
    with pytest.raises(ConfigurationError) as caught:
        config.load()
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_settings_are_read_from_dotenv(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=42:from-file\nMODELS=yandex-art-2.0\n# a comment\nUNKNOWN=1\n", "utf-8")
    bare.delenv("BOT_TOKEN")
    settings = config.load()
    assert settings.telegram.token.get_secret_value() == "42:from-file"
    assert settings.drawing.model_names == ["yandex-art-2.0"]


def test_the_environment_goes_before_dotenv(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=42:from-file\n", "utf-8")
    assert config.load().telegram.token.get_secret_value() == "42:made-up"


def test_an_empty_line_in_dotenv_leaves_the_default(tmp_path: Path) -> None:
    """.env.example is copied and only partly filled in."""
    empty = "".join(f"{name}=\n" for name in NAMES if name != "BOT_TOKEN")
    before = config.load()
    (tmp_path / ".env").write_text(empty, "utf-8")
    assert config.load() == before


@pytest.mark.parametrize(
    ("written", "duration"),
    [
        ("90s", timedelta(seconds=90)),
        ("10m", timedelta(minutes=10)),
        ("6h", timedelta(hours=6)),
        ("3d", timedelta(days=3)),
        (" 15 m ", timedelta(minutes=15)),
    ],
)
def test_a_duration_is_a_number_with_a_unit(bare: pytest.MonkeyPatch, written: str, duration: timedelta) -> None:
    bare.setenv("GENERATION_DEADLINE", written)
    assert config.load().drawing.deadline == duration


@pytest.mark.parametrize("written", ["soon", "6 hours", "h", "-6h", "1.5h", "6h30m"])
def test_what_is_no_duration_is_told(bare: pytest.MonkeyPatch, written: str) -> None:
    bare.setenv("GENERATION_DEADLINE", written)
    assert problem().startswith("GENERATION_DEADLINE: ")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("yandex-art", ["yandex-art"]),
        ("yandex-art-2.0, yandex-art", ["yandex-art-2.0", "yandex-art"]),
        ("art://folder/yandex-art/latest,", ["art://folder/yandex-art/latest"]),
        (" , ", []),
    ],
)
def test_models_are_a_list_with_commas(bare: pytest.MonkeyPatch, written: str, names: list[str]) -> None:
    bare.setenv("MODELS", written)
    assert config.load().drawing.model_names == names


def test_the_databases_address_may_hold_a_password_and_does_not_show(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DATABASE_URL", f"postgresql://bot:{SECRET}@127.0.0.1/bot")
    settings = config.load()
    assert settings.storage.url.endswith("@127.0.0.1/bot")
    assert SECRET not in repr(settings)


def test_secrets_do_not_show_when_settings_are_printed(bare: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "YANDEX_API_KEY", "YANDEX_IAM_TOKEN"):
        bare.setenv(name, SECRET)
    settings = config.load()
    assert settings.telegram.token.get_secret_value() == SECRET
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings)


def test_without_a_webhook_the_bot_polls_and_listens_nowhere() -> None:
    http = config.load().http
    assert (http.webhook, http.address) == (None, None)


def test_a_port_alone_is_listened_at(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("HTTP_PORT", "9000")
    http = config.load().http
    assert (http.webhook, http.address) == (None, ("127.0.0.1", 9000))


@pytest.mark.parametrize(
    "url", ["https://bot.example.org/telegram", "https://bot.example.org", "http://127.0.0.1:80/x"]
)
def test_a_webhook_is_an_address_with_a_secret(bare: pytest.MonkeyPatch, url: str) -> None:
    bare.setenv("WEBHOOK_URL", url)
    bare.setenv("WEBHOOK_SECRET", SECRET)
    http = config.load().http
    assert (http.webhook, http.address) == ((url, SECRET), ("127.0.0.1", 8080))
    assert SECRET not in repr(http)


@pytest.mark.parametrize("secret", ["", "with space", "секрет", "x" * 257, "a.b"])
def test_a_webhook_without_a_right_secret_is_told(bare: pytest.MonkeyPatch, secret: str) -> None:
    bare.setenv("WEBHOOK_URL", "https://bot.example.org/telegram")
    bare.setenv("WEBHOOK_SECRET", secret)
    with pytest.raises(ConfigurationError) as caught:
        _ = config.load().http.webhook
    assert str(caught.value).startswith("WEBHOOK_URL needs a WEBHOOK_SECRET: 1 to 256 of A-Z, a-z, 0-9, _ and -")
    assert not secret or secret not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["bot.example.org", "ftp://bot.example.org", "https://", "https://a/{x}", "https://a/?b"]
)
def test_a_webhook_that_is_no_address_is_told(bare: pytest.MonkeyPatch, url: str) -> None:
    bare.setenv("WEBHOOK_URL", url)
    bare.setenv("WEBHOOK_SECRET", SECRET)
    with pytest.raises(ConfigurationError) as caught:
        _ = config.load().http.webhook
    assert str(caught.value) == "WEBHOOK_URL is not understood; its right form: https://bot.example.org/telegram"


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_wrong_port_is_told(bare: pytest.MonkeyPatch, port: str) -> None:
    bare.setenv("HTTP_PORT", port)
    assert problem().startswith("HTTP_PORT: ")


def test_telegrams_limits_are_on_or_off(bare: pytest.MonkeyPatch) -> None:
    assert config.load().telegram.rate_limits == "on"
    bare.setenv("TELEGRAM_RATE_LIMITS", "off")
    assert config.load().telegram.rate_limits == "off"
    bare.setenv("TELEGRAM_RATE_LIMITS", "sometimes")
    assert problem() == "TELEGRAM_RATE_LIMITS: Input should be 'on' or 'off'"
