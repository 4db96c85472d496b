"""What waits for a stage: which queues there are, and what they are called in logs."""

import pytest

from bot.drawing.values import queues
from bot.drawing.values.queues import Queue, Stage
from tests.drawing.builders import OPENAI, YANDEX


def test_work_has_four_stages() -> None:
    assert [stage.value for stage in Stage] == ["place", "submit", "poll", "deliver"]


@pytest.mark.parametrize(
    ("queue", "stage", "account", "name"),
    [
        (queues.PLACE, Stage.PLACE, None, "place"),
        (queues.DELIVER, Stage.DELIVER, None, "deliver"),
        (queues.submit(YANDEX), Stage.SUBMIT, YANDEX, "submit yandex"),
        (queues.poll(OPENAI), Stage.POLL, OPENAI, "poll openai"),
    ],
)
def test_a_queue_is_of_a_stage_and_for_submission_and_polling_of_an_account(
    queue: Queue, stage: Stage, account: str | None, name: str
) -> None:
    assert (queue.stage, queue.account, str(queue)) == (stage, account, name)


def test_the_same_queue_is_always_the_same_key() -> None:
    """Wake-ups are kept by queues."""
    assert len({queues.submit(YANDEX), queues.submit(YANDEX), queues.submit(OPENAI), queues.poll(YANDEX)}) == 3
