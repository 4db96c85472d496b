"""Words are improved before anything is drawn: what is asked, what is taken, what it counts, and what goes wrong."""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

import pytest
import structlog
from typing_extensions import override

from bot.drawing import grammar
from bot.drawing.improving import Improving, Plan
from bot.drawing.ports.improvers import Improver, Saying
from bot.drawing.values.groups import Group, Membership
from bot.drawing.values.improvements import ImprovementLimits
from bot.drawing.values.people import Person
from bot.drawing.values.specs import Draft
from bot.errors import (
    AdminsOnly,
    AnswerInvalid,
    Declined,
    ImproveUnavailable,
    ImprovingUsedUp,
    Misconfigured,
    Mismatched,
    NotAccepted,
    PresetUnknown,
    PromptMissing,
    PromptTooLong,
    ProviderError,
    RatioUnsupported,
    Refused,
    TooLongToImprove,
    Unanswered,
    WordsNotImproved,
)
from tests.clock import HurriedClock
from tests.drawing.builders import BATCHING, MODEL, delivered, spec
from tests.storage.memory import MemoryImprovementCounts

PERSON = Person(1001)
BETTER = "a cozy library, tall shelves, soft light"
LONG_PAUSE = 60.0

Answer = str | ProviderError | float


@dataclass
class Model(Improver):
    """A language model that gives these answers in turn, the last one again and again; a number is one not given."""

    answers: list[Answer] = field(default_factory=lambda: [BETTER])
    asked: list[Sequence[Saying]] = field(default_factory=list)

    @override
    async def answer(self, conversation: Sequence[Saying]) -> str:
        self.asked.append(conversation)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, ProviderError):
            raise answer
        if isinstance(answer, float):
            await asyncio.Event().wait()
        return str(answer)


def improving(*answers: Answer, model: Model | None = None, limits: ImprovementLimits | None = None) -> Improving:
    """Improves words by a model that answers so."""
    return Improving(
        improver=model or Model(list(answers or [BETTER])),
        counts=MemoryImprovementCounts(),
        limits=limits or ImprovementLimits(),
        models={MODEL.name: MODEL, BATCHING.name: BATCHING},
        most=4,
        clock=HurriedClock(),
        seconds=0.3,
    )


def plan(text: str, by: Improving, before: str | None = None) -> Plan:
    """What is asked for a command."""
    return by.plan(grammar.parse(text), PERSON, before=before)


async def better(text: str, *answers: Answer) -> str:
    """The command with better words."""
    by = improving(*answers)
    return await by.improve(plan(text, by))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("library --improve", BETTER),
        ("library --improve --ar 2:1 --seed 17", f"{BETTER} --ar 2:1 --seed 17"),
        ("--стиль акварель library --улучши", f"{BETTER} --стиль акварель"),
        ("library --model dall-e-2 --n 3 --file --improve", f"{BETTER} --model dall-e-2 --n 3 --file"),
        ("library", BETTER),
        ("library::2 shelf::1 --improve", f"{BETTER.replace('shelves', 'shelf')}"),
    ],
)
async def test_the_words_are_better_and_the_flags_are_kept(text: str, command: str) -> None:
    assert await better(text, BETTER.replace("shelves", "shelf") if "shelf" in text else BETTER) == command


async def test_the_persons_words_are_asked_as_they_are_and_by_themselves() -> None:
    model = Model()
    by = improving(model=model)
    await by.improve(plan("library at night --ar 2:1 --improve", by))
    ((rules, words),) = model.asked
    assert words == Saying("user", "library at night")
    assert rules.role == "system"
    assert "library" not in rules.words


async def test_what_flags_and_settings_decide_is_not_asked_for() -> None:
    model = Model()
    by = improving(model=model)
    chosen = replace(PERSON, style="oil")
    await by.improve(by.plan(grammar.parse("library --light soft --improve"), chosen))
    rules = model.asked[0][0].words
    assert "the light" in rules.partition("chosen already")[2]
    assert "its style" in rules.partition("chosen already")[2]


async def test_another_try_tells_what_was_not_liked() -> None:
    model = Model(["a quiet library, night, candlelight"])
    by = improving(model=model)
    text = await by.improve(plan("library --ar 2:1", by, f"{BETTER} --ar 2:1"))
    assert text == "a quiet library, night, candlelight --ar 2:1"
    assert [one.role for one in model.asked[0]] == ["system", "user", "assistant", "user"]
    assert model.asked[0][2].words == BETTER


@pytest.mark.parametrize("flags", ["", " --style photo --light golden --palette autumn --view panorama"])
async def test_what_comes_fits_the_model_with_the_presets(flags: str) -> None:
    """A model that was to write 400 characters writes 3,000."""
    command = await better(f"library{flags} --improve", "a library, " + "tall wooden shelves, " * 150)
    draft = grammar.parse(command)
    assert 300 < len(draft.prompt) <= MODEL.prompt_limit
    assert not command.endswith(",")


async def test_nothing_in_an_answer_becomes_a_flag() -> None:
    answer = "a library --model dall-e-2 --n 4 seed=17 —no books, soft light::2"
    assert grammar.parse(await better("library --ar 2:1 --improve", answer)) == Draft(
        "a library dall-e-2 seed= 17 books, soft light", ratio=grammar.parse("x --ar 2:1").ratio
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("--improve", PromptMissing),
        ("library --ar 9:1 --improve", RatioUnsupported),
        ("library --style banana --improve", PresetUnknown),
        ("library " * 60 + "--improve", TooLongToImprove),
        (f"{'x' * 460} --improve", TooLongToImprove),
        (f"--model dall-e-2 --improve {'library ' * 200}", PromptTooLong),
        (f"--model dall-e-2 --improve a library {'🦊' * 800}", TooLongToImprove),
    ],
)
def test_what_cannot_be_drawn_or_is_long_already_is_told_before_anything_is_asked(
    text: str, error: type[Exception]
) -> None:
    model = Model()
    with pytest.raises(error):
        plan(text, improving(model=model))
    assert not model.asked


def test_who_may_not_draw_in_a_group_asks_nothing_there() -> None:
    member = Membership(Group(-500, admins_only=True), is_admin=False)
    with pytest.raises(AdminsOnly):
        improving().plan(grammar.parse("library"), PERSON, member)


def test_without_a_model_it_says_so() -> None:
    off = Improving(
        improver=None,
        counts=MemoryImprovementCounts(),
        limits=ImprovementLimits(),
        models={MODEL.name: MODEL},
        most=4,
        clock=HurriedClock(),
    )
    assert not off.is_on
    with pytest.raises(ImproveUnavailable) as caught:
        off.plan(grammar.parse("library --improve"), PERSON)
    assert caught.value.written == "library --improve"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Refused("no"), "refused"),
        (Declined("no"), "refused"),
        (NotAccepted("later"), "busy"),
        (Unanswered("?"), "silent"),
        (AnswerInvalid("{}"), "unfit"),
        (Misconfigured("key"), "operator"),
        (Mismatched("parameter"), "operator"),
        (1.0, "slow"),
        ("", "unfit"),
        ("I'm sorry, I can't help with that", "refused"),
        ("библиотека, мягкий свет", "unfit"),
        ("library", "unfit"),
    ],
)
async def test_what_goes_wrong_is_told_by_its_kind(answer: Answer, why: str) -> None:
    with pytest.raises(WordsNotImproved) as caught:
        await better("library --improve", answer)
    assert caught.value.why == why


@pytest.mark.parametrize(
    "passing", [NotAccepted("later"), NotAccepted("soon", 1.0), Unanswered("?"), AnswerInvalid("?")]
)
async def test_what_may_pass_is_tried_once_more(passing: ProviderError) -> None:
    assert await better("library", passing, BETTER) == BETTER


@pytest.mark.parametrize(
    "lasting",
    [NotAccepted("later", LONG_PAUSE), Unanswered("?", outlasted=True), Refused("no"), Misconfigured("key")],
)
async def test_what_does_not_pass_is_not(lasting: ProviderError) -> None:
    with pytest.raises(WordsNotImproved):
        await better("library", lasting, BETTER)


async def test_a_person_improves_so_often_an_hour_and_hears_when_again() -> None:
    by = improving(limits=ImprovementLimits(person_hour=2))
    for _ in range(2):
        await by.improve(plan("library", by))
    with pytest.raises(ImprovingUsedUp) as caught:
        await by.improve(plan("library", by))
    assert (caught.value.whose, caught.value.limit, caught.value.time) == ("own", 2, "13:00")


async def test_all_improve_so_often_a_day() -> None:
    by = improving(limits=ImprovementLimits(day=1))
    await by.improve(plan("library", by))
    with pytest.raises(ImprovingUsedUp) as caught:
        await by.improve(by.plan(grammar.parse("library"), Person(1002)))
    assert caught.value.whose == "all"


@pytest.mark.parametrize(
    ("answer", "times"), [(NotAccepted("later"), 1), (Unanswered("?"), 0), (Refused("no"), 0), ("", 0)]
)
async def test_only_what_was_surely_not_billed_is_given_back(answer: Answer, times: int) -> None:
    model = Model([answer])
    by = improving(model=model, limits=ImprovementLimits(person_hour=1))
    with pytest.raises(WordsNotImproved):
        await by.improve(plan("library", by))
    model.answers = [BETTER]
    with nullcontext() if times else pytest.raises(ImprovingUsedUp):
        await by.improve(plan("library", by))


async def test_a_pictures_words_are_improved_with_its_seed_and_flags() -> None:
    by = improving("a red fox in the snow, close-up, soft light")
    draft = by.drawn(delivered(spec=spec()), 1)
    text = await by.improve(by.plan(draft, PERSON))
    again = grammar.parse(text)
    assert again.prompt == "a red fox in the snow, close-up, soft light"
    assert (again.seed, again.ratio, again.model) == (draft.seed, draft.ratio, draft.model)


async def test_no_words_are_logged() -> None:
    with structlog.testing.capture_logs() as logs:
        await better("secret plans of a library", "a library with secret plans, soft light")
        with pytest.raises(WordsNotImproved):
            await better("secret plans of a library", Declined("cannot draw secret plans of a library"))
    assert "secret" not in str(logs)
