"""The settings: from the environment and .env, with a sentence for the operator where one is wrong."""

import re
from datetime import timedelta
from pathlib import Path
from typing import get_type_hints

import pytest

from bot import config
from bot.config import Settings, envfile
from bot.errors import ConfigurationError
from bot.providers.access import OpenAIAccess, YandexAccess

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


@pytest.mark.parametrize("written", ["soon", "6 hours", "h", "-6h", "1.5h", "6h30m", "9999999999999999d"])
def test_what_is_no_duration_is_answered_with_the_right_form(bare: pytest.MonkeyPatch, written: str) -> None:
    bare.setenv("GENERATION_DEADLINE", written)
    assert problem() == "GENERATION_DEADLINE: its right form is a number with a unit: 90s, 10m, 6h, 3d"


def test_a_lease_is_30_seconds_if_nothing_is_said() -> None:
    """It is renewed for as long as a step lasts."""
    assert config.load().drawing.lease == timedelta(seconds=30)


def test_a_stop_takes_less_than_the_ten_seconds_after_which_docker_kills() -> None:
    assert config.load().process.grace == timedelta(seconds=8)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("WORKER_LEASE", "2s"),
        ("WORKER_LEASE", "5m"),
        ("GRACE", "1s"),
        ("GRACE", "5m"),
        ("GENERATION_DEADLINE", "1m"),
        ("ORIGINALS_KEPT", "0s"),
        ("HISTORY_KEPT", "1d"),
        ("DRAFTS_KEPT", "1h"),
    ],
)
def test_what_is_just_within_bounds_is_taken(bare: pytest.MonkeyPatch, name: str, written: str) -> None:
    bare.setenv(name, written)
    config.load()


@pytest.mark.parametrize(
    ("name", "written", "sentence"),
    [
        ("WORKER_LEASE", "1s", "it is at least 2 seconds"),
        ("WORKER_LEASE", "301s", "it is at most 5 minutes"),
        ("GRACE", "0s", "it is at least 1 second"),
        ("GRACE", "6m", "it is at most 5 minutes"),
        ("GENERATION_DEADLINE", "59s", "it is at least 1 minute"),
        ("GENERATION_DEADLINE", "-PT1H", "it is at least 1 minute"),
        ("GENERATION_DEADLINE", "3651d", "it is at most 3650 days"),
        ("ORIGINALS_KEPT", "999999d", "it is at most 3650 days"),
        ("ORIGINALS_KEPT", "-P1D", "it is at least 0 seconds"),
        ("HISTORY_KEPT", "23h", "it is at least 1 day"),
        ("DRAFTS_KEPT", "59m", "it is at least 1 hour"),
        ("MAX_PICTURES", "0", "it is at least 1"),
        ("MAX_PICTURES", "11", "it is at most 10"),
        ("YANDEX_RESULTS_PER_SECOND", "-1", "it is at least 0"),
        ("HTTP_PORT", "65536", "it is at most 65535"),
    ],
)
def test_what_is_out_of_bounds_is_answered_with_the_bound(
    bare: pytest.MonkeyPatch, name: str, written: str, sentence: str
) -> None:
    bare.setenv(name, written)
    assert problem() == f"{name}: {sentence}"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("yandex-art", ["yandex-art"]),
        ("yandex-art-2.0, yandex-art", ["yandex-art-2.0", "yandex-art"]),
        ("art://folder/yandex-art/latest,", ["art://folder/yandex-art/latest"]),
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
    bare.setenv("BOT_TOKEN", f"42:{SECRET}")
    for name in ("YANDEX_API_KEY", "YANDEX_IAM_TOKEN", "OPENAI_API_KEY"):
        bare.setenv(name, SECRET)
    bare.setenv("OPENAI_BASE_URL", f"https://user:{SECRET}@images.example/v1")
    settings = config.load()
    assert settings.openai.base_url == f"https://user:{SECRET}@images.example/v1"
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings)


def test_providers_are_handed_plain_values(bare: pytest.MonkeyPatch) -> None:
    given = {
        "YANDEX_FOLDER_ID": "b1g",
        "YANDEX_API_KEY": "key",
        "YANDEX_IAM_TOKEN": "token",
        "YANDEX_SERVICE_ACCOUNT_KEY_FILE": "key.json",
        "YANDEX_METADATA": "true",
        "YANDEX_LLM_URL": "http://llm",
        "YANDEX_OPERATION_URL": "http://operation",
        "YANDEX_AI_URL": "http://ai",
        "YANDEX_IAM_URL": "http://iam",
        "YANDEX_DATA_LOGGING": "true",
        "OPENAI_API_KEY": "openai-key",
        "OPENAI_BASE_URL": "http://openai/v1",
        "OPENAI_ALLOW_PRIVATE_URLS": "true",
        "FLUX_KEY": " flux-key ",
    }
    for name, value in given.items():
        bare.setenv(name, value)
    access = config.load_pictures().access
    assert access.yandex == YandexAccess(
        llm_url="http://llm",
        operation_url="http://operation",
        ai_url="http://ai",
        iam_url="http://iam",
        folder_id="b1g",
        api_key="key",
        iam_token="token",
        key_file=Path("key.json"),
        metadata=True,
        data_logging=True,
    )
    assert access.openai == OpenAIAccess(base_url="http://openai/v1", api_key="openai-key", allow_private_urls=True)
    assert access.key_of("FLUX_KEY") == "flux-key"


def test_what_is_not_set_is_no_way_in() -> None:
    access = config.load_pictures().access
    assert (access.yandex.api_key, access.yandex.iam_token, access.yandex.key_file) == (None, None, None)
    assert access.openai.api_key == ""


@pytest.mark.parametrize("value", ["", "  "])
def test_a_key_that_a_model_names_and_nobody_set_is_told(bare: pytest.MonkeyPatch, value: str) -> None:
    bare.setenv("FLUX_KEY", value)
    with pytest.raises(ConfigurationError, match="FLUX_KEY is not set; a model of MODELS_FILE says"):
        envfile.key("FLUX_KEY")


def test_a_key_that_a_model_names_may_stand_in_dotenv(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("FLUX_KEY=from-file\n", "utf-8")
    assert envfile.key("FLUX_KEY") == "from-file"


def test_the_example_names_every_setting_and_shows_the_defaults(tmp_path: Path) -> None:
    """A copy of it with a token is as good as no file at all."""
    example = (Path(__file__).parents[2] / ".env.example").read_text("utf-8")
    lines = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", example.replace("#DATABASE_URL=postgresql", "#"), re.MULTILINE))
    assert sorted(lines) == sorted(NAMES)
    examples = {"WEBHOOK_URL", "HTTP_PORT", "MODELS_FILE", "YANDEX_SERVICE_ACCOUNT_KEY_FILE", "YANDEX_METADATA"}
    examples |= {"UNDECODED_FOLDER", "STARS_PACKS", "PAY_SUPPORT", "TERMS_URL"}
    before = config.load()
    shown = "".join(f"{name}={value}\n" for name, value in lines.items() if name not in examples)
    (tmp_path / ".env").write_text(shown, "utf-8")
    assert config.load() == before


@pytest.mark.parametrize(
    ("url", "named", "folder"),
    [
        ("sqlite:///data/bot.db", "", "data/undecoded"),
        ("sqlite:////srv/palitra/bot.db", "", "/srv/palitra/undecoded"),
        ("postgresql://localhost/palitra", "", "data/undecoded"),
        ("sqlite:///data/bot.db", "elsewhere", "elsewhere"),
    ],
)
def test_what_is_no_picture_is_kept_beside_the_database(
    bare: pytest.MonkeyPatch, url: str, named: str, folder: str
) -> None:
    bare.setenv("DATABASE_URL", url)
    bare.setenv("UNDECODED_FOLDER", named)
    assert config.load().storage.undecoded_folder == Path(folder)


@pytest.mark.parametrize(("written", "seconds"), [("0s", 0), ("90s", 90), ("1h", 3600)])
def test_how_long_trouble_is_waited_out_is_a_setting(bare: pytest.MonkeyPatch, written: str, seconds: int) -> None:
    bare.setenv("TROUBLE_PATIENCE", written)
    assert config.load().drawing.trouble_patience.total_seconds() == seconds


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


KEYS = ["BOT_TOKEN", "YANDEX_API_KEY", "YANDEX_IAM_TOKEN", "OPENAI_API_KEY"]
SPOILED = {
    "Api-Key made-up-secret": "only the key itself is wanted",
    "Bearer made-up-secret": "only the key itself is wanted",
    "Authorization: Api-Key made-up-secret": "only the key itself is wanted",
    "YANDEX_API_KEY=made-up-secret": "only the key itself is wanted",
    "«made-up-secret»": "quotes do not belong to a key",
    "made-up-secret'": "quotes do not belong to a key",
    "made-up -secret": "no key has a space or a line break inside",
    "made-up\n-secret": "no key has a space or a line break inside",
    "made-up\u00a0-secret": "no key has a space or a line break inside",
    "made-up-sеcret": "it has letters that no key has",
    "made-up\x1bsecret": "it has letters that no key has",
    "made-up\udcd0secret": "it has letters that no key has",
}


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize(("value", "sentence"), SPOILED.items())
def test_a_key_that_was_not_copied_as_it_is_is_a_sentence_without_it(
    bare: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    bare.setenv(name, value)
    told = problem()
    assert told.startswith(f"{name}: {sentence}")
    assert "made-up" not in told
    assert ";" not in told


@pytest.mark.parametrize("value", SPOILED)
def test_a_key_that_a_model_names_is_looked_at_the_same_way(bare: pytest.MonkeyPatch, value: str) -> None:
    bare.setenv("FLUX_KEY", value)
    with pytest.raises(ConfigurationError) as caught:
        envfile.key("FLUX_KEY")
    assert "made-up" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["TELEGRAM_API_URL", "YANDEX_LLM_URL", "YANDEX_OPERATION_URL", "YANDEX_AI_URL", "YANDEX_IAM_URL"]
)
@pytest.mark.parametrize("value", ["example.org", "ftp://example.org", "https://", "https://a b", "https://a/?b"])
def test_an_address_has_its_right_form(bare: pytest.MonkeyPatch, name: str, value: str) -> None:
    bare.setenv(name, value)
    assert problem() == f"{name}: its right form is https://host/path, without spaces, ? and #"


@pytest.mark.parametrize("value", ["b1g folder", "папка", "b1g\nfolder"])
def test_a_folder_is_an_id(bare: pytest.MonkeyPatch, value: str) -> None:
    bare.setenv("YANDEX_FOLDER_ID", value)
    assert problem() == "YANDEX_FOLDER_ID: it is the folder's id, like b1g..."


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    """Whichever group of settings it is in, in MODELS, in MODELS_FILE and in the file itself."""
    (tmp_path / "models.toml").write_text("[a]\nlike = 'b'\n[dall-e-3]\nmost = 0\n", "utf-8")
    (tmp_path / ".env").write_text("YANDEX_APIKEY=x\nrubbish\n", "utf-8")
    wrong = {
        "BOT_TOKEN": "",
        "YANDEX_API_KEY": "a b",
        "OPENAI_BASE_URL": "openai",
        "LOG_LEVEL": "loud",
        "WORKER_LEASE": "soon",
        "TELEGRAM_ADMINS": "Alice",
        "WEBHOOK_URL": "x",
        "DATABASE_URL": "mysql://x",
    }
    for name, value in (wrong | {"MODELS_FILE": "models.toml"}).items():
        bare.setenv(name, value)
    assert all(name in problem() for name in wrong)
    assert "YANDEX_APIKEY in .env is no setting; is YANDEX_API_KEY meant?" in problem()
    assert ".env, line 2, is not understood" in problem()
    bare.setenv("WORKER_LEASE", "30s")
    assert "[a] is like 'b'" in problem()
    assert "[dall-e-3] most" in problem()


def test_every_model_that_is_none_is_told_at_once(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("MODELS", "yandexart,crayon")
    bare.setenv("FALLBACK_MODEL", "pencil")
    assert all(name in problem() for name in ("'yandexart'", "is yandex-art meant?", "'crayon'", "'pencil'"))


@pytest.mark.parametrize("written", [" , ", ","])
def test_no_model_at_all_is_told(bare: pytest.MonkeyPatch, written: str) -> None:
    bare.setenv("MODELS", written)
    assert problem().startswith("MODELS is empty; ")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("BOT_TOKEN=1:a\n# ключ\n".encode("cp1251"), ".env, line 2, is not in UTF-8: save the file in that encoding"),
        ("BOT_TOKEN=1:a".encode("utf-16"), ".env, line 1, is not in UTF-8: save the file in that encoding"),
        ("BOT_TOKEN=1:a".encode("utf-16-le"), ".env is not in UTF-8, but perhaps in UTF-16: save the file in that"),
        (b"BOT_TOKEN=1:a\nYANDEX_API_KEY=abc\ndef\n", ".env, line 3, is not understood; its right form is NAME=value"),
        (b"BOT_TOKEN=1:a\nMODEL=x\n", "MODEL in .env is no setting; is MODELS meant?"),
        (b"BOT_TOKEN=1:a\nyandex_folder=x\n", "YANDEX_FOLDER in .env is no setting; is YANDEX_FOLDER_ID meant?"),
        (b'BOT_TOKEN=1:a\nYANDEX_API_KEY="abc\ndef"\n', "YANDEX_API_KEY: no key has a space or a line break inside"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_one_sentence(
    tmp_path: Path, bare: pytest.MonkeyPatch, data: bytes, sentence: str
) -> None:
    bare.delenv("BOT_TOKEN")
    (tmp_path / ".env").write_bytes(data)
    assert problem().startswith(sentence)
    assert "; " not in problem().replace("; is ", " ").replace("; its ", " ")


def test_a_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert problem().startswith(".env cannot be read: ")


def test_the_mark_that_editors_put_before_utf_8_is_no_part_of_a_name(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    bare.delenv("BOT_TOKEN")
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfBOT_TOKEN=42:from-file\n")
    assert config.load().telegram.token.get_secret_value() == "42:from-file"


def test_a_variable_that_a_model_names_is_not_taken_for_a_misspelt_setting(
    tmp_path: Path, bare: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models.toml").write_text("[a]\nlike = 'dall-e-3'\nkey_variable = 'OPENAI_API_KEY_2'\n", "utf-8")
    (tmp_path / ".env").write_text("OPENAI_API_KEY_2=x\n", "utf-8")
    bare.setenv("MODELS_FILE", "models.toml")
    assert config.load().access.key_of("OPENAI_API_KEY_2") == "x"


@pytest.mark.parametrize(("name", "is_told"), [("YANDEX_APIKEY", True), ("YANDEX_CLOUD_KEY", False), ("MODEL", False)])
def test_in_the_environment_only_what_is_nearly_a_setting_is_told(
    bare: pytest.MonkeyPatch, name: str, *, is_told: bool
) -> None:
    bare.setenv(name, "x")
    if is_told:
        assert problem() == "YANDEX_APIKEY in the environment is no setting; is YANDEX_API_KEY meant?"
    else:
        config.load()
