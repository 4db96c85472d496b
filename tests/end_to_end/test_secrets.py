"""Marked secrets in every setting that can hold one, and everybody who is asked repeats all of them: none leaves.

Not in the log, not to the operator's chats, not by check, draw and run; and with them nothing of what a person wrote.
"""

import asyncio
import base64
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import get_type_hints
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from bot import config, log
from bot.__main__ import cli
from bot.app import App, assembled
from bot.commands.demo import quick
from bot.config import Settings, discretion
from bot.providers import catalog
from sandbox.image_apis import ImagesSandbox
from sandbox.telegram_api import ALICE, BORIS, TelegramSandbox, demo_world
from sandbox.wire import Fault, Spoil
from tests import logs
from tests.end_to_end.stage import SOON, Stage, dab

PROMPT = "an unmistakable lighthouse, шторм & пена"
MODELS = "yandex-art,alice-art,dall-e-3,flux"
PIECE = 12
"""So many characters of a secret in a row are too many."""

FINAL = [200, 400, 401, 403, 404, 422]
PASSING = [408, 429, 500, 503]


def marked(name: str) -> str:
    """A secret that says whose it is, with characters that URLs, JSON and HTML write in other ways."""
    return f"{name.lower().replace('_', '')}+/&=%-Zq7{sum(name.encode())}xYw9"


KEYS = ("YANDEX_API_KEY", "YANDEX_IAM_TOKEN", "OPENAI_API_KEY", "FLUX_KEY", "PROMPT_API_KEY")

SECRETS = {name: marked(name) for name in (*KEYS, "A_SERVER", "THE_API", "THE_BASE")} | {
    "BOT_TOKEN": "Tq7Wx_bottokenofthetestYw9-Zq1Vb",
    "WEBHOOK_SECRET": "webhooksecretofthetest-Zq7_xYw9",
}


def key_file(folder: Path) -> Path:
    """An authorized key of a service account, for a way in that is not taken."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    SECRETS["KEY_FILE"] = pem.splitlines()[3]
    path = folder / "key.json"
    path.write_text(json.dumps({"id": "a", "service_account_id": "b", "private_key": pem}), "utf-8")
    return path


def with_password(url: str, password: str) -> str:
    return url.replace("://", f"://somebody:{quote(password, safe='')}@", 1)


def echo(status: int) -> Fault:
    """All secrets and the prompt, as they are and as clients write them, wherever an API has a place for words."""
    every = " ".join(SECRETS.values())
    encoded = base64.b64encode(f"somebody:{every}".encode()).decode()
    words = f"{PROMPT} {PROMPT.upper()[:3]} {every} {quote(every)} {encoded} {SECRETS['FLUX_KEY'][:-3]}"
    error = {"message": words, "code": 3, "type": f"x {every}", "param": every}
    body = json.dumps(
        {"error": error, "message": words, "code": 3, "data": [], "detail": words}, ensure_ascii=status < 404
    )
    return Fault(
        "*", Spoil.ANSWER, times=-1, status=status, body=body.encode(), headers={"Content-Type": "application/json"}
    )


def leaked(text: str) -> list[str]:
    """Whose secrets, or pieces of them, are in a text; the prompt is a secret, too."""
    forms = {name: [value, quote(value, safe=""), quote(value)] for name, value in SECRETS.items()}
    forms["PROMPT"] = [PROMPT, json.dumps(PROMPT)[1:-1]]
    return [
        name
        for name, ways in forms.items()
        if any(way[at : at + PIECE] in text for way in ways for at in range(len(way) - PIECE + 1))
    ]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    world = demo_world()
    telegram = TelegramSandbox(world, token=f"{world.bot.id}:{SECRETS['BOT_TOKEN']}")
    async with telegram.serve(), ImagesSandbox(SOON, painter=dab).serve() as images:
        yield Stage(telegram, images, tmp_path / "bot.db")


@pytest.fixture
def environment(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Every setting that can hold a secret has one of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    base = with_password(f"{stage.images.url}/openai/v1", SECRETS["A_SERVER"])
    record = f'[flux]\nlike = "dall-e-3"\ntitle = "FLUX"\nbase_url = "{base}"\nkey_variable = "FLUX_KEY"\n'
    (tmp_path / "models.toml").write_text(record, "utf-8")
    settings = {
        **{name: SECRETS[name] for name in KEYS},
        "PROMPT_MODEL": "words",
        "PROMPT_BASE_URL": f"{stage.images.url}/openai/v1",
        "BOT_TOKEN": stage.telegram.token,
        "WEBHOOK_SECRET": SECRETS["WEBHOOK_SECRET"],
        "TELEGRAM_API_URL": with_password(stage.telegram.url, SECRETS["THE_API"]),
        "TELEGRAM_RATE_LIMITS": "off",
        "TELEGRAM_ADMINS": str(BORIS),
        "YANDEX_FOLDER_ID": "b1gsandbox",
        "YANDEX_SERVICE_ACCOUNT_KEY_FILE": str(key_file(tmp_path)),
        **{f"YANDEX_{one}_URL": stage.images.url for one in ("LLM", "OPERATION", "AI", "IAM")},
        "OPENAI_BASE_URL": with_password(f"{stage.images.url}/openai/v1", SECRETS["THE_BASE"]),
        "MODELS_FILE": "models.toml",
        "MODELS": MODELS,
        "DATABASE_URL": f"sqlite:///{stage.database}",
        "LOG_LEVEL": "DEBUG",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield settings
    root.handlers, root.level = handlers, level
    logs.configure()


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[App]:
    """The bot with these settings, its log through what they say is secret; pictures come quickly."""
    log.configure("DEBUG", "json", discretion.redaction(settings))
    models = quick(catalog.load(settings.drawing.models_file), 0.1)
    stop = asyncio.Event()
    async with assembled(settings, models=models) as app, asyncio.TaskGroup() as tasks:
        tasks.create_task(app.run(stop), name="bot")
        try:
            yield app
        finally:
            stop.set()


async def types(*arguments: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, cli, arguments)


@pytest.mark.usefixtures("environment")
def test_every_setting_that_is_secret_has_a_mark() -> None:
    """A new one has to be planted here, too."""
    secret = {
        str(field.validation_alias)
        for group in get_type_hints(Settings).values()
        for field in group.model_fields.values()
        if "SecretStr" in str(field.annotation) or field.annotation is SecretStr
    }
    assert secret <= SECRETS.keys()


@pytest.mark.parametrize("status", FINAL)
async def test_neither_the_log_nor_the_operator_nor_people_read_a_secret(
    stage: Stage, environment: dict[str, str], capfd: pytest.CaptureFixture[str], status: int
) -> None:
    stage.ask("/start", BORIS)
    async with running(config.load()) as app:
        stage.images.wire.faults.append(echo(status))
        for model in environment["MODELS"].split(","):
            await stage.answered(stage.ask(f"/draw {PROMPT} --model {model}"))
        await stage.settled(app)
    written = capfd.readouterr().err
    assert written.count("submission failed") + written.count("poll failed") >= 3
    assert leaked(written) == []
    told = [message["text"] for message in stage.telegram.world.messages(BORIS) if message["from"]["is_bot"]]
    assert leaked(str(told)) == []
    answers = [message for message in stage.telegram.world.messages(ALICE) if message["from"]["is_bot"]]
    assert set(leaked(str(answers))) <= {"PROMPT"}  # whose words they are may read them


@pytest.mark.parametrize("status", [400, 403, 404, 500])
@pytest.mark.usefixtures("environment")
async def test_what_telegram_repeats_is_not_in_the_log(
    stage: Stage, capfd: pytest.CaptureFixture[str], status: int
) -> None:
    every = " ".join(SECRETS.values())
    body = json.dumps({"ok": False, "error_code": status, "description": f"Bad Request: {every}"}).encode()
    async with running(config.load()) as app:
        for answer in (body, every.encode()):
            stage.telegram.wire.faults.append(Fault("sendMessage", Spoil.ANSWER, status=status, body=answer))
        stage.ask("/help")
        stage.ask(f"/draw {PROMPT}")
        await stage.accepted(1)
        await stage.settled(app)
    assert not [name for name in leaked(capfd.readouterr().err) if name != "PROMPT"]


@pytest.mark.parametrize("status", [*FINAL, *PASSING])
@pytest.mark.usefixtures("environment")
async def test_check_shows_no_secret(stage: Stage, status: int) -> None:
    stage.images.wire.faults.append(echo(status))
    stage.telegram.wire.faults.append(Fault("getChat", Spoil.ANSWER, status=400, body=echo(400).body))
    result = await types("check")
    assert "model flux" in result.output
    assert set(leaked(result.output)) <= {"PROMPT"}  # which nobody wrote: check asks with words of its own


@pytest.mark.usefixtures("environment")
async def test_check_shows_no_password_of_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    password = with_password("postgresql://127.0.0.1:1/palitra", SECRETS["THE_BASE"])
    monkeypatch.setenv("DATABASE_URL", password)
    result = await types("check")
    assert "FAIL database" in result.output
    assert leaked(result.output) == []


@pytest.mark.parametrize("model", MODELS.split(","))
@pytest.mark.parametrize("arguments", [(), ("--json",)])
@pytest.mark.usefixtures("environment")
async def test_draw_shows_no_secret(stage: Stage, model: str, arguments: tuple[str, ...]) -> None:
    stage.images.wire.faults.append(echo(401))
    result = await types("draw", "a fox", "--model", model, *arguments)
    assert result.exit_code == 1
    unread = {"PROMPT", "BOT_TOKEN", "WEBHOOK_SECRET", "THE_API"}
    """What is not draw's: it reads no settings of Telegram, and nobody wrote this prompt."""
    assert set(leaked(result.output + result.stderr)) <= unread


@pytest.mark.usefixtures("environment")
async def test_the_catalog_shows_no_secret() -> None:
    assert leaked((await types("models")).output) == []


WRONG = ["LOG_LEVEL", "WORKER_LEASE", "MODELS", "TELEGRAM_ADMINS", "HTTP_PORT", "WEBHOOK_URL"]


@pytest.mark.parametrize(
    ("command", "wrong"),
    [*((command, name) for command in ("run", "check") for name in WRONG), *(("draw a", name) for name in WRONG[:3])],
)
@pytest.mark.usefixtures("environment")
async def test_a_secret_in_a_wrong_line_is_not_shown(monkeypatch: pytest.MonkeyPatch, wrong: str, command: str) -> None:
    """Each setting that looks at its value, with a key pasted into it."""
    monkeypatch.setenv(wrong, f"sk-{SECRETS['BOT_TOKEN']}")
    result = await types(*command.split())
    assert result.exit_code == 2
    assert leaked(result.output + result.stderr) == []
    assert "Traceback" not in result.output
