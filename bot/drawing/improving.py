"""Words become better ones before they are drawn: a language model is asked, and its answer shown; nothing is drawn."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog

from bot.drawing import grammar
from bot.drawing.conditions import Conditions
from bot.drawing.mends import edits
from bot.drawing.pieces import joined, read
from bot.drawing.policy import improved, improving
from bot.drawing.policy.improving import Task
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.improvers import ImprovementCounts, Improver, Saying
from bot.drawing.ports.providers import Models
from bot.drawing.values import parts, styles
from bot.drawing.values.groups import Membership
from bot.drawing.values.improvements import ImprovementKind, ImprovementLimits, Tally
from bot.drawing.values.people import Person
from bot.drawing.values.requests import Request
from bot.drawing.values.specs import Draft, Spec
from bot.errors import (
    AnswerInvalid,
    Declined,
    ImproveUnavailable,
    ImprovingUsedUp,
    NotAccepted,
    ProviderError,
    Refused,
    RequestError,
    StoreUnavailable,
    TooLongToImprove,
    Unanswered,
    WordsNotImproved,
)
from bot.redaction import Cutting

log = structlog.get_logger(__name__)

SECONDS = 20.0
"""How long somebody waits for better words, everything included."""

ATTEMPTS = 2
PAUSE, LONGEST_PAUSE = 0.5, 5.0
"""Seconds before the second attempt; where the service wants a longer pause there is none."""

COMMAND_LIMIT = 1500
"""UTF-16 units of a command: two of them have to stand whole in one message."""

_WHY: Mapping[type[ProviderError], str] = {
    Refused: "refused",
    Declined: "refused",
    NotAccepted: "busy",
    Unanswered: "silent",
    AnswerInvalid: "unfit",
}
"""Why words were not improved, by what went wrong; anything else only the operator can mend."""

_WHOSE = {ImprovementKind.PERSON_HOUR: "own", ImprovementKind.DAY: "all"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be improved: a command as it was ``written``, whose it is, and what its answer is held to."""

    written: str
    user_id: int
    task: Task
    conditions: Conditions


class Improving:
    """Improves words; without an ``improver`` it says that it does not.

    ``models`` are what people may choose from, ``most`` pictures may be asked for at once; all of it takes ``seconds``
    at most.
    """

    def __init__(
        self,
        *,
        improver: Improver | None,
        counts: ImprovementCounts,
        limits: ImprovementLimits,
        models: Models,
        most: int,
        clock: Clock,
        seconds: float = SECONDS,
    ) -> None:
        self._improver = improver
        self._counts = counts
        self._limits = limits
        self._models = models
        self._most = most
        self._clock = clock
        self._seconds = seconds

    @property
    def is_on(self) -> bool:
        """Whether there is something that improves words."""
        return self._improver is not None

    def plan(
        self,
        draft: Draft,
        person: Person,
        member: Membership | None = None,
        *,
        before: str | None = None,
        tries: int = 0,
    ) -> Plan:
        """What is asked for a draft that could be drawn as it is; nothing is asked yet.

        ``before`` is a command that was suggested and not liked, the last of so many ``tries``. Raises RequestError.
        """
        with grammar.remembering(draft):
            if self._improver is None:
                raise ImproveUnavailable
            if member is not None:
                member.admit(self._clock.now())
            chosen = (member and member.group.model) or person.model
            conditions = Conditions(self._models, chosen, self._most, person.completed)
            written = _as_it_is(draft)
            task = _task(written, conditions)
            if before is not None:
                task = replace(task, before=grammar.parse(before).prompt, tries=tries)
            return Plan(written, person.user_id, task, conditions)

    def drawn(self, request: Request, position: int | None) -> Draft:
        """What somebody would write to be drawn a picture, or a whole request, once more with the same seed."""
        count, seed = request.count if position is None else 1, request.of(position or 1).seed
        model = self._models.get(request.spec.model) or next(iter(self._models.values()))
        return request.spec.draft(model, seed, count)

    async def improve(self, plan: Plan) -> str:
        """A command with better words. Raises ImprovingError, StoreUnavailable."""
        tallies = self._limits.tallies(plan.user_id, self._clock.now())
        kind = await self._counts.count(tallies)
        if kind is not None:
            raise self._used_up(next(one for one in tallies if one.kind is kind))
        try:
            async with asyncio.timeout(self._seconds):
                text = await self._patiently(plan)
        except TimeoutError:
            log.warning("words not improved", why="slow", user=plan.user_id)
            raise WordsNotImproved("slow") from None
        except ProviderError as error:
            raise await self._failed(error, tallies, plan) from error
        log.info("words improved", user=plan.user_id, characters=len(text))
        return text

    async def _patiently(self, plan: Plan) -> str:
        """Once more what may go well another time. Raises ProviderError."""
        for _ in range(ATTEMPTS - 1):
            try:
                return await self._asked(plan)
            except (NotAccepted, Unanswered, AnswerInvalid) as error:
                pause = getattr(error, "retry_after", None) or PAUSE
                if pause > LONGEST_PAUSE or getattr(error, "outlasted", False):
                    raise
                await self._clock.wait(asyncio.Event(), pause)
        return await self._asked(plan)

    async def _asked(self, plan: Plan) -> str:
        """Raises ProviderError."""
        if self._improver is None:
            raise ImproveUnavailable
        answer = await self._improver.answer(list(_conversation(plan.task)))
        words = improved.taken(answer, plan.task.words, plan.task.room)
        text = joined(edits.worded(read(plan.written), words))
        if not _is_fit(text, words, plan):
            raise AnswerInvalid("the language model's answer cannot be drawn")
        return text

    async def _failed(self, error: ProviderError, tallies: Sequence[Tally], plan: Plan) -> WordsNotImproved:
        why = next((why for kind, why in _WHY.items() if isinstance(error, kind)), "operator")
        detail = _detail(error, plan.task.words)
        log.warning("words not improved", why=why, user=plan.user_id, error=type(error).__name__, detail=detail)
        if isinstance(error, NotAccepted):
            with suppress(StoreUnavailable):  # then it counts, for an hour
                await self._counts.give_back(tallies)
        return WordsNotImproved(why)

    def _used_up(self, tally: Tally) -> ImprovingUsedUp:
        moment = self._limits.calendar.told(tally.span.until, self._clock.now())
        return ImprovingUsedUp(_WHOSE[tally.kind], tally.most, moment.until, moment.day, moment.time, moment.zone)


def _as_it_is(draft: Draft) -> str:
    """What asks for a draft as it was written, but for the flag that asks for better words."""
    return joined([one for one in read(grammar.text_of(draft)) if one.field != "improve"])


def _task(written: str, conditions: Conditions) -> Task:
    """What is asked for a command. Raises RequestError where it cannot be drawn, TooLongToImprove."""
    draft = grammar.parse(written)
    spec = conditions.spec(draft)
    words = parts.joined(parts.read(draft.prompt), ())
    room = min(_room(spec, words, conditions), COMMAND_LIMIT - (_units(written) - len(draft.prompt)))
    if room - len(words) < improving.LEAST or _units(written) > COMMAND_LIMIT:
        raise TooLongToImprove
    decided = [look for look, name in spec.looks.named() if styles.is_preset(look, name)]
    return Task(words=words, room=room, decided=decided)


def _room(spec: Spec, words: str, conditions: Conditions) -> int:
    """How many characters the model reads, without those that presets add."""
    model = conditions.models[spec.model]
    return model.prompt_limit - (replace(spec, prompt=words).length(model) - len(words))


def _conversation(task: Task) -> Iterator[Saying]:
    yield Saying("system", improving.rules(task))
    yield Saying("user", task.words)
    if task.before is not None:
        yield Saying("assistant", task.before)
        yield Saying("user", improving.another(task))


def _is_fit(text: str, words: str, plan: Plan) -> bool:
    """Whether a command is the one that was written, with these words, and can be drawn."""
    try:
        draft = grammar.parse(text)
        plan.conditions.spec(draft)
    except RequestError:
        return False
    is_new = words != plan.task.words and _units(text) <= COMMAND_LIMIT
    return is_new and draft == replace(grammar.parse(plan.written), prompt=words)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _detail(error: ProviderError, words: str) -> str:
    """What the service said, without somebody's words, which no log has."""
    said = str(getattr(error, "detail", ""))
    return Cutting.of([words], within=said)(said)
