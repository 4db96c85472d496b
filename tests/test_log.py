"""The log: lines that can be followed by id, and no secret in them."""

import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot import log
from tests import logs

TOKEN = "123456789:" + "A" * 35
SECRETS = {
    "a bot token": TOKEN,
    "a bot token in a URL": f"https://api.telegram.org/bot{TOKEN}/getMe",
    "an API key in its header": "Authorization: Api-Key made-up",
    "an IAM token in its header": "Authorization: Bearer made-up",
    "a Yandex API key": "AQVN" + "x" * 36,
    "a Yandex IAM token": "t1." + "x" * 40 + "." + "y" * 86,
    "an OpenAI key": "sk-proj-" + "x" * 40,
}
SHOWN = ["A" * 35, "made-up", "x" * 36]
"""What would be readable of each."""


@pytest.fixture(autouse=True)
def _configured() -> Iterator[None]:
    """Leave the process's logging as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    logs.configure()
    structlog.contextvars.clear_contextvars()


Read = Callable[[], str]


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str]) -> Read:
    """What was written to stderr since the last time."""
    return lambda: capsys.readouterr().err


def line(read: Read) -> dict[str, object]:
    """The one JSON line that was written."""
    written: dict[str, object] = json.loads(read())
    return written


def _fail(message: str) -> None:
    raise ValueError(message)


def test_a_json_line_tells_what_when_where_and_how_bad(read: Read) -> None:
    log.configure("INFO", "json")
    structlog.get_logger("bot.drawing").warning("poll failed", attempts=3, prompt="маяк\nв шторм")
    written = line(read)
    assert str(written.pop("timestamp")).endswith("Z")
    assert written == {
        "event": "poll failed",
        "level": "warning",
        "logger": "bot.drawing",
        "attempts": 3,
        "prompt": "маяк\nв шторм",
    }


def test_every_json_line_is_one_line(read: Read) -> None:
    log.configure("INFO", "json")
    structlog.get_logger().info("one\ntwo")
    structlog.get_logger().info("three")
    assert [json.loads(one)["event"] for one in read().splitlines()] == ["one\ntwo", "three"]


def test_a_generation_and_an_update_can_be_followed(read: Read) -> None:
    log.configure("INFO", "json")
    with structlog.contextvars.bound_contextvars(update=700, generation="fox"):
        structlog.get_logger().info("accepted")
        first = line(read)
        logging.getLogger("elsewhere").info("seen")
        second = line(read)
    assert [(one["update"], one["generation"]) for one in (first, second)] == [(700, "fox"), (700, "fox")]


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_console_is_readable_and_a_traceback_is_in_it(read: Read, form: str) -> None:
    log.configure("INFO", "json" if form == "json" else "console")
    try:
        _fail("nothing to divide")
    except ValueError:
        structlog.get_logger().exception("step failed", status="pending")
    written = read()
    for part in ("step failed", "pending", "Traceback", "nothing to divide"):
        assert part in written


@pytest.mark.parametrize(
    ("level", "events"),
    [
        ("DEBUG", ["debug", "info", "warning", "error"]),
        ("INFO", ["info", "warning", "error"]),
        ("WARNING", ["warning", "error"]),
        ("ERROR", ["error"]),
    ],
)
def test_less_than_the_level_is_not_written(read: Read, level: str, events: list[str]) -> None:
    log.configure(level, "json")
    for name in ("debug", "info", "warning", "error"):
        getattr(structlog.get_logger(), name)(name)
    assert [json.loads(one)["event"] for one in read().splitlines()] == events


@pytest.mark.parametrize("name", ["httpx", "httpcore", "aiogram", "aiohttp.access"])
def test_libraries_do_not_chat(read: Read, name: str) -> None:
    """httpx would tell every poll with its address."""
    log.configure("DEBUG", "json")
    logging.getLogger(name).info("GET https://images.example")
    logging.getLogger(name).warning("something is wrong")
    assert line(read)["event"] == "something is wrong"


def test_configuring_twice_does_not_write_twice(read: Read) -> None:
    log.configure("INFO", "json")
    log.configure("INFO", "json")
    structlog.get_logger().info("once")
    assert len(read().splitlines()) == 1


def _as_event(secret: str) -> None:
    structlog.get_logger().info(f"calling {secret}")


def _as_argument(secret: str) -> None:
    structlog.get_logger().info("calling %s", secret)


def _as_field(secret: str) -> None:
    structlog.get_logger().info("calling", address=secret)


def _as_context(secret: str) -> None:
    with structlog.contextvars.bound_contextvars(address=secret):
        structlog.get_logger().info("calling")


def _as_exception(secret: str) -> None:
    try:
        _fail(secret)
    except ValueError:
        structlog.get_logger().exception("failed")


def _as_cause(secret: str) -> None:
    try:
        try:
            _fail(secret)
        except ValueError as error:
            raise RuntimeError("worse") from error
    except RuntimeError:
        structlog.get_logger().exception("failed")


def _by_a_library(secret: str) -> None:
    logging.getLogger("elsewhere").warning("calling %s", secret)


def _as_a_librarys_exception(secret: str) -> None:
    try:
        _fail(secret)
    except ValueError:
        logging.getLogger("asyncio").exception("Task exception was never retrieved")


PLACES = [
    _as_event,
    _as_argument,
    _as_field,
    _as_context,
    _as_exception,
    _as_cause,
    _by_a_library,
    _as_a_librarys_exception,
]


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__.strip("_"))
def test_no_secret_is_written_anywhere(read: Read, place: Callable[[str], None], secret: str, form: str) -> None:
    log.configure("INFO", "json" if form == "json" else "console")
    place(secret)
    written = read()
    assert "…" in written
    assert not [part for part in SHOWN if part in written]


@pytest.mark.parametrize(
    "words", ["seed 123456789", "12:30 at the lighthouse", "task-forces", "t1.5", "AQVN", "-1001234567890:55"]
)
def test_what_only_resembles_a_secret_is_written(read: Read, words: str) -> None:
    log.configure("INFO", "json")
    structlog.get_logger().info(words, field=words)
    written = line(read)
    assert (written["event"], written["field"]) == (words, words)
