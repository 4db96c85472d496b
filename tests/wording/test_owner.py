"""What the owner reads: within Telegram's limits, whatever there is to tell."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from bot.drawing.lookups import Acquaintance, Life
from bot.drawing.policy import reporting
from bot.drawing.ports.owner_stores import Steps
from bot.drawing.ports.privacy_stores import Kept
from bot.drawing.values.broadcasts import Broadcast, BroadcastStatus, Fate
from bot.drawing.values.closings import OPEN
from bot.drawing.values.models import Account
from bot.drawing.values.people import Person
from bot.drawing.values.reasons import Reason
from bot.drawing.values.statistics import Number, NumberKind, Report, Span, Times
from bot.wording import charts, lives, owner
from bot.wording.lengths import CAPTION_LIMIT, TEXT_LIMIT, length, plain
from bot.wording.owner import Accepting, Broadcasted
from bot.wording.texts import LANGUAGES, Locales
from tests.clock import NOON
from tests.drawing.builders import MODEL, at, delivered, generation, spec
from tests.wording.samples import HOSTILE, MODELS

LOCALES = Locales()
TODAY = date(2026, 11, 25)


def busy(models: int = 12) -> Report:
    """A month in which every number is long."""
    numbers = [
        Number(TODAY - timedelta(days=back), f"10.0.0.{one}:8080 SOME_KEY", f"model-{one}" * 5, kind, 9_999_999)
        for back in range(30)
        for one in range(models)
        for kind in (NumberKind.DRAWN, NumberKind.REFUSED, NumberKind.FAILED, NumberKind.MICROS)
    ]
    return reporting.report(TODAY, numbers, [], waiting=10_000)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", [busy(), busy(0)], ids=["busy", "idle"])
def test_the_table_is_a_caption(language: str, report: Report) -> None:
    said = owner.statistics(LOCALES.of(language), report, MODELS)
    assert length(said) <= CAPTION_LIMIT
    head, *rows = plain(said).strip().splitlines()[: 1 + len(owner.ROWS)]
    assert head.split()[0] == owner.CORNER
    if not report.waiting:
        assert {len(line) for line in (head, *rows)} == {owner.LABEL + 3 * owner.COLUMN}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_says_all_in_one_language(language: str) -> None:
    chart = charts.chart(LOCALES.of(language), busy(), MODELS)
    names = [chart.title, *(panel.title for panel in chart.panels)]
    assert all(any("а" <= letter <= "я" for letter in name.lower()) == (language == "ru") for name in names)
    assert {len(one.values) for panel in chart.panels for one in panel.series} == {30, charts.DRAWERS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", HOSTILE.values(), ids=HOSTILE)
def test_a_life_fits_whatever_the_words_are(language: str, prompt: str) -> None:
    one = generation(
        account=Account("yandex"),
        operation_id="fbv<17>",
        submitted_at=at(2),
        drawn_at=at(9),
        submissions=1,
        status=delivered().of(1).status,
    )
    request = delivered(spec=spec(prompt=prompt), generations=(one,))
    life = Life(request, {one.id: Steps(at(2), at(8))})
    said = lives.life(LOCALES.of(language), life, {MODEL.name: MODEL})
    assert length(said) <= TEXT_LIMIT
    assert "fbv&lt;17&gt;" in said
    assert "2026-11-21 12:00:09" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_is_told_with_their_newest_requests(language: str) -> None:
    ended = replace(delivered(), delivered_at=None, status=delivered().status.ENDED, reason=Reason.REFUSED)
    found = Acquaintance(Person(1001, started=True), Kept(2, 1), 7, [delivered(), ended])
    said = lives.acquaintance(LOCALES.of(language), found, MODELS)
    assert "1. <code>2026-11-21 12:00:00</code> · delivered" in said
    assert "2. <code>2026-11-21 12:00:00</code> · refused" in said
    assert lives.acquaintance_buttons(found) is not None
    nobody = Acquaintance(Person(1001), Kept(), 7)
    assert lives.acquaintance_buttons(nobody) is None
    assert LOCALES.of(language).say("acquaintance-nothing") in lives.acquaintance(LOCALES.of(language), nobody, MODELS)


DEEDS = {
    BroadcastStatus.PREPARED: [Broadcasted.SEND, Broadcasted.CANCEL],
    BroadcastStatus.SENDING: [Broadcasted.STOP],
    BroadcastStatus.STOPPED: [Broadcasted.GO_ON, Broadcasted.CANCEL],
    BroadcastStatus.OVER: [],
    BroadcastStatus.CANCELLED: [],
}


@pytest.mark.parametrize(("status", "deeds"), DEEDS.items())
def test_a_broadcast_has_the_buttons_of_what_may_be_done(status: BroadcastStatus, deeds: list[Broadcasted]) -> None:
    broadcast = Broadcast(id=UUID(int=1), chat_id=1, message_id=2, language="en", made_at=NOON, status=status, people=5)
    for fate in (Fate.SENT, Fate.SENT, Fate.GONE, Fate.FAILED):
        broadcast = broadcast.went(broadcast.last_id + 1, fate)
    markup = owner.broadcast_buttons(LOCALES.first, broadcast)
    data = [one.callback_data or "" for row in (markup.inline_keyboard if markup else []) for one in row]
    assert data == [f"ob:{deed}:{broadcast.id.hex}" for deed in deeds]
    assert all(len(one.encode()) <= 64 for one in data)
    said = owner.broadcast_progress(LOCALES.first, broadcast)
    assert said.endswith("4 of 5: 2 have it, 1 can’t be written to, 1 unsure or refused.")


def test_an_alarm_has_the_switches_and_each_becomes_its_own_way_back() -> None:
    model = replace(MODEL, name="x" * 200)
    markup = owner.alarm_buttons(LOCALES.first, model, OPEN)
    labels = [row[0].text for row in markup.inline_keyboard]
    assert labels == ["Switch off YandexART", "Pause"]
    pressed = Accepting.unpack(markup.inline_keyboard[0][0].callback_data or "")
    assert owner.marked({model.name: model, "other": MODEL}, pressed.model) == model
    flipped = owner.flipped(LOCALES.first, markup, pressed, model)
    assert [row[0].text for row in flipped.inline_keyboard] == ["Switch on YandexART", "Pause"]


@pytest.mark.parametrize(
    ("buckets", "half", "most"),
    [({}, None, None), ({0: 1}, 0.05, 0.095), ({10: 100}, 0.84, 0.92), ({62: 5}, 81_500, 81_500)],
)
def test_quantiles_lie_in_their_bucket(buckets: dict[int, int], half: float | None, most: float | None) -> None:
    times = Times(buckets)
    assert times.quantile(0.5) == (None if half is None else pytest.approx(half, rel=0.02))
    assert times.quantile(0.95) == (None if most is None else pytest.approx(most, rel=0.02))


def test_spans_are_days_up_to_today() -> None:
    assert [span.days for span in Span] == [1, 7, 30]
