"""What time does to a generation: it gets late, it expires, and the clock may be set."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.telegram_api import ALICE
from sandbox.wire import Fault, Spoil
from tests.clock import HurriedClock
from tests.end_to_end.stage import SOON, Message, Stage, dab

HOUR = 3600.0


def texts(stage: Stage, message: Message) -> list[str]:
    """What a message of the bot's said, version by version."""
    versions = stage.telegram.world.history(ALICE, message["message_id"])
    return [str(version.get("text", version.get("caption"))) for version in versions]


async def test_after_four_times_the_usual_the_person_is_told_and_at_the_deadline_it_ends_with_the_operations_id(
    stage: Stage,
) -> None:
    """Told again and again, with the time passed: in the first ten minutes every 5 seconds at most, then every 60."""
    async with stage.bot(HurriedClock(1000), usual_seconds=20, deadline=timedelta(minutes=20)) as app:
        request = stage.ask("/draw something never done")
        await stage.accepted(1)
        await stage.settled(app)
    (answer,) = stage.replies(ALICE, request["message_id"])
    first, *news, late, last = texts(stage, answer)
    assert first.startswith("Drawing… This usually takes")
    assert len(news) <= 600 / 5 + 600 / 60
    assert late.startswith("Drawing… It’s taking much longer than usual: ")
    assert last.endswith(f"Its operation: {stage.images.operations[0].id}")


async def test_who_waits_because_the_service_is_busy_is_told_so(stage: Stage) -> None:
    busy = Fault("generate", Spoil.ANSWER, status=503, times=-1)
    stage.images.wire.faults.append(busy)
    async with stage.bot(HurriedClock(1000)) as app:
        request = stage.ask("/draw a fox")
        await stage.telegram.world.until(
            lambda: [reply for reply in stage.replies(ALICE, request["message_id"]) if "is busy" in reply["text"]]
        )
        stage.images.wire.faults.clear()
        await stage.accepted(1)
        await stage.settled(app)
    (answer,) = stage.replies(ALICE, request["message_id"])
    assert stage.picture(answer)
    assert any("The drawing service is busy." in text for text in texts(stage, answer))


async def test_after_a_long_wait_the_phone_rings_in_a_private_chat(stage: Stage) -> None:
    stage.images.behaviour = replace(SOON, duration=HOUR)
    async with stage.bot(HurriedClock(1000), usual_seconds=20) as app:
        request = stage.ask("/draw a fox")
        await stage.submitted(1)
        await stage.telegram.world.until(
            lambda: [reply for reply in stage.replies(ALICE, request["message_id"]) if "much longer" in reply["text"]]
        )
        stage.images.clock.advance(HOUR)
        await stage.settled(app)
        call = await stage.telegram.world.until(
            lambda: [m for m in stage.telegram.world.messages(ALICE) if m.get("text") == "Your picture is ready."]
        )
    (picture,) = stage.replies(ALICE, request["message_id"])
    assert call[0]["reply_to_message"]["message_id"] == picture["message_id"]


@pytest.mark.parametrize("seconds", [HOUR, -HOUR])
async def test_a_clock_that_is_set_by_an_hour_loses_nothing_and_floods_nobody(stage: Stage, seconds: float) -> None:
    stage.images.behaviour = replace(SOON, duration=HOUR)
    clock = HurriedClock(20)
    async with stage.bot(clock, usual_seconds=20, lease=timedelta(seconds=20)) as app:
        requests = [stage.ask(f"/draw fox {number} --seed {number + 1}") for number in range(10)]
        await stage.submitted(10)
        clock.set_by(seconds)
        stage.images.clock.advance(HOUR)
        await stage.settled(app)
    for number, request in enumerate(requests):
        (answer,) = stage.replies(ALICE, request["message_id"])
        assert stage.picture(answer) == dab(f"fox {number}", number + 1, 1, 1)
    assert len(stage.images.operations) == 10
    assert len(stage.images.wire.of("operation")) <= 30
