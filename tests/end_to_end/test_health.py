"""A model that is down: another one draws meanwhile, people and the operator are told, and by itself it comes back.

The clock stands still unless a test advances it.
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.app import App
from sandbox.image_apis import Account, Billing
from sandbox.telegram_api import ALICE, BORIS
from sandbox.wire import Fault, Spoil
from tests.clock import FakeClock
from tests.end_to_end.stage import SOON, Message, Stage

NOTE = "DALL·E 3 isn’t available right now, so DALL·E 2 drew this."
ZAMETKA = "DALL·E 3 сейчас недоступна, поэтому рисовала DALL·E 2."
UNAVAILABLE = "Drawing isn’t available right now"
UNANSWERED, NO_ANSWER = "The drawing service didn’t answer", "Сервис рисования не ответил"
PAUSE, HOUR = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Down:
    """How OpenAI says that only the operator can help, and what the operator is told to change."""

    status: int
    code: str
    message: str
    advice: str

    def fault(self, model: str) -> Fault:
        body = {"error": {"message": self.message, "type": "invalid_request_error", "param": None, "code": self.code}}
        return Fault(
            "openai-images",
            Spoil.ANSWER,
            times=-1,
            where={"model": model},
            status=self.status,
            body=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )


KEY = Down(401, "invalid_api_key", "Incorrect API key provided: sk-pr***ABCD.", "check OPENAI_API_KEY")
DOWNS = [
    KEY,
    Down(403, "unsupported_country_region_territory", "Country not supported", "may not use this model"),
    Down(400, "billing_hard_limit_reached", "Billing hard limit has been reached", "pay or raise the limit"),
    Down(429, "insufficient_quota", "You exceeded your current quota", "pay or raise the limit"),
    Down(404, "model_not_found", "The model 'dall-e-3' does not exist", "choose another model in MODELS"),
]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def guarded(stage: Stage, clock: FakeClock) -> AbstractAsyncContextManager[App]:
    """The bot at work, with DALL·E 2 as the stand-in of DALL·E 3."""
    return stage.bot(clock, models="dall-e-3", fallback="dall-e-2")


def breaks(stage: Stage, model: str = "dall-e-3", down: Down = KEY) -> None:
    """From now on the model answers so."""
    stage.images.wire.faults.append(down.fault(model))


def mended(stage: Stage) -> None:
    """Every model draws again."""
    stage.images.wire.faults.clear()


async def drawn(stage: Stage, text: str = "/draw a fox", person: int = ALICE) -> Message:
    """The answer to a request."""
    return await stage.answered(stage.ask(text, person))


def lines(answer: Message) -> list[str]:
    """What stands under a picture: the prompt, the details, and what was done otherwise."""
    return [line for line in answer["caption"].splitlines() if line]


def words(answer: Message) -> str:
    """What an answer says, under its picture if it has one."""
    return str(answer.get("caption") or answer["text"])


def asked(stage: Stage) -> list[str]:
    """The models of OpenAI's endpoint that were asked since this was last looked at."""
    models = [call.params["model"] for call in stage.images.wire.of("openai-images")]
    stage.images.wire.calls.clear()
    return models


def told(stage: Stage, admin: int = BORIS) -> list[str]:
    """What the bot wrote to somebody who asked nothing."""
    return [message["text"] for message in stage.telegram.world.messages(admin) if message["from"]["is_bot"]]


@pytest.mark.parametrize("down", DOWNS, ids=lambda down: down.code)
async def test_the_request_that_finds_out_is_drawn_by_the_stand_in(stage: Stage, clock: FakeClock, down: Down) -> None:
    breaks(stage, down=down)
    async with guarded(stage, clock):
        answer = await drawn(stage)
    assert stage.picture(answer)
    assert lines(answer) == ["a fox", "1:1 · DALL·E 2 · 1 s", NOTE]
    assert asked(stage) == ["dall-e-3", "dall-e-2"]


async def test_a_russian_reads_in_russian_who_drew_instead(stage: Stage, clock: FakeClock) -> None:
    breaks(stage)
    async with guarded(stage, clock):
        answer = await drawn(stage, "/draw лиса", BORIS)
    assert lines(answer)[-1] == ZAMETKA


async def test_the_billing_of_the_whole_account_hands_over_to_another_account(stage: Stage, clock: FakeClock) -> None:
    stage.images.behaviour = replace(SOON, duration=0, openai_billing=Billing.HARD_LIMIT)
    async with stage.bot(clock, models="dall-e-3", fallback="yandex-art"):
        request = stage.ask("/draw a fox --ar 2:1")
        await stage.submitted(1)
        answer = await polled(stage, clock, request)
    assert "seed" in answer["caption"]
    assert answer["caption"].endswith("DALL·E 3 isn’t available right now, so YandexART drew this.")
    assert stage.images.operations[0].ratio == (2, 1)


async def until(happened: Callable[[], bool]) -> None:
    """Wait for something that tells nobody."""
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - as said
            await asyncio.sleep(0.005)


async def polled(stage: Stage, clock: FakeClock, request: Message) -> Message:
    """The answer to a request whose model is asked how it is doing, a second after the other."""
    for _ in range(20):
        clock.advance(1)
        try:
            return await stage.telegram.world.until(
                lambda: stage.answer(request["chat"]["id"], request["message_id"]), timeout=0.2
            )
        except TimeoutError:
            continue
    raise TimeoutError


async def test_a_yandex_model_without_access_hands_over_to_openai(stage: Stage, clock: FakeClock) -> None:
    stage.images.account = Account(models=frozenset())
    async with stage.bot(clock, models="yandex-art", fallback="dall-e-3"):
        answer = await drawn(stage, "/draw a fox --seed 17 --ar 2:1")
    note = "YandexART isn’t available right now, so DALL·E 3 drew this."
    assert lines(answer)[1:3] == ["2:1 → 1792x1024 · DALL·E 3 · 1 s", note]
    assert stage.images.operations == []


async def test_what_only_the_first_model_has_is_not_asked_of_the_stand_in(stage: Stage, clock: FakeClock) -> None:
    breaks(stage)
    async with guarded(stage, clock):
        answer = await drawn(stage, "/draw a fox --size 1792x1024 --quality hd --style vivid")
    assert lines(answer) == ["a fox", "1792x1024 → 1024x1024 · DALL·E 2 · 1 s", NOTE]
    first, second = (call.params for call in stage.images.wire.of("openai-images"))
    assert (first["size"], first["quality"], first["style"]) == ("1792x1024", "hd", "vivid")
    assert (second["size"], second.keys() & {"quality", "style"}) == ("1024x1024", set())


async def test_while_the_model_is_down_new_requests_go_to_the_stand_in_at_once(stage: Stage, clock: FakeClock) -> None:
    breaks(stage)
    async with guarded(stage, clock):
        await drawn(stage)
        asked(stage)
        clock.advance(PAUSE - 1)
        answers = [await drawn(stage, person=person) for person in (ALICE, BORIS, ALICE)]
    assert asked(stage) == ["dall-e-2"] * 3
    assert [NOTE in words(answer) or ZAMETKA in words(answer) for answer in answers] == [True] * 3


async def test_after_the_pause_one_request_tries_and_then_everything_is_as_before(
    stage: Stage, clock: FakeClock
) -> None:
    breaks(stage)
    async with guarded(stage, clock):
        await drawn(stage)
        mended(stage)
        clock.advance(PAUSE)
        asked(stage)
        answers = [await drawn(stage), await drawn(stage)]
    assert asked(stage) == ["dall-e-3", "dall-e-3"]
    assert [NOTE in words(answer) for answer in answers] == [False, False]


async def test_a_try_that_fails_costs_nobody_their_picture_and_the_next_pause_is_longer(
    stage: Stage, clock: FakeClock
) -> None:
    breaks(stage)
    async with guarded(stage, clock):
        await drawn(stage)
        for pause in (PAUSE, 2 * PAUSE):
            clock.advance(pause - 1)
            asked(stage)
            await drawn(stage)
            assert asked(stage) == ["dall-e-2"]
            clock.advance(1)
            assert NOTE in words(await drawn(stage))
            assert asked(stage) == ["dall-e-3", "dall-e-2"]
            await drawn(stage)
            assert asked(stage) == ["dall-e-2"]


async def test_a_model_that_refuses_to_draw_something_is_back(stage: Stage, clock: FakeClock) -> None:
    """Whoever reads prompts is not down."""
    breaks(stage)
    async with guarded(stage, clock):
        await drawn(stage)
        mended(stage)
        clock.advance(PAUSE)
        assert words(await drawn(stage, "/draw something forbidden")).startswith("The model won’t draw this.")
        asked(stage)
        await drawn(stage)
    assert asked(stage) == ["dall-e-3"]


async def test_a_try_that_finds_the_service_busy_has_failed(stage: Stage, clock: FakeClock) -> None:
    """Its person gets the stand-in's picture, and the next try is not put off for long."""
    breaks(stage)
    async with guarded(stage, clock):
        await drawn(stage)
        mended(stage)
        stage.images.wire.faults.append(Fault("openai-images", Spoil.ANSWER, where={"model": "dall-e-3"}, status=503))
        clock.advance(PAUSE)
        asked(stage)
        request = stage.ask("/draw a fox")
        await until(lambda: bool(stage.images.wire.calls))
        assert NOTE in words(await polled(stage, clock, request))
        assert asked(stage) == ["dall-e-3", "dall-e-2"]
        clock.advance(2 * PAUSE)
        await drawn(stage)
    assert asked(stage) == ["dall-e-3"]


async def test_whoever_was_under_way_when_it_broke_is_handed_over_too(stage: Stage, clock: FakeClock) -> None:
    """Even where the bad news comes so late that it would be time to try again."""
    stage.images.account = Account(openai_keys=frozenset({"another"}))
    stage.images.wire.faults.append(Fault("openai-images", Spoil.HANG, seconds=0.3))
    async with stage.bot(clock, models="dall-e-3", fallback="yandex-art"):
        late = stage.ask("/draw a late fox")
        await until(lambda: not stage.images.wire.faults)
        stage.ask("/draw a fox")
        await stage.submitted(1)
        clock.advance(PAUSE)
        await stage.submitted(2)
        answer = await polled(stage, clock, late)
    assert "so YandexART drew this" in answer["caption"]


@pytest.mark.parametrize("timeouts", [2, 3])
async def test_three_timeouts_in_a_row_of_several_people_open_it(stage: Stage, clock: FakeClock, timeouts: int) -> None:
    """None of the three is asked again, for it may have been drawn; two may be chance."""
    drop = Fault("openai-images", Spoil.DROP, times=timeouts)
    stage.images.wire.faults.append(drop)
    async with guarded(stage, clock):
        for person in (ALICE, BORIS, ALICE)[:timeouts]:
            assert words(await drawn(stage, person=person)).startswith((UNANSWERED, NO_ANSWER))
        asked(stage)
        answer = await drawn(stage)
    assert asked(stage) == ["dall-e-2" if timeouts == 3 else "dall-e-3"]
    assert (NOTE in words(answer)) is (timeouts == 3)


async def test_a_picture_in_between_begins_the_count_anew(stage: Stage, clock: FakeClock) -> None:
    async with guarded(stage, clock):
        for _ in range(2):
            stage.images.wire.faults.append(Fault("openai-images", Spoil.DROP, times=2))
            for sees in (UNANSWERED, UNANSWERED, "a fox"):
                assert words(await drawn(stage)).startswith(sees)
    assert "dall-e-2" not in asked(stage)


async def test_without_a_stand_in_the_person_is_told_and_nothing_else_is_asked(stage: Stage, clock: FakeClock) -> None:
    breaks(stage)
    async with stage.bot(clock, models="dall-e-3,dall-e-2"):
        for _ in range(2):
            assert words(await drawn(stage)).startswith(UNAVAILABLE)
            assert asked(stage) == ["dall-e-3"]
        mended(stage)
        assert stage.picture(await drawn(stage))


@pytest.mark.parametrize(("length", "handed"), [(1000, True), (1001, False)])
async def test_a_prompt_too_long_for_the_stand_in_is_not_handed_over(
    stage: Stage, clock: FakeClock, length: int, *, handed: bool
) -> None:
    breaks(stage)
    async with guarded(stage, clock):
        for first in (["dall-e-3"], [] if handed else ["dall-e-3"]):
            answer = await drawn(stage, f"/draw {length * 'x'}")
            assert asked(stage) == first + (["dall-e-2"] if handed else [])
            assert ("photo" in answer) is handed
            assert words(answer).startswith("xxx" if handed else UNAVAILABLE)


async def test_where_the_stand_in_is_down_too_the_person_is_told(stage: Stage, clock: FakeClock) -> None:
    breaks(stage)
    breaks(stage, "dall-e-2")
    async with guarded(stage, clock):
        for expected in (["dall-e-3", "dall-e-2"], ["dall-e-2"]):
            assert words(await drawn(stage)).startswith(UNAVAILABLE)
            assert asked(stage) == expected


async def test_other_models_are_not_drawn_by_the_stand_in(stage: Stage, clock: FakeClock) -> None:
    breaks(stage)
    async with stage.bot(clock, models="dall-e-3,gpt-image-1", fallback="dall-e-2"):
        await drawn(stage)
        asked(stage)
        answer = await drawn(stage, "/draw a fox --model gpt-image-1")
    assert asked(stage) == ["gpt-image-1"]
    assert lines(answer) == ["a fox", "1:1 · GPT Image 1 · 1 s"]


class TestAlarm:
    """The operator is Boris."""

    @pytest.fixture
    def stage(self, stage: Stage) -> Stage:
        stage.given["telegram"] = {"admins": str(BORIS)}
        return stage

    @pytest.mark.parametrize("down", DOWNS, ids=lambda down: down.code)
    async def test_the_operator_reads_what_to_change_and_who_draws_meanwhile(
        self, stage: Stage, clock: FakeClock, down: Down
    ) -> None:
        breaks(stage, down=down)
        async with guarded(stage, clock):
            await drawn(stage)
        (text,) = told(stage)
        assert text.startswith(f"DALL·E 3 needs you: {down.message}")
        assert down.advice in text
        assert "Until then, DALL·E 2 is drawing instead." in text

    async def test_without_a_stand_in_the_operator_reads_that_nobody_draws(
        self, stage: Stage, clock: FakeClock
    ) -> None:
        breaks(stage)
        async with stage.bot(clock, models="dall-e-3"):
            await drawn(stage)
        (text,) = told(stage)
        assert "Until then, people are told that drawing isn’t available." in text

    async def test_a_prompt_that_only_the_first_model_reads_does_not_deny_the_stand_in(
        self, stage: Stage, clock: FakeClock
    ) -> None:
        breaks(stage)
        async with guarded(stage, clock):
            await drawn(stage, f"/draw {2000 * 'x'}")
        (text,) = told(stage)
        assert "Until then, DALL·E 2 is drawing instead." in text

    async def test_within_an_hour_the_operator_is_not_told_again(self, stage: Stage, clock: FakeClock) -> None:
        breaks(stage)
        async with stage.bot(clock, models="dall-e-3"):
            for _ in range(3):
                await drawn(stage)
            clock.advance(HOUR - 1)
            await drawn(stage)
            assert len(told(stage)) == 1
            clock.advance(1)
            await drawn(stage)
            assert len(told(stage)) == 2

    async def test_a_restart_does_not_make_the_bot_repeat_itself(self, stage: Stage, clock: FakeClock) -> None:
        breaks(stage)
        for _ in range(2):
            async with guarded(stage, clock):
                await drawn(stage)
        assert asked(stage) == ["dall-e-3", "dall-e-2"] * 2
        assert len(told(stage)) == 1
        clock.advance(HOUR)
        async with guarded(stage, clock):
            await drawn(stage)
        assert len(told(stage)) == 2

    async def test_many_requests_at_once_are_one_message(self, stage: Stage, clock: FakeClock) -> None:
        breaks(stage)
        async with guarded(stage, clock):
            requests = [stage.ask("/draw a fox") for _ in range(8)]
            answers = [await stage.answered(request) for request in requests]
        assert [NOTE in words(answer) for answer in answers] == [True] * 8
        assert len(told(stage)) == 1

    async def test_every_model_has_its_own_message(self, stage: Stage, clock: FakeClock) -> None:
        breaks(stage)
        breaks(stage, "dall-e-2")
        async with guarded(stage, clock):
            await drawn(stage)
        first, second = told(stage)
        assert (first.startswith("DALL·E 3 needs you"), second.startswith("DALL·E 2 needs you")) == (True, True)
        assert "Until then, people are told that drawing isn’t available." in second

    async def test_every_operator_is_told_even_if_one_has_blocked_the_bot(self, stage: Stage, clock: FakeClock) -> None:
        world = stage.telegram.world
        for person in (1003, 1004):
            world.add_person(person, "Carol")
            world.open_private(person)
        world.block(1003)
        group = world.add_group("Operators", [BORIS]).id
        stage.given["telegram"] = {"admins": f"1003, {BORIS},{group}, 1004"}
        breaks(stage)
        async with guarded(stage, clock):
            assert stage.picture(await drawn(stage))
        assert [len(told(stage, admin)) for admin in (1003, BORIS, group, 1004)] == [0, 1, 1, 1]

    async def test_three_timeouts_are_nothing_the_operator_can_mend(self, stage: Stage, clock: FakeClock) -> None:
        stage.images.wire.faults.append(Fault("openai-images", Spoil.DROP, times=3))
        async with guarded(stage, clock):
            for _ in range(4):
                await drawn(stage)
        assert told(stage) == []

    async def test_what_the_api_says_stays_words(self, stage: Stage, clock: FakeClock) -> None:
        breaks(stage, down=Down(401, "invalid_api_key", "<b>Unknown</b> key & project", ""))
        async with guarded(stage, clock):
            await drawn(stage)
        (text,) = told(stage)
        assert "<b>Unknown</b> key & project" in text

    async def test_yandex_access_that_is_denied_names_the_role_and_the_settings(
        self, stage: Stage, clock: FakeClock
    ) -> None:
        stage.images.account = Account(models=frozenset())
        async with stage.bot(clock, models="yandex-art"):
            assert words(await drawn(stage)).startswith(UNAVAILABLE)
        (text,) = told(stage)
        assert "Access to model art://b1gsandbox/yandex-art denied" in text
        assert "MODELS" in text


async def test_the_log_says_what_to_change_and_holds_no_token(stage: Stage, clock: FakeClock) -> None:
    secret = "sk-proj-0123456789abcdef0123456789"
    stage.given["openai"] = {"api_key": SecretStr(secret)}
    stage.images.account = Account(openai_keys=frozenset({"another"}))
    with capture_logs() as lines:
        async with guarded(stage, clock):
            await drawn(stage)
    needed = [line for line in lines if line["event"] == "the operator is needed"]
    assert [line["model"] for line in needed] == ["dall-e-3", "dall-e-2"]
    assert all("check OPENAI_API_KEY" in line["detail"] for line in needed)
    assert {"event": "the model is down", "model": "dall-e-3", "stand_in": "dall-e-2", "log_level": "error"} in lines
    assert secret not in str(lines)
    assert stage.telegram.token not in str(lines)


async def test_the_log_tells_when_a_model_is_back(stage: Stage, clock: FakeClock) -> None:
    breaks(stage)
    with capture_logs() as lines:
        async with guarded(stage, clock):
            await drawn(stage)
            mended(stage)
            clock.advance(PAUSE)
            await drawn(stage)
    assert {"event": "the model is back", "model": "dall-e-3", "log_level": "info"} in lines


class TestBudgets:
    """One generation a minute is all that Yandex allows."""

    @pytest.fixture
    def stage(self, stage: Stage) -> Stage:
        stage.given["yandex"] = {"generations_per_minute": 1}
        stage.images.behaviour = replace(SOON, duration=0)
        return stage

    async def test_the_budget_of_yandex_holds_up_no_other_model(self, stage: Stage, clock: FakeClock) -> None:
        async with stage.bot(clock, models="yandex-art,dall-e-3"):
            stage.ask("/draw a fox")
            await stage.submitted(1)
            stage.ask("/draw a second fox")
            await stage.accepted(2)
            for _ in range(3):
                assert stage.picture(await drawn(stage, "/draw a boat --model dall-e-3", BORIS))
            assert len(stage.images.operations) == 1
            clock.advance(60)
            await stage.submitted(2)
        assert [operation.prompt for operation in stage.images.operations] == ["a fox", "a second fox"]

    async def test_the_pictures_of_others_use_up_no_budget_of_yandex(self, stage: Stage, clock: FakeClock) -> None:
        async with stage.bot(clock, models="yandex-art,dall-e-3"):
            for _ in range(3):
                await drawn(stage, "/draw a boat --model dall-e-3")
            stage.ask("/draw a fox")
            await stage.submitted(1)

    async def test_what_is_handed_over_waits_for_its_turn_there_and_not_for_its_own_first_try(
        self, stage: Stage, clock: FakeClock
    ) -> None:
        breaks(stage)
        async with stage.bot(clock, models="dall-e-3", fallback="yandex-art"):
            stage.ask("/draw a fox")
            await stage.submitted(1)
            stage.ask("/draw a second fox")
            await stage.accepted(2)
            assert len(stage.images.operations) == 1
            clock.advance(60)
            await stage.submitted(2)


async def test_a_stand_in_named_in_the_settings_need_not_be_offered(stage: Stage, clock: FakeClock) -> None:
    breaks(stage)
    async with guarded(stage, clock):
        answer = await drawn(stage, "/draw a fox --model dall-e-2")
    assert words(answer).startswith("I’m not sure which model “dall-e-2” is. There’s DALL·E 3.\n")


async def test_what_was_handed_over_is_so_after_a_restart(stage: Stage, clock: FakeClock) -> None:
    """A crash after the hand-over: the stand-in goes on, and the caption knows."""
    breaks(stage)
    stage.images.behaviour = replace(SOON, duration=HOUR)
    async with stage.bot(clock, models="dall-e-3", fallback="yandex-art"):
        request = stage.ask("/draw a fox")
        await stage.submitted(1)
    stage.images.clock.advance(HOUR)
    async with stage.bot(clock, models="dall-e-3", fallback="yandex-art"):
        answer = await polled(stage, clock, request)
    assert "so YandexART drew this" in words(answer)
    assert len(stage.images.operations) == 1
