"""Whatever an image API answers: what its person sees, what the operator sees, how it ends, and after how many calls.

The clients are the real ones; answers come over a wire that a test writes. What is in no list has a kind default.
"""

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from bot.drawing.ports.providers import Pending, Provider
from bot.drawing.values.reasons import Reason
from bot.drawing.values.specs import Draft
from bot.drawing.work.equipment import Capacity
from bot.errors import NotAccepted, ProviderError, Unanswered
from bot.providers.http import HttpAnswer, HttpRequest, Transport
from tests.drawing.builders import BATCHING, MODEL, encoded
from tests.drawing.work.unlisted import (
    MOST_CALLS,
    PICTURE,
    Outcome,
    images,
    operations,
    outcome,
    world_over,
    yandex_images,
)
from tests.drawing.world import World

JPEG = encoded()
IMAGE = base64.b64encode(JPEG).decode()

Answer = HttpAnswer | ProviderError


def answer(body: object, status: int = 200, kind: str = "application/json") -> HttpAnswer:
    """An answer of JSON, or of these very bytes."""
    return HttpAnswer(status, {"content-type": kind}, body if isinstance(body, bytes) else json.dumps(body).encode())


class Wire(Transport):
    """Answers one after the other, the last of them again and again."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._answers = list(answers)
        self.asked: list[HttpRequest] = []

    @override
    async def send(self, request: HttpRequest) -> HttpAnswer:
        self.asked.append(request)
        assert len(self.asked) <= MOST_CALLS, "it goes on and on"
        said = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(said, ProviderError):
            raise said
        return said


def accepted(wire_id: object = "fbv17") -> HttpAnswer:
    return answer({"id": wire_id, "done": False})


def failed(code: object, message: str) -> HttpAnswer:
    return answer({"id": "fbv17", "done": True, "error": {"code": code, "message": message, "details": []}})


def done(image: object) -> HttpAnswer:
    return answer({"id": "fbv17", "done": True, "response": {"image": image}})


def said(message: str, code: object = None, status: int = 400) -> HttpAnswer:
    return answer({"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}, status)


@dataclass(frozen=True, slots=True)
class Case:
    """What came over which API, and what becomes of it."""

    api: Callable[[Wire], Provider]
    came: tuple[Answer, ...]
    ends: Outcome


BUSY = answer(b"", 429)
NO_WAY = NotAccepted("DNS: its name has no address (check the host's name)", reached=False)
CASES = {
    # A finished operation is a verdict, whatever its code.
    **{
        f"an operation that ended with code {code}": Case(
            operations, (accepted(), failed(code, "no")), Outcome(Reason.FAILED, 2)
        )
        for code in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 99, "8")
    },
    "an internal error is free, and so asked for once more": Case(
        operations, (accepted(), failed(13, "internal"), accepted("fbv18"), done(IMAGE)), Outcome(PICTURE, 4)
    ),
    "an internal error, and another": Case(
        operations,
        (accepted(), failed(13, "internal"), accepted("fbv18"), failed(13, "internal")),
        Outcome(Reason.FAILED, 4),
    ),
    "an internal error, and a refusal": Case(
        operations,
        (accepted(), failed(13, "internal"), accepted("fbv18"), failed(3, "it may violate the terms of use")),
        Outcome(Reason.REFUSED, 4),
    ),
    "an operation that was refused in listed words": Case(
        operations, (accepted(), failed(3, "it may violate the terms of use")), Outcome(Reason.REFUSED, 2)
    ),
    "an operation that was refused in other words": Case(
        operations, (accepted(), failed(3, "Request declined by moderation")), Outcome(Reason.DECLINED, 2)
    ),
    "an operation that failed within its submission": Case(operations, (failed(14, "no"),), Outcome(Reason.FAILED, 1)),
    "an operation that nobody knows any more": Case(
        operations, (accepted(), answer({"code": 5, "message": "not found"}, 404)), Outcome(Reason.LOST, 2)
    ),
    # What may be about the words is neither handed on nor anybody's fault.
    "a 400 in unlisted words": Case(
        operations,
        (answer({"code": 3, "message": "Request declined by moderation"}, 400),),
        Outcome(Reason.DECLINED, 1),
    ),
    "a 400 without words": Case(operations, (answer(b"", 400),), Outcome(Reason.DECLINED, 1)),
    "a 403 that speaks of moderation": Case(
        operations, (answer({"code": 7, "message": "blocked by moderation"}, 403),), Outcome(Reason.DECLINED, 1)
    ),
    "a 400 of the images API in unlisted words": Case(
        images, (said("NSFW content detected"),), Outcome(Reason.DECLINED, 1)
    ),
    "a gateway's page about moderation": Case(
        images, (answer(b"<html>Request blocked: safety policy</html>", 403, "text/html"),), Outcome(Reason.DECLINED, 1)
    ),
    "an answer without pictures": Case(images, (answer({"created": 1, "data": []}),), Outcome(Reason.DECLINED, 1)),
    "a 422 of a server of one's own": Case(
        images, (answer({"detail": "not like this"}, 422),), Outcome(Reason.DECLINED, 1)
    ),
    "a status that nobody knows": Case(images, (answer(b"", 460),), Outcome(Reason.DECLINED, 1)),
    "a parameter that is not taken": Case(images, (said("Unknown parameter: 'size'"),), Outcome(Reason.DECLINED, 1)),
    # The account's evidence is the operator's, and another model draws.
    "a key that is none": Case(
        images, (said("no", "invalid_api_key", 401),), Outcome(PICTURE, 1, alarmed=True, by_another=True)
    ),
    "no money": Case(
        images, (said("Insufficient Balance", None, 402),), Outcome(PICTURE, 1, alarmed=True, by_another=True)
    ),
    "no access": Case(
        operations, (answer({"code": 7, "message": "denied"}, 403),), Outcome(PICTURE, 1, alarmed=True, by_another=True)
    ),
    "a model that is gone": Case(
        operations,
        (answer({"code": 5, "message": "no model"}, 404),),
        Outcome(PICTURE, 1, alarmed=True, by_another=True),
    ),
    "an address that leads elsewhere": Case(
        images, (answer(b"", 302, "text/html"),), Outcome(PICTURE, 1, alarmed=True, by_another=True)
    ),
    # Trouble is waited out for some minutes.
    "a busy service that has time in the end": Case(
        images, (*[answer(b"", 429)] * 4, answer({"data": [IMAGE]})), Outcome(PICTURE, 5)
    ),
    "a service that stays busy": Case(images, (BUSY,), Outcome(PICTURE, 6, by_another=True)),
    "a service there is no way to": Case(images, (NO_WAY,), Outcome(PICTURE, 6, alarmed=True, by_another=True)),
    "polls that nobody answers": Case(operations, (accepted(), Unanswered("time-out")), Outcome(Reason.SILENT, 25)),
    "polls that end in a 502": Case(
        operations, (accepted(), answer(b"<html>", 502, "text/html")), Outcome(Reason.SILENT, 25)
    ),
    "polls that are too many": Case(operations, (accepted(), answer(b"", 429)), Outcome(Reason.BUSY, 25)),
    "polls that there is no way for": Case(
        operations, (accepted(), NO_WAY), Outcome(Reason.UNREACHABLE, 25, alarmed=True)
    ),
    "polls without a key": Case(
        operations, (accepted(), answer(b"", 401)), Outcome(Reason.UNAVAILABLE, 25, alarmed=True)
    ),
    "polls that fail for a while": Case(
        operations, (accepted(), *[Unanswered("time-out")] * 5, done(IMAGE)), Outcome(PICTURE, 7)
    ),
    "a submission that got no answer": Case(images, (Unanswered("reset"),), Outcome(Reason.UNANSWERED, 1)),
    "a submission that took longer than patience": Case(
        images, (Unanswered("ReadTimeout", outlasted=True),), Outcome(Reason.OUTLASTED, 1)
    ),
    # What was paid for is kept.
    "a picture in lines": Case(operations, (accepted(), done(IMAGE[:76] + "\n" + IMAGE[76:])), Outcome(PICTURE, 2)),
    "a data: address": Case(
        images, (answer({"data": [{"url": f"data:image/jpeg;base64,{IMAGE}"}]}),), Outcome(PICTURE, 1)
    ),
    "a body that is the picture": Case(images, (answer(JPEG, 200, "image/jpeg"),), Outcome(PICTURE, 1)),
    "a body that is the operation's picture": Case(
        operations, (accepted(), answer(JPEG, 200, "image/jpeg")), Outcome(PICTURE, 2)
    ),
    "a GIF": Case(
        images, (answer({"data": [{"b64_json": base64.b64encode(encoded(form="GIF")).decode()}]}),), Outcome(PICTURE, 1)
    ),
    "a number for an id": Case(operations, (accepted(17), done(IMAGE)), Outcome(PICTURE, 2)),
    "an operation whose picture is none": Case(
        operations, (accepted(), done(base64.b64encode(b"what").decode())), Outcome(Reason.UNDECODED, 5, kept=True)
    ),
    "a picture that is none": Case(
        images, (answer({"data": [{"b64_json": "no base64!"}]}),), Outcome(Reason.UNDECODED, 1, kept=True)
    ),
    "no JSON": Case(images, (answer(b"<html>200 OK</html>", 200, "text/html"),), Outcome(Reason.BROKEN, 1)),
    "polls that bring no JSON": Case(
        operations, (accepted(), answer(b"<html>", 200, "text/html")), Outcome(Reason.BROKEN, 5)
    ),
}

BY_ANOTHER = Outcome(PICTURE, 1, alarmed=True, by_another=True)
HANDED_ON = Outcome(PICTURE, 6, by_another=True)
"""What is surely not accepted is handed to another model when it failed again and again."""

DECLINED, UNANSWERED = Outcome(Reason.DECLINED, 1), Outcome(Reason.UNANSWERED, 1)

STATUSES: dict[int, Outcome] = {
    **dict.fromkeys(range(300, 400), BY_ANOTHER),
    **dict.fromkeys(range(400, 500), DECLINED),
    **dict.fromkeys((401, 402, 403, 404, 405, 410), BY_ANOTHER),
    **dict.fromkeys((408, 409, 425, 499), UNANSWERED),
    429: HANDED_ON,
    **dict.fromkeys(range(500, 600), UNANSWERED),
    501: BY_ANOTHER,
    503: HANDED_ON,
}
"""What an answer to a submission means that has nothing but its status, at every API."""


@pytest.mark.parametrize("api", [operations, images, yandex_images])
async def test_a_status_alone_means_the_same_at_every_api(api: Callable[[Wire], Provider]) -> None:
    async def ends(status: int) -> Outcome:
        wire = Wire([answer(b"", status, "")])
        world = world_over(api(wire))
        await world.delivered()
        return outcome(world, len(wire.asked))

    assert {status: await ends(status) for status in STATUSES} == STATUSES


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_whatever_comes_is_told_within_bounds_and_blamed_on_nobody_who_is_not_to_blame(case: Case) -> None:
    wire = Wire(case.came)
    world = world_over(case.api(wire))
    await world.delivered()
    assert outcome(world, len(wire.asked)) == case.ends


async def test_what_is_no_picture_is_told_without_a_promise_where_it_cannot_be_kept() -> None:
    world = world_over(images(Wire([answer({"data": [{"b64_json": "no base64!"}]})])))
    world.undecoded.full = True
    await world.delivered()
    assert world.sees() == [Reason.BROKEN]


async def test_a_bad_picture_beside_three_good_ones_is_kept_for_the_operator_and_the_others_are_brought() -> None:
    wire = Wire([answer({"data": [{"b64_json": IMAGE}, {"b64_json": "no base64!"}, IMAGE, {"b64": IMAGE}]})])
    world = World(BATCHING)
    world.drawers_of(BATCHING.name, images(wire))
    await world.delivered(Draft("foxes", count=4))
    assert world.sees() == ["1 2 3 x"]
    assert [data for data, _ in world.undecoded.kept.values()] == [b"no base64!"]
    assert world.last.of(4).reason is Reason.UNDECODED


@pytest.mark.parametrize("minutes", [0, 1, 30, 60])
async def test_how_long_trouble_is_waited_out_is_a_setting(minutes: int) -> None:
    world = World(MODEL, capacity=Capacity(patience=timedelta(minutes=minutes)))
    world.drawers_of(MODEL.name, operations(Wire([accepted(), Unanswered("time-out")])))
    await world.delivered()
    waited = (world.clock.now() - world.last.accepted_at).total_seconds()
    assert 60 * minutes <= waited <= 60 * minutes + 10
    assert world.sees() == [Reason.SILENT]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=6,
)
WORDS = st.text() | st.sampled_from(
    ["moderation", "billing", "api key", "model not found", "unknown parameter", "prompt"]
)
ERRORS = st.fixed_dictionaries(
    {}, optional={"code": st.integers(-1, 20) | JSON, "message": WORDS | JSON, "type": WORDS}
)
OPERATIONS = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["fbv17", 17, "..", ""]) | JSON,
        "done": st.booleans() | JSON,
        "error": ERRORS | JSON,
        "response": st.fixed_dictionaries({}, optional={"image": st.sampled_from([IMAGE, "aGk="]) | JSON}) | JSON,
        "code": st.integers(-1, 20) | JSON,
        "message": WORDS | JSON,
    },
)
ENTRIES = st.fixed_dictionaries(
    {}, optional={"b64_json": st.sampled_from([IMAGE, "aGk="]) | JSON, "url": st.sampled_from([IMAGE, "x.png"]) | JSON}
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "data": st.lists(ENTRIES | JSON, max_size=3) | JSON,
        "images": JSON,
        "error": ERRORS | JSON,
        "detail": WORDS | JSON,
        "message": WORDS | JSON,
    },
)
BODIES = st.binary() | st.builds(json.dumps, OPERATIONS | ANSWERS | JSON).map(str.encode)
KINDS = st.sampled_from(["application/json", "text/html", "image/png", ""])
CAME = st.builds(answer, BODIES, st.just(200) | st.integers(200, 599), KINDS) | st.sampled_from(
    [Unanswered("reset"), Unanswered("patience", outlasted=True), NO_WAY, NotAccepted("busy", retry_after=1e9)]
)


@pytest.mark.parametrize("api", [operations, images, yandex_images])
@settings(max_examples=60, deadline=None)
@given(came=st.lists(CAME, min_size=1, max_size=4), accepts=st.booleans())
async def test_whatever_comes_again_and_again_ends_with_a_sentence_or_a_picture(
    api: Callable[[Wire], Provider], came: list[Answer], *, accepts: bool
) -> None:
    """An operation that goes on for ever is no answer that ends; that one has its deadline."""
    wire = Wire([accepted(), *came, failed(2, "the end")] if accepts else [*came, failed(2, "the end")])
    world = world_over(api(wire))
    await world.delivered()
    assert outcome(world, len(wire.asked)).calls <= MOST_CALLS


async def test_a_server_with_one_graphics_card_is_asked_for_one_picture_at_a_time_and_answers_all_in_turn() -> None:
    """Asked for all at once it would let the last ones wait for longer than anybody does."""
    world = World(replace(BATCHING, at_once=1))
    world.provider.seconds = 0
    gates = [world.provider.faults.hold("submit") for _ in range(12)]
    async with world.working():
        for number in range(1, 13):
            await world.ask(chat_id=number, user_id=number)
        await world.passes(2)
        for number, gate in enumerate(gates, 1):
            assert len(world.provider.asked) == number
            gate.set()
            await world.passes(60)
    assert [world.sees(number) for number in range(1, 13)] == [[PICTURE]] * 12


@pytest.mark.parametrize(
    ("told", "at_once"), [((None, None), 8), ((2, None), 2), ((None, 5), 5), ((4, 2), 2), ((20, 16), 16)]
)
def test_of_several_models_of_an_account_the_least_counts(told: tuple[int | None, int | None], at_once: int) -> None:
    one, other = (replace(MODEL, name=name, at_once=each) for name, each in zip(("one", "other"), told, strict=True))
    world = World(one, other, replace(BATCHING, at_once=1))
    assert world.consumers["submit yandex"].slots == at_once
    assert world.consumers["submit openai"].slots == 1


async def test_an_operation_that_says_it_is_done_and_then_is_not_is_pending() -> None:
    provider = operations(Wire([answer({"id": "fbv17", "done": "true"})]))
    assert await provider.poll("fbv17") == Pending("fbv17")
