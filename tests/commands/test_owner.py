"""What the owner does on the command line, while the bot may run: statistics, requests as CSV, pausing."""

import asyncio
import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands import export, pause, stats
from bot.drawing.policy.charging import charges
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.limits import Limits
from bot.errors import RequestError
from bot.providers import catalog
from bot.storage import queries
from bot.storage.acceptance import DatabaseAcceptance
from bot.storage.database import Database, open_database
from bot.storage.rows import generations
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement
from tests.drawing.builders import at, generation, origin, request, spec

MODEL = catalog.built_in()["yandex-art"].model
NOW = datetime.now(UTC)


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The database of a bot that is configured."""
    address = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "42:made-up")
    monkeypatch.setenv("DATABASE_URL", address)
    return address


async def drawn(database: Database, number: int, prompt: str, when: datetime) -> None:
    """Somebody's request was accepted, drawn in ten seconds and delivered."""
    asked = request(number=number, accepted_at=when, spec=spec(prompt=prompt), origin=origin(message_id=number))
    await DatabaseAcceptance(database).add(asked, f"k{number}", None, charges(Limits(), asked, MODEL, when))
    soon, later = when + timedelta(seconds=2), when + timedelta(seconds=12)
    done = generation(number=number, status=GenerationStatus.DRAWN, submitted_at=soon, drawn_at=later)
    params = generations.progress(done) | {"fence": 0}
    settled: dict[str, object] = {"id": str(asked.id), "now": to_stamp(later)}
    delivered = "UPDATE requests SET status = 'delivered', due_at = NULL, delivered_at = :now, unsent = 0, "
    delivered += "placeholder = :number WHERE id = :id"
    sql = queries.load()
    await database.run(
        Statement(sql.record_follower, params),
        Statement(sql.keep_outcomes, settled),
        Statement(sql.end_charges, settled),
        Statement(delivered, settled | {"number": number}),
    )


def fill(url: str, prompts: Sequence[str], when: datetime = NOW) -> None:
    async def filled() -> None:
        async with open_database(url) as database:
            for number, prompt in enumerate(prompts, start=1):
                await drawn(database, number, prompt, when + timedelta(milliseconds=number))

    asyncio.run(filled())


def test_statistics_are_json_for_programs(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    fill(url, ["a fox", "a hare"])
    assert stats.run(2, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    today = told["spans"]["today"]
    assert (today["drawn"], today["people"], today["usd"]) == (2, 1, pytest.approx(2 * 0.018, abs=0.01))
    assert today["drawing_seconds"]["median"] == pytest.approx(10, rel=0.25)
    assert [one["drawn"] for one in told["days"]] == [0, 2]
    assert [(one["account"], one["model"], one["drawn"]) for one in told["models"]["month"]] == [
        ("yandex", "yandex-art", 2)
    ]


def test_statistics_are_a_table_for_people(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    fill(url, ["a fox"])
    assert stats.run(30, as_json=False) == 0
    out = capsys.readouterr().out
    assert "yandex-art (yandex)" in out
    assert "0 waiting now" not in out.splitlines()[0]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_requests_are_csv_without_anybodys_words(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    fill(url, [f"a fox {number}" for number in range(450)])
    assert export.run(None, None, prompts=False) == 0
    out = capsys.readouterr().out
    assert "fox" not in out
    told = rows(out)
    assert len({one["id"] for one in told}) == 450
    assert {(one["person"], one["status"], one["drawing_seconds"]) for one in told} == {("1001", "delivered", "10.0")}


def test_words_are_no_formulas(url: str, tmp_path: Path) -> None:
    fill(url, ['=HYPERLINK("http://a.example")', 'a, "fox"\n', "-1"])
    file = tmp_path / "requests.csv"
    assert export.run(None, file, prompts=True) == 0
    told = [one["prompt"] for one in rows(file.read_text("utf-8"))]
    assert told == ['\'=HYPERLINK("http://a.example")', 'a, "fox"\n', "'-1"]


def test_only_those_since_a_day_are_written(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    fill(url, ["a fox"], datetime(2026, 11, 20, 23, 59, tzinfo=UTC))
    for since, number in ((datetime(2026, 11, 20), 1), (datetime(2026, 11, 21), 0)):  # noqa: DTZ001 - as typer reads it
        assert export.run(since, None, prompts=False) == 0
        assert len(rows(capsys.readouterr().out)) == number


def ask(url: str) -> str:
    """Why somebody's request is not accepted; nothing where it is."""

    async def asked() -> str:
        one = request(number=7)
        async with open_database(url) as database:
            try:
                await DatabaseAcceptance(database).add(one, "k7", None, charges(Limits(), one, MODEL, at(0)))
            except RequestError as error:
                return type(error).__name__
        return ""

    return asyncio.run(asked())


def test_pausing_holds_for_every_process(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert pause.pause("Back at noon.", "") == 0
    assert ask(url) == "AcceptingPaused"
    assert pause.resume("") == 0
    assert ask(url) == ""
    assert capsys.readouterr().out.splitlines() == [
        "paused: requests are not accepted until `resume`",
        "accepting requests is on again",
    ]


def test_a_model_is_switched(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert pause.pause("", "yandex-art") == 0
    assert ask(url) == "ModelOff"
    assert [pause.resume("yandex-art"), pause.resume("yandex-art")] == [0, 0]
    assert ask(url) == ""
    assert capsys.readouterr().out.splitlines() == [
        "yandex-art is off",
        "yandex-art is on again",
        "yandex-art was on all along",
    ]


@pytest.mark.parametrize(
    ("sentence", "model", "words"),
    [
        ("x" * 501, "", "people can be told 500 characters, not 501"),
        ("", "midjourney", "there is no model 'midjourney'"),
    ],
)
def test_what_cannot_be_paused_is_told(
    url: str, capsys: pytest.CaptureFixture[str], sentence: str, model: str, words: str
) -> None:
    assert url
    assert pause.pause(sentence, model) == 2
    assert words in capsys.readouterr().err
