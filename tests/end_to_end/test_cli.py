"""draw, check, models and sandbox as an operator types them, against the stand-ins."""

import asyncio
import json
import logging
import signal
import socket
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.commands.draw import command
from bot.providers import catalog
from sandbox.image_apis import Account, Behaviour, Billing
from sandbox.telegram_api import ALICE
from sandbox.telegram_api.webhook import Webhook
from sandbox.wire import Fault, Spoil
from tests import logs
from tests.clock import HurriedClock
from tests.end_to_end.stage import Stage, dab
from tests.end_to_end.test_commands import SECONDS, bot, finished

HOME = Path(__file__).parents[2]
KEY = "AQVN-a-key-that-nobody-may-see"


def looked_at(path: str) -> tuple[str | None, tuple[int, int]]:
    """Format and size of a picture's file."""
    with Image.open(path) as image:
        return image.format, image.size


def there(path: str) -> bool:
    """Whether there is such a file."""
    return Path(path).exists()


def written(path: str, text: str) -> None:
    """A file with this text."""
    Path(path).write_text(text, "utf-8")


async def printed(process: asyncio.subprocess.Process) -> str:
    """The next line on stdout."""
    assert process.stdout is not None
    async with asyncio.timeout(SECONDS):
        return (await process.stdout.readline()).decode().strip()


@dataclass(slots=True)
class Operator:
    """Types commands in an empty folder; ``settings`` are the environment."""

    stage: Stage
    settings: dict[str, str]

    async def types(self, *arguments: str, **settings: str) -> Result:
        """Run a command beside the stand-ins, which live in the event loop of the test."""
        environment = self.settings | settings
        return await asyncio.to_thread(CliRunner().invoke, cli, arguments, env=environment)

    async def json(self, *arguments: str, **settings: str) -> tuple[int, dict[str, Any]]:
        """Run a command with --json: the exit code, and the one line of stdout."""
        result = await self.types(*arguments, "--json", **settings)
        assert result.stderr == ""
        assert result.stdout.count("\n") == 1
        return result.exit_code, json.loads(result.stdout)

    async def lines(self, **settings: str) -> tuple[int, dict[str, str]]:
        """Run check: the exit code, and its lines by what they are about, without the colon."""
        result = await self.types("check", **settings)
        lines = {line[5:].split(":")[0]: line for line in result.stdout.splitlines()}
        return result.exit_code, lines


@pytest.fixture
def operator(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Operator]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    quick = Path("models.toml")
    quick.write_text("".join(f'["{name}"]\nusual_seconds = 0.1\n' for name in catalog.built_in()), "utf-8")
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield Operator(
        stage,
        {
            "YANDEX_FOLDER_ID": "b1gsandbox",
            "YANDEX_API_KEY": KEY,
            "YANDEX_LLM_URL": stage.images.url,
            "YANDEX_OPERATION_URL": stage.images.url,
            "YANDEX_AI_URL": stage.images.url,
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": f"{stage.images.url}/openai/v1",
            "MODELS_FILE": str(quick),
            "TELEGRAM_API_URL": stage.telegram.url,
        },
    )
    root.handlers, root.level = handlers, level
    logs.configure()


@pytest.fixture
def bot_operator(operator: Operator) -> Operator:
    """One who has a bot, too."""
    operator.settings |= {
        "BOT_TOKEN": operator.stage.telegram.token,
        "DATABASE_URL": f"sqlite:///{operator.stage.database}",
    }
    return operator


# draw


async def test_draw_needs_no_telegram_and_writes_the_picture(operator: Operator) -> None:
    result = await operator.types("draw", "a red fox", "--seed", "17", "--ar", "2:1", "--out", "fox.jpeg")
    assert (result.exit_code, result.stderr) == (0, "")
    assert looked_at("fox.jpeg") == ("JPEG", (32, 16))


async def test_a_line_tells_what_is_needed_to_draw_it_again(operator: Operator) -> None:
    result = await operator.types("draw", "a red fox", "--seed", "17", "--ar", "2:1", "--out", "fox.jpeg")
    assert result.stdout.startswith("fox.jpeg · 32×16 · seed 17 · YandexART · ")
    assert result.stdout.endswith(" s · $0.018\n")


async def test_json_is_one_object_and_nothing_else(operator: Operator) -> None:
    code, told = await operator.json("draw", "a  red fox", "--seed", "17", "--ar", "2:1", "--out", "fox.jpeg")
    (operation,) = operator.stage.images.operations
    assert code == 0
    assert isinstance(told.pop("seconds"), float)
    picture = {"path": "fox.jpeg", "width": 32, "height": 16, "mime": "image/jpeg"}
    assert told == {
        "model": "yandex-art",
        "prompt": "a red fox",
        "seed": 17,
        "ratio": "2:1",
        "pictures": [picture | {"seed": 17, "operation_id": operation.id}],
        "revised_prompt": None,
        "operation_id": operation.id,
        "usd": 0.018,
    }


async def test_a_picture_of_a_model_without_seeds_has_none(operator: Operator) -> None:
    result = await operator.types("draw", "a red fox", "--model", "alice-art")
    assert " · no seed · Alice AI Art · " in result.stdout
    assert (await operator.json("draw", "a red fox", "--model", "alice-art"))[1]["seed"] is None


async def test_a_prompt_that_was_rewritten_is_told(operator: Operator) -> None:
    _, told = await operator.json("draw", "a red fox", "--model", "dall-e-3", "--quality", "hd", "--size", "1792x1024")
    assert told["revised_prompt"] == "A detailed vivid image of a red fox"
    assert told["usd"] == 0.12


async def test_a_model_is_any_of_the_catalog_by_name_title_or_address(operator: Operator) -> None:
    for name in ("GPT Image 2", "art://b1gsandbox/yandex-art-2.0/latest"):
        assert (await operator.json("draw", "a red fox", "--model", name))[0] == 0
    (operation,) = operator.stage.images.operations
    assert operation.request.model_uri == "art://b1gsandbox/yandex-art-2.0/latest"


async def test_without_out_the_file_is_a_new_one_with_the_suffix_of_its_type(operator: Operator) -> None:
    for path in ("picture.png", "picture-2.png"):
        _, told = await operator.json("draw", "a red fox", "--model", "dall-e-2")
        assert told["pictures"][0]["path"] == path
        assert looked_at(path)[0] == "PNG"


async def test_several_pictures_are_one_submission_where_the_model_draws_several(operator: Operator) -> None:
    code, told = await operator.json("draw", "a red fox", "--n", "3", "--model", "dall-e-2", "--out", "fox.png")
    assert code == 0
    assert [picture["path"] for picture in told["pictures"]] == ["fox-1.png", "fox-2.png", "fox-3.png"]
    (call,) = operator.stage.images.wire.of("openai-images")
    assert call.params["n"] == 3
    assert told["usd"] == 0.06


async def test_several_pictures_of_another_model_are_a_submission_each_with_seeds_in_a_row(operator: Operator) -> None:
    code, told = await operator.json("draw", "a red fox", "--n", "3", "--seed", "17", "--out", "fox.jpeg")
    assert code == 0
    assert [(picture["path"], picture["seed"]) for picture in told["pictures"]] == [
        ("fox-1.jpeg", 17),
        ("fox-2.jpeg", 18),
        ("fox-3.jpeg", 19),
    ]
    assert all(there(f"fox-{number}.jpeg") for number in (1, 2, 3))


async def test_more_pictures_than_a_model_draws_at_once_are_several_submissions(operator: Operator) -> None:
    written("mine.toml", "[dall-e-2]\nusual_seconds = 0.1\nmost = 2")
    code, told = await operator.json("draw", "a fox", "--n", "5", "--model", "dall-e-2", MODELS_FILE="mine.toml")
    assert (code, len(told["pictures"])) == (0, 5)
    assert sorted(call.params.get("n", 1) for call in operator.stage.images.wire.of("openai-images")) == [1, 2, 2]


async def test_a_model_with_seeds_is_asked_for_one_picture_at_a_time(operator: Operator) -> None:
    """However many it could draw at once: each is to be repeated by its own seed."""
    written("mine.toml", "[dall-e-2]\nseeds = true")
    _, told = await operator.json(
        "draw", "a fox", "--n", "2", "--seed", "17", "--model", "dall-e-2", MODELS_FILE="mine.toml"
    )
    assert [picture["seed"] for picture in told["pictures"]] == [17, 18]
    assert [call.params.get("n", 1) for call in operator.stage.images.wire.of("openai-images")] == [1, 1]


async def test_fewer_pictures_than_were_asked_for_are_kept_and_told(operator: Operator) -> None:
    body = json.dumps({"data": [{"b64_json": "no base64!"}, {"b64_json": b64encode(dab("a fox", 1, 2, 1)).decode()}]})
    operator.stage.images.wire.faults.append(Fault("openai-images", Spoil.ANSWER, status=200, body=body.encode()))
    code, told = await operator.json("draw", "a fox", "--n", "2", "--model", "dall-e-2", "--out", "fox.jpeg")
    assert code == 1
    assert [picture["path"] for picture in told["pictures"]] == ["fox-1.jpeg"]
    assert told["error"] == {"kind": "incomplete", "message": "only 1 of 2 pictures came"}


async def test_of_several_pictures_those_that_came_are_kept(operator: Operator) -> None:
    operator.stage.images.wire.faults.append(Fault("generate", Spoil.ANSWER, status=400, body=b'{"code": 9}'))
    code, told = await operator.json("draw", "a red fox", "--n", "2", "--out", "fox.jpeg")
    assert code == 1
    (picture,) = told["pictures"]
    assert there(picture["path"])
    assert told["error"]["kind"] == "unavailable"


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (["--seed", "banana"], "“banana” doesn’t work as a seed."),
        (["--ar", "sideways"], "“sideways” isn’t a shape."),
        (["--ar", "9:1"], "9:1 is too long a shape for this model. It draws from 1:4 to 4:1."),
        (["--size", "64x64"], "YandexART doesn’t let you choose the size, only the shape, so --size has to go."),
        (["--quality", "hd"], "YandexART doesn’t let you choose the quality, so --quality has to go."),
        (["--model", "crayon"], "I’m not sure which model “crayon” is. There’s YandexART, "),
        (["--model", "dall-e-3", "--seed", "1"], "DALL·E 3 doesn’t use seeds:"),
        (["--out", "nowhere/fox.jpeg"], "--out: there is no folder nowhere that can be written to"),
        (["--out", "."], "--out: . is a folder"),
    ],
)
async def test_a_wrong_option_is_a_sentence_and_exit_code_2(
    operator: Operator, option: list[str], sentence: str
) -> None:
    result = await operator.types("draw", "a red fox", *option)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"palitra: {sentence}")
    assert "<" not in result.stderr
    assert operator.stage.images.wire.calls == []


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        (["a red fox", "--seed", "banana", "--ar", "2:1"], "python -m bot draw 'a red fox' --ar 2:1"),
        (
            ["a fox --running", "--light", "moody", "--n", "2"],
            "python -m bot draw 'a fox running' --n 2 --light dramatic",
        ),
        (["it's a fox", "--model", "dalle3", "--seed", "5"], """python -m bot draw 'it'"'"'s a fox' --model dalle3"""),
        (["a fox", "--size", "512x256", "--out", "f.jpeg"], "python -m bot draw 'a fox' --ar 2:1 --out f.jpeg"),
    ],
)
async def test_what_is_wrong_is_answered_with_the_right_command_of_the_command_line(
    operator: Operator, typed: list[str], right: str
) -> None:
    result = await operator.types("draw", *typed)
    assert result.stderr.endswith(f"\n{right}\n")


async def test_a_wrong_option_with_json_is_an_object_and_exit_code_2(operator: Operator) -> None:
    code, told = await operator.json("draw", "a red fox", "--seed", "banana")
    assert code == 2
    assert told["error"]["kind"] == "seed-invalid"


async def test_a_missing_setting_is_a_sentence_and_exit_code_2(operator: Operator) -> None:
    result = await operator.types("draw", "a red fox", YANDEX_FOLDER_ID="")
    assert result.exit_code == 2
    assert result.stderr == "palitra: YANDEX_FOLDER_ID is not set; it is the folder's id, like b1g...\n"


@pytest.mark.parametrize("prompt", ["a forbidden fox", "refused later"])
async def test_no_picture_is_exit_code_1(operator: Operator, prompt: str) -> None:
    code, told = await operator.json("draw", prompt)
    assert code == 1
    assert told["error"]["kind"] == "refused"
    assert not there("picture.jpeg")


async def test_what_is_never_done_is_given_up_at_the_deadline(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is a minute at least, so by a clock that is in a hurry."""
    monkeypatch.setattr(command, "SystemClock", HurriedClock)
    code, told = await operator.json("draw", "never done", GENERATION_DEADLINE="1m")
    (operation,) = operator.stage.images.operations
    assert code == 1
    assert told["error"]["kind"] == "timeout"
    assert operation.id in told["error"]["message"]
    assert not there("picture.jpeg")


async def test_what_the_operator_has_to_mend_is_told_in_full(operator: Operator) -> None:
    operator.stage.images.account = Account(api_keys=frozenset({"another"}))
    result = await operator.types("draw", "a red fox")
    assert result.exit_code == 1
    assert result.stderr.startswith("palitra: Unknown api key (check YANDEX_API_KEY, ")


async def test_a_busy_service_is_asked_again(operator: Operator) -> None:
    operator.stage.images.wire.faults.append(Fault("generate", Spoil.ANSWER, status=503))
    assert (await operator.json("draw", "a red fox"))[0] == 0


async def test_a_poll_that_breaks_is_repeated_and_nothing_is_paid_for_twice(operator: Operator) -> None:
    operator.stage.images.wire.faults.append(Fault("operation", Spoil.ANSWER, status=502))
    assert (await operator.json("draw", "a red fox"))[0] == 0
    assert len(operator.stage.images.operations) == 1


async def test_ctrl_c_names_the_operation_that_is_paid_for(operator: Operator) -> None:
    process = await bot("draw", "never done", **operator.settings, PYTHONPATH=str(HOME))
    await operator.stage.submitted(1)
    process.send_signal(signal.SIGINT)
    code, _, errors = await finished(process)
    (operation,) = operator.stage.images.operations
    assert code == 130
    assert errors == f"palitra: stopped, but still being drawn: operation {operation.id}\n"


# check

EVERY = {"MODELS": "yandex-art,alice-art,dall-e-3", "FALLBACK_MODEL": "gpt-image-1", "TELEGRAM_ADMINS": str(ALICE)}


async def test_check_finds_everything_right_and_draws_nothing(bot_operator: Operator) -> None:
    code, lines = await bot_operator.lines(**EVERY)
    assert code == 0
    assert {line[:5] for line in lines.values()} == {"ok   "}
    assert list(lines) == [
        "settings",
        "model yandex-art",
        "model alice-art",
        "model dall-e-3",
        "fallback gpt-image-1",
        "database",
        "telegram",
        "updates",
        "groups",
        "inline",
        f"admin {ALICE}",
    ]
    assert not bot_operator.stage.images.submissions


@pytest.mark.parametrize(
    ("key", "code", "begins", "said"),
    [
        ("right", 0, "ok   words by gpt-4o-mini: ", "which its server may bill"),
        ("wrong", 1, "FAIL words by gpt-4o-mini: ", "check PROMPT_API_KEY, and that it belongs to PROMPT_BASE_URL"),
    ],
)
async def test_check_tells_whether_words_are_improved(
    bot_operator: Operator, key: str, code: int, begins: str, said: str
) -> None:
    images = bot_operator.stage.images
    images.account = replace(images.account, openai_keys=frozenset({"right"}))
    settings = {"PROMPT_MODEL": "gpt-4o-mini", "PROMPT_BASE_URL": f"{images.url}/openai/v1", "PROMPT_API_KEY": key}
    exit_code, lines = await bot_operator.lines(**settings)
    line = lines["words by gpt-4o-mini"]
    assert exit_code == code
    assert line.startswith(begins)
    assert said in line
    assert len(images.wire.of("chat")) == 1


async def test_check_says_that_the_quota_of_the_images_api_is_unknown(bot_operator: Operator) -> None:
    _, lines = await bot_operator.lines(MODELS="alice-art")
    assert lines["model alice-art"].endswith("; its quota cannot be asked without drawing")


@pytest.mark.parametrize(
    ("model", "account", "sentence"),
    [
        ("yandex-art", Account(api_keys=frozenset({"another"})), "Unknown api key - check YANDEX_API_KEY, "),
        ("alice-art", Account(api_keys=frozenset({"another"})), "Unknown api key - check YANDEX_API_KEY, "),
        ("dall-e-3", Account(openai_keys=frozenset({"another"})), "Incorrect API key provided: "),
        (
            "yandex-art",
            Account(folder="b1gother"),
            "Specified folder ID 'b1gsandbox' does not match with service account folder ID 'b1gother' - check ",
        ),
        (
            "yandex-art",
            Account(models=frozenset({"yandex-art-2.0"})),
            "art://b1gsandbox/yandex-art is not among the drawing models of this folder: aliceai-image-art-3.0, ",
        ),
        ("alice-art", Account(images_models=frozenset()), "art://b1gsandbox/aliceai-image-art-3.0 is not among"),
        ("dall-e-3", Account(openai_models=frozenset({"dall-e-2"})), "The model 'dall-e-3' does not exist or you do "),
    ],
)
async def test_check_tells_what_is_wrong_with_an_account(
    bot_operator: Operator, model: str, account: Account, sentence: str
) -> None:
    bot_operator.stage.images.account = account
    code, lines = await bot_operator.lines(MODELS=model)
    assert code == 1
    assert lines[f"model {model}"].startswith(f"FAIL model {model}: {sentence}")
    assert lines["database"].startswith("ok ")


async def test_check_tells_that_a_model_is_denied_where_there_is_no_listing(bot_operator: Operator) -> None:
    bot_operator.stage.images.wire.faults.append(Fault("models", Spoil.ANSWER, status=404, times=-1))
    bot_operator.stage.images.account = Account(models=frozenset())
    code, lines = await bot_operator.lines()
    assert code == 1
    assert lines["model yandex-art"].startswith("FAIL model yandex-art: Access to model art://b1gsandbox/yandex-art ")


async def test_check_goes_on_where_there_is_no_listing(bot_operator: Operator) -> None:
    bot_operator.stage.images.wire.faults.append(Fault("models", Spoil.ANSWER, status=404, times=-1))
    code, lines = await bot_operator.lines(MODELS="yandex-art,alice-art,dall-e-3")
    assert code == 0
    assert lines["model yandex-art"].endswith("; the listing of models is not there for this key")
    assert lines["model alice-art"].startswith("note ")
    assert lines["model dall-e-3"].startswith("ok ")


@pytest.mark.parametrize(
    ("model", "behaviour", "sentence"),
    [
        (
            "yandex-art",
            Behaviour(duration=0, generations_per_day=1),
            "ai.imageGenerationAsync.day quota limit exceed: allowed 1 requests - wait until the quota is there again",
        ),
        ("dall-e-3", Behaviour(openai_billing=Billing.NO_QUOTA), "You exceeded your current quota, please check "),
        ("dall-e-3", Behaviour(openai_billing=Billing.HARD_LIMIT), "Billing hard limit has been reached - no money "),
    ],
)
async def test_check_tells_that_a_quota_is_used_up(
    bot_operator: Operator, model: str, behaviour: Behaviour, sentence: str
) -> None:
    await bot_operator.types("draw", "a red fox")
    bot_operator.stage.images.behaviour = behaviour
    code, lines = await bot_operator.lines(MODELS=model)
    assert code == 1
    assert lines[f"model {model}"].startswith(f"FAIL model {model}: {sentence}")


async def test_a_probe_that_is_accepted_is_cancelled_and_told(bot_operator: Operator) -> None:
    body = b'{"id": "fbv17", "done": false}'
    bot_operator.stage.images.wire.faults.append(Fault("generate", Spoil.ANSWER, status=200, body=body))
    code, lines = await bot_operator.lines()
    assert code == 0
    assert "fbv17 was cancelled at once, but may have cost one picture" in lines["model yandex-art"]
    assert lines["model yandex-art"].startswith("note ")
    assert bot_operator.stage.images.wire.of("cancel")[0].params == {"id": "fbv17"}


async def test_a_server_that_draws_nothing_when_nothing_is_asked_for_is_right(bot_operator: Operator) -> None:
    bot_operator.stage.images.wire.faults.append(
        Fault("openai-images", Spoil.ANSWER, status=200, body=b'{"created": 1, "data": []}')
    )
    assert (await bot_operator.lines(MODELS="dall-e-3"))[1]["model dall-e-3"].startswith("ok ")


async def test_a_server_that_draws_for_nothing_may_have_cost_a_picture(bot_operator: Operator) -> None:
    bot_operator.stage.images.wire.faults.append(
        Fault("openai-images", Spoil.ANSWER, status=200, body=b'{"created": 1, "data": [{"url": "http://x"}]}')
    )
    _, lines = await bot_operator.lines(MODELS="dall-e-3")
    assert lines["model dall-e-3"].startswith("note ")
    assert "may have cost one" in lines["model dall-e-3"]


async def test_one_models_missing_key_does_not_stop_the_others(bot_operator: Operator) -> None:
    code, lines = await bot_operator.lines(MODELS="yandex-art,dall-e-3", YANDEX_API_KEY="")
    assert code == 1
    assert lines["model yandex-art"].startswith("FAIL model yandex-art: no access to Yandex Cloud: set one of ")
    assert lines["model dall-e-3"].startswith("ok ")


async def test_a_service_that_is_away_is_told_with_its_address(bot_operator: Operator) -> None:
    code, lines = await bot_operator.lines(YANDEX_LLM_URL="http://127.0.0.1:9")
    assert code == 1
    assert lines["model yandex-art"].startswith("FAIL model yandex-art: ConnectError http://127.0.0.1:9/foundationM")


async def test_a_database_that_cannot_be_written_to_is_told(bot_operator: Operator) -> None:
    written("file", "")
    code, lines = await bot_operator.lines(DATABASE_URL="sqlite:///file/bot.db")
    assert code == 1
    assert lines["database"].startswith("FAIL database: the database cannot be used: file/bot.db: ")
    assert " - check DATABASE_URL, and that the bot may write there" in lines["database"]


async def test_a_wrong_token_is_told(bot_operator: Operator) -> None:
    code, lines = await bot_operator.lines(BOT_TOKEN="424242:wrong")
    assert code == 1
    assert lines["telegram"].startswith("FAIL telegram: Telegram does not know this BOT_TOKEN; @BotFather gives ")
    assert lines["model yandex-art"].startswith("ok ")


async def test_a_telegram_that_is_away_is_told(bot_operator: Operator) -> None:
    code, lines = await bot_operator.lines(TELEGRAM_API_URL="http://127.0.0.1:9")
    assert code == 1
    assert lines["telegram"].startswith("FAIL telegram: ")
    assert lines["telegram"].endswith(" - check TELEGRAM_API_URL and the network")


async def test_an_admin_whom_the_bot_cannot_reach_is_told(bot_operator: Operator) -> None:
    code, lines = await bot_operator.lines(TELEGRAM_ADMINS=f"{ALICE},17")
    assert code == 1
    assert lines[f"admin {ALICE}"] == f"ok   admin {ALICE}: Alice"
    assert lines["admin 17"].startswith("FAIL admin 17: Bad Request: chat not found - ")


async def test_a_webhook_that_polling_will_remove_is_noted(bot_operator: Operator) -> None:
    bot_operator.stage.telegram.world.webhook = Webhook("https://bot.example.org/secret-path")
    code, lines = await bot_operator.lines()
    assert code == 0
    assert lines["updates"].startswith("note updates: by polling; Telegram pushes them to bot.example.org until ")


HOOK = {"WEBHOOK_URL": "https://bot.example.org/telegram", "WEBHOOK_SECRET": "hook-secret"}


async def test_a_webhook_that_telegram_does_not_reach_is_told(bot_operator: Operator) -> None:
    now = int(datetime.now(UTC).timestamp())
    bot_operator.stage.telegram.world.webhook = Webhook(
        HOOK["WEBHOOK_URL"], last_error_date=now, last_error_message="Connection refused"
    )
    code, lines = await bot_operator.lines(**HOOK)
    assert code == 1
    assert lines["updates"].startswith("FAIL updates: Telegram could not push them: Connection refused - check that ")


async def test_a_webhook_that_failed_long_ago_is_right_again(bot_operator: Operator) -> None:
    yesterday = int((datetime.now(UTC) - timedelta(days=1)).timestamp())
    bot_operator.stage.telegram.world.webhook = Webhook(
        HOOK["WEBHOOK_URL"], last_error_date=yesterday, last_error_message="Connection refused"
    )
    assert (await bot_operator.lines(**HOOK))[1]["updates"].startswith("ok   updates: by webhook at bot.example.org, ")


async def test_a_webhook_is_set_when_the_bot_starts(bot_operator: Operator) -> None:
    assert (await bot_operator.lines(**HOOK))[1]["updates"].startswith("note updates: by webhook, which Telegram is ")


async def test_privacy_and_inline_mode_are_botfathers(bot_operator: Operator) -> None:
    bot_operator.stage.telegram.world.privacy = bot_operator.stage.telegram.world.inline = False
    code, lines = await bot_operator.lines()
    assert code == 0
    assert lines["groups"].endswith(" - /setprivacy with @BotFather")
    assert lines["inline"].startswith("note inline: off - to have it: /setinline with @BotFather; then /setinlinefeed")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"BOT_TOKEN": ""}, "BOT_TOKEN is not set; "),
        ({"MODELS": "crayon"}, "MODELS names 'crayon', which is not one of: yandex-art, "),
        ({"TELEGRAM_ADMINS": "Alice"}, "TELEGRAM_ADMINS: it is a list of chat ids, "),
        ({"WEBHOOK_URL": "x"}, "WEBHOOK_URL is not understood; "),
        ({"MODELS_FILE": "nowhere.toml"}, "MODELS_FILE nowhere.toml cannot be read: "),
    ],
)
async def test_settings_that_cannot_be_read_are_one_line_and_exit_code_2(
    bot_operator: Operator, wrong: dict[str, str], sentence: str
) -> None:
    code, lines = await bot_operator.lines(**wrong)
    assert code == 2
    assert list(lines) == ["settings"]
    assert lines["settings"].startswith(f"FAIL settings: {sentence}")


async def test_no_line_shows_a_secret_whoever_says_it(bot_operator: Operator) -> None:
    bot_operator.stage.images.wire.faults.append(
        Fault("*", Spoil.ANSWER, times=-1, status=403, body=json.dumps({"code": 7, "message": f"no, {KEY}"}).encode())
    )
    result = await bot_operator.types("check", MODELS="yandex-art,alice-art,dall-e-3")
    assert result.exit_code == 1
    assert "no, …" in result.stdout
    assert KEY not in result.output
    assert bot_operator.stage.telegram.token not in result.output


# models


async def test_models_is_a_table_that_needs_no_settings(operator: Operator) -> None:
    operator.settings = {}
    result = await operator.types("models")
    assert result.exit_code == 0
    for name, entry in catalog.built_in().items():
        assert name in result.stdout
        assert entry.address in result.stdout
        assert entry.model.title in result.stdout


async def test_models_marks_what_is_enabled_and_the_fallback(operator: Operator) -> None:
    result = await operator.types("models", MODELS="dall-e-3,alice-art", FALLBACK_MODEL="gpt-image-1")
    rows = [line.split() for line in result.stdout.splitlines() if line.strip()[:2] in ("1 ", "2 ", "F ")]
    marked = {name: mark for mark, name, *_ in rows}
    assert marked == {"dall-e-3": "1", "alice-art": "2", "gpt-image-1": "F"}


async def test_models_shows_what_models_file_changes(operator: Operator) -> None:
    written("mine.toml", '[crayon]\nlike = "dall-e-3"\ntitle = "Crayon"\nsizes = ["640x480"]\n')
    result = await operator.types("models", MODELS_FILE="mine.toml")
    assert "Crayon" in result.stdout
    assert "640x480" in result.stdout


async def test_models_shows_the_table_when_a_name_in_models_is_wrong(operator: Operator) -> None:
    result = await operator.types("models", MODELS="crayon")
    assert result.exit_code == 2
    assert "alice-art" in result.stdout
    assert result.stderr.startswith("palitra: MODELS names 'crayon', which is not one of: ")


# sandbox


async def stand_ins(program: str, *arguments: str) -> asyncio.subprocess.Process:
    """Start the sandbox alone, by ``python -m sandbox`` or ``python -m bot sandbox``."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *program.split(),
        *arguments,
        cwd=HOME,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


PROGRAMS = ["sandbox", "bot sandbox"]


@pytest.mark.parametrize("program", PROGRAMS)
async def test_the_sandbox_runs_alone_says_where_and_stops_in_order(program: str) -> None:
    process = await stand_ins(program, "--telegram-port", "0", "--images-port", "0")
    first, second = await printed(process), await printed(process)
    process.send_signal(signal.SIGTERM)
    code, _, errors = await finished(process)
    assert first.startswith("TELEGRAM_API_URL=http://127.0.0.1:")
    assert second.startswith("YANDEX_LLM_URL=http://127.0.0.1:")
    assert (code, errors) == (0, "")


@pytest.mark.parametrize("program", PROGRAMS)
async def test_a_port_of_the_sandbox_that_is_taken_is_named_with_the_way_out(program: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, errors = await finished(await stand_ins(program, "--telegram-port", str(port), "--images-port", "0"))
    assert code == 2
    assert errors.startswith("sandbox: ")
    assert str(port) in errors
    assert errors.endswith("Choose other ports: --telegram-port, --images-port\n")


@pytest.mark.parametrize("program", PROGRAMS)
async def test_a_wrong_option_of_the_sandbox_is_exit_code_2(program: str) -> None:
    code, _, errors = await finished(await stand_ins(program, "--images-port", "many"))
    assert code == 2
    assert f"python -m {program}: error: argument --images-port: invalid int value: 'many'" in errors


async def test_the_sandbox_needs_nothing_of_the_bot() -> None:
    script = "import sys, sandbox.__main__; sys.exit(any(name.split('.')[0] == 'bot' for name in sys.modules))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, cwd=HOME)
    assert await process.wait() == 0
