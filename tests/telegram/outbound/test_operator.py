"""The operator hears what only the operator can mend."""

import pytest

from bot.drawing.values.incidents import Incident
from sandbox.telegram_api import ALICE, BORIS
from tests.drawing.builders import BATCHING, MODEL
from tests.telegram.outbound.post import Post


async def test_each_of_the_operators_chats_is_told_whatever_becomes_of_the_others(post: Post) -> None:
    """The second of the three chats does not exist."""
    await post.operator.alarm(MODEL, "401: Api-Key AQVN1234567890123456789012345", BATCHING)
    for chat in (ALICE, BORIS):
        text = post.last(chat)["text"]
        assert text.startswith("YandexART needs you: 401:")
        assert "Until then, DALL·E 2 is drawing instead." in text
        assert "AQVN" not in text


async def test_an_alarm_rings(post: Post) -> None:
    await post.operator.alarm(MODEL, "401", None)
    assert post.call("sendMessage").params["disable_notification"] is False


@pytest.mark.parametrize("incident", Incident)
async def test_of_every_incident_the_operator_reads_what_and_no_secret(post: Post, incident: Incident) -> None:
    await post.operator.warn(incident, "KeyError at <bot.drawing>:7, Api-Key AQVN1234567890123456789012345")
    text = post.last(ALICE)["text"]
    assert "KeyError at <bot.drawing>:7" in text
    assert "AQVN" not in text
