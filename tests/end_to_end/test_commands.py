"""The commands as an operator types them."""

import asyncio
import io
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.storage.database import open_database
from bot.storage.statements import Statement
from sandbox.telegram_api import TelegramSandbox, demo_world
from sandbox.wire import Fault, Spoil
from tests import logs
from tests.end_to_end.stage import Stage

SECONDS = 60


async def bot(*arguments: str, **environment: str) -> asyncio.subprocess.Process:
    """Start ``python -m bot`` with these arguments and nothing of our environment but the path."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"} | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def finished(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    """The exit code, what was printed, and what was written to stderr; who does not finish is ended."""
    try:
        async with asyncio.timeout(SECONDS):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, out.decode(), err.decode()


def environment(stage: Stage) -> dict[str, str]:
    """The settings of a bot on this stage."""
    return {
        "BOT_TOKEN": stage.telegram.token,
        "TELEGRAM_API_URL": stage.telegram.url,
        "YANDEX_FOLDER_ID": "b1gsandbox",
        "YANDEX_API_KEY": "sandbox",
        "YANDEX_LLM_URL": stage.images.url,
        "YANDEX_OPERATION_URL": stage.images.url,
        "DATABASE_URL": f"sqlite:///{stage.database}",
    }


async def logged(process: asyncio.subprocess.Process, words: str) -> str:
    """The first line on stderr with these words."""
    assert process.stderr is not None
    async with asyncio.timeout(SECONDS):
        while words not in (line := (await process.stderr.readline()).decode()):
            assert line, f"the process ended without: {words}"
    return line


async def test_the_bot_waits_for_telegram_draws_and_stops_on_sigterm(stage: Stage) -> None:
    late = TelegramSandbox(demo_world())
    async with late.serve():
        url = late.url
    process = await bot("run", **environment(stage) | {"BOT_TOKEN": late.token, "TELEGRAM_API_URL": url})
    await logged(process, "telegram unavailable")
    async with late.serve(port=int(url.rpartition(":")[2])):
        picture = Stage(late, stage.images, stage.database)
        assert "photo" in await picture.answered(picture.ask("/draw a red fox"))
        process.send_signal(signal.SIGTERM)
        code, _, errors = await finished(process)
    assert code == 0
    assert "stopped" in errors
    assert "Traceback" not in errors


async def test_a_wrong_token_is_one_sentence_and_exit_code_2(stage: Stage) -> None:
    code, _, errors = await finished(await bot("run", **environment(stage) | {"BOT_TOKEN": "424242:wrong"}))
    assert code == 2
    assert errors == "palitra: Telegram does not know this BOT_TOKEN; @BotFather gives the right one\n"


async def test_rows_that_nobody_can_read_end_and_the_bot_goes_on(stage: Stage) -> None:
    async with open_database(f"sqlite:///{stage.database}") as database:
        for table in ("requests", "generations"):
            (columns,) = await database.run(Statement(f"SELECT name, type FROM pragma_table_info('{table}')"))  # noqa: S608
            rubbish = {row["name"]: "rubbish" if row["type"] == "TEXT" else 0 for row in columns}
            rubbish |= {"status": "accepted" if table == "requests" else "queued"}
            names, values = ", ".join(rubbish), ", ".join(f":{name}" for name in rubbish)
            await database.run(Statement(f"INSERT INTO {table} ({names}) VALUES ({values})", rubbish))  # noqa: S608
    process = await bot("run", **environment(stage))
    await logged(process, "rows unreadable")
    assert "photo" in await stage.answered(stage.ask("/draw a red fox"))
    process.send_signal(signal.SIGTERM)
    code, _, _ = await finished(process)
    assert (code, stage.kept("requests", "status NOT IN ('ended', 'delivered')")) == (0, 0)


async def test_a_database_that_is_away_at_the_start_is_waited_for_until_the_stop(stage: Stage) -> None:
    url = "postgresql://palitra:word@127.0.0.1:1/palitra"
    process = await bot("run", **environment(stage) | {"DATABASE_URL": url})
    await logged(process, "waiting for the database")
    process.send_signal(signal.SIGTERM)
    code, _, errors = await finished(process)
    assert (code, "Traceback" in errors) == (0, False)


async def test_a_second_sigterm_cuts_nothing_short(stage: Stage) -> None:
    """What the service answers after both is written down."""
    stage.images.wire.faults.append(Fault("generate", Spoil.HANG, seconds=0.5, after_effect=True))
    process = await bot("run", **environment(stage))
    stage.ask("/draw a red fox")
    await stage.submitted(1)
    for _ in range(2):
        process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.05)  # two at once are one
    code, _, errors = await finished(process)
    assert (code, "stopped in the middle" in errors) == (0, False)
    assert stage.kept("generations", "operation_id IS NOT NULL") == 1


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., Result]]:
    """Run a command in this process, in an empty folder; its logging set-up is taken back afterwards."""
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield lambda *arguments, **environment: CliRunner().invoke(cli, arguments, env=environment)
    root.handlers, root.level = handlers, level
    logs.configure()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "palitra: BOT_TOKEN is not set; put it into the environment or into .env (see .env.example)\n"),
        ({"BOT_TOKEN": "rubbish"}, "palitra: BOT_TOKEN: it has not the form of a token"),
        ({"BOT_TOKEN": "1:a"}, "palitra: YANDEX_FOLDER_ID is not set; it is the folder's id, like b1g...\n"),
        (
            {"BOT_TOKEN": "1:a", "YANDEX_FOLDER_ID": "b1g"},
            "palitra: no access to Yandex Cloud: set one of YANDEX_API_KEY, YANDEX_IAM_TOKEN, ",
        ),
        ({"BOT_TOKEN": "1:a", "MODELS": "crayon"}, "palitra: MODELS names 'crayon', which is not one of: yandex-art, "),
        (
            {"BOT_TOKEN": "1:a", "DATABASE_URL": "mysql://x"},
            "palitra: DATABASE_URL is not understood; its right form: ",
        ),
        ({"BOT_TOKEN": "1:a", "GENERATION_DEADLINE": "soon"}, "palitra: GENERATION_DEADLINE: "),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_exit_code_2(
    command: Callable[..., Result], given: dict[str, str], sentence: str
) -> None:
    result = command("run", **given)
    assert result.exit_code == 2
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1


def test_demo_once_gives_the_same_2_to_1_picture_every_time(command: Callable[..., Result]) -> None:
    request = "/draw a red fox in the snow --seed 17 --ar 2:1"
    pictures = []
    for out in (Path("first.jpeg"), Path("second.jpeg")):
        result = command("demo", "--once", request, "--out", str(out))
        assert result.exit_code == 0
        assert f"Alice: {request}" in result.stdout
        pictures.append(out.read_bytes())
    image = Image.open(io.BytesIO(pictures[0]))
    assert (image.format, image.width) == ("JPEG", 2 * image.height)
    assert pictures[0] == pictures[1]


def test_demo_once_with_a_bad_flag_fails_with_the_bots_own_sentence(command: Callable[..., Result]) -> None:
    result = command("demo", "--once", "/draw a fox --seed banana", "--out", "fox.jpeg")
    assert result.exit_code == 1
    assert "“banana” doesn’t work as a seed." in result.stdout
    assert not Path("fox.jpeg").exists()
