"""The judge: what people see, what is recorded and what was billed are three witnesses, and have to agree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import KEPT, Reason
from bot.drawing.values.requests import Request, RequestStatus
from bot.drawing.work.placing import CANDIDATES
from bot.wording import captions
from bot.wording.keyboards import Action
from bot.wording.lengths import plain
from tests.chaos import billing, calls, cells, sights
from tests.chaos.asked import REFUSED, Asked, presses, replied_to
from tests.chaos.evidence import Evidence
from tests.chaos.sights import ENGLISH, Kind, Sight
from tests.chaos.verdict import Findings, Verdict, counted

WAITING = (Kind.PLACEHOLDER, Kind.UNFINISHED)


@dataclass(slots=True)
class Judge:
    """Looks at everything once."""

    evidence: Evidence
    findings: Findings = field(default_factory=Findings)
    out_of_reach: list[str] = field(default_factory=list)
    resubmitted: list[str] = field(default_factory=list)
    stripped: list[str] = field(default_factory=list)
    _seen: dict[UUID, list[Sight]] = field(default_factory=lambda: defaultdict(list))

    def verdict(self) -> Verdict:
        """Judge; to be called when everything settled."""
        evidence, crowd = self.evidence, self.evidence.crowd
        chats = dict.fromkeys(corner.chat for corner in crowd.corners)
        self._look(sights.in_chats(evidence.world, chats, evidence.records))
        self._look(sights.inline(evidence.world, one, evidence.records) for one in crowd.asked if one.inline_id)
        for asked in crowd.asked:
            self._judge(asked)
        self._judge_invented()
        self._judge_full()
        self.findings.unaccounted += billing.unaccounted(evidence)
        self.resubmitted, self.findings.unexplained = billing.billed_twice(evidence)
        self.findings.surprises += evidence.surprises()
        self.findings.unbounded += calls.unbounded(evidence)
        return self._summed_up()

    def _look(self, seen: Iterable[Sight]) -> None:
        for sight in seen:
            if sight.request is None:
                self.findings.strays.append(f"{sight.chat}/{sight.number}: {str(sight.message)[:300]}")
                continue
            self._seen[sight.request].append(sight)
            if sight.stripped and sight.kind is not Kind.RING:
                self.stripped.append(f"{sight.kind} {sight.chat}/{sight.number}")

    def _judge(self, asked: Asked) -> None:
        request = self.evidence.records.of(asked.key)
        if request is None:
            self.findings.lost.append(f"{asked.key} {asked.words}: never accepted")
            return
        name = _name(asked, request)
        self.findings.wrong += [f"{name}: {one}" for one in self._unasked(asked, request)]
        seen = self._seen[request.id]
        answers = [sight for sight in seen if sight.kind in (Kind.FINISHED, Kind.SENTENCE)]
        for sight in seen:
            if sight.kind in WAITING:
                self._left_behind(name, request, sight)
        if not answers:
            self.findings.lost.append(f"{name}: {request.status} and seen as {[str(sight.kind) for sight in seen]}")
            return
        for sight in answers:
            self.findings.wrong += [f"{name}: {one}" for one in self._misplaced(asked, sight)]
        self._judge_answers(name, request, answers)
        self._judge_reasons(name, request)

    def _unasked(self, asked: Asked, request: Request) -> Iterable[str]:
        """What was accepted otherwise than it was asked for."""
        parent = None if asked.of is None else self.evidence.records.owner(asked.of)
        if asked.of is not None and parent is None:
            yield "it was made of nothing"
            return
        words = parent.spec.prompt if parent else asked.words
        model = parent.spec.model if parent else asked.model
        count = asked.count or (parent.count if parent else 1)
        spec, origin = request.spec, request.origin
        if (spec.prompt, spec.model, request.count) != (words, model, count):
            yield f"it is {request.count} of {spec.prompt!r} by {spec.model}, not {count} of {words!r} by {model}"
        if asked.seed is not None and request.of(1).seed != asked.seed:
            yield f"its seed is {request.of(1).seed}, not {asked.seed}"
        if asked.inline_id != origin.inline_message_id:
            yield "it is another inline message's"
        if asked.inline_id is None and (origin.chat_id, origin.thread_id, origin.message_id) != (
            asked.corner.chat,
            asked.corner.thread,
            asked.answers,
        ):
            yield f"it comes from {origin}, not from {asked.corner} in answer to {asked.answers}"

    def _misplaced(self, asked: Asked, sight: Sight) -> Iterable[str]:
        """What is seen elsewhere than it was asked for."""
        if asked.inline_id is not None:
            return
        answered, thread = replied_to(sight.message), sight.message.get("message_thread_id")
        if sight.chat != asked.corner.chat or answered != asked.answers:
            yield f"{sight.kind} {sight.chat}/{sight.number} answers {answered}, not {asked.answers}"
        if asked.corner.thread is not None and thread != asked.corner.thread:
            yield f"{sight.kind} {sight.chat}/{sight.number} is in topic {thread}"

    def _judge_answers(self, name: str, request: Request, answers: Sequence[Sight]) -> None:
        """One answer, where it is recorded; more only where nobody can know better (docs/reliability.md)."""
        crowd = self.evidence.crowd
        pictures = [sight for sight in answers if sight.kind is Kind.FINISHED]
        sentences = [sight for sight in answers if sight.kind is Kind.SENTENCE]
        resent, deleted = request.id in crowd.resent, request.id in crowd.deleted
        may_have_arrived = deleted and (resent or request.reason is Reason.UNCERTAIN)
        if len(pictures) > 1 + resent or (len(sentences) > 1 and not deleted):
            self.findings.twice.append(f"{name}: {_told(answers)}")
        if pictures and sentences and not may_have_arrived:
            self.findings.twice.append(f"{name}: {_told(answers)}")
        match request.status:
            case RequestStatus.DELIVERED:
                recorded = [sight for sight in pictures if self._is_recorded(request, sight)]
                if not recorded:
                    self.findings.unlike.append(f"{name}: recorded at {request.placeholder}, seen {_told(answers)}")
            case RequestStatus.ENDED:
                said = plain(captions.ending(ENGLISH, request))
                told = [sight for sight in sentences if sight.message["text"] == said]
                recorded = [sight for sight in told if self._is_recorded(request, sight)]
                if not recorded:
                    self.findings.unlike.append(f"{name}: recorded as {request.reason}, seen {_told(answers)}")
            case _:
                self.findings.lost.append(f"{name}: it is {request.status}, due {request.due_at}")
        self.findings.anew += [f"{name}: {_told([sight])}" for sight in pictures if sight.new and not deleted]
        self.findings.wrong += [f"{name}: {one}" for sight in pictures for one in self._mispainted(request, sight)]
        self.findings.unlike += [f"{name}: {one}" for one in self._unkept(request)]

    def _is_recorded(self, request: Request, sight: Sight) -> bool:
        if request.origin.is_inline:
            return self.evidence.world.inline_id(sight.message) == request.origin.inline_message_id
        return (sight.chat, sight.number) == (request.origin.chat_id, request.placeholder)

    def _mispainted(self, request: Request, sight: Sight) -> Iterable[str]:
        """What a picture or sheet shows that was not drawn for it."""
        if request.spec.prompt not in sight.message.get("caption", ""):
            yield f"its caption is {sight.message.get('caption')!r}"
        evidence = self.evidence
        shown = evidence.shown(sight)
        if request.count == 1:
            if shown not in list(evidence.drawn(request.of(1))):
                yield "another picture"
            return
        expected = {one.position: evidence.drawn(one) for one in request.drawn}
        if wrong := cells.unlike(shown, request, expected):
            yield f"cells {wrong} of its sheet are not what is recorded: {[str(o.status) for o in request.generations]}"
        numbers = {press.id for press in presses(sight.message) if press.action is Action.SHOW}
        if not request.origin.is_inline and not sight.stripped and numbers != {one.id for one in request.drawn}:
            yield f"{len(numbers)} numbers stand under it"

    def _unkept(self, request: Request) -> Iterable[str]:
        """Pictures that are gone too soon, or kept for nobody; generations that have not ended."""
        kept = self.evidence.records.pictures
        wanted = request.status is RequestStatus.DELIVERED or request.reason in KEPT
        for one in request.generations:
            if not one.has_ended or one.due_at is not None:
                yield f"picture {one.position} is {one.status}, due {one.due_at}"
            if (one.id in kept) != (wanted and one.status is GenerationStatus.DRAWN):
                yield f"picture {one.position} is {one.status}, and {'' if one.id in kept else 'not '}kept"

    def _judge_reasons(self, name: str, request: Request) -> None:
        groundless = [] if self._has_grounds(request, request.reason) else [f"{name}: ended as {request.reason}"]
        for one in request.missing:
            why = one.reason or Reason.CANCELLED
            if not self._has_grounds(request, why):
                groundless.append(f"{name}: picture {one.position} {one.status}, {why}")
        if REFUSED in request.spec.prompt and request.drawn:
            groundless.append(f"{name}: drawn, although the model declines")
        self.findings.groundless += groundless

    def _has_grounds(self, request: Request, reason: Reason | None) -> bool:
        crowd = self.evidence.crowd
        match reason:
            case None:
                return True
            case Reason.REFUSED:
                return REFUSED in request.spec.prompt
            case Reason.CANCELLED:
                return request.id in crowd.cancelled
            case Reason.INTERRUPTED:
                return self.evidence.ends_since(request.accepted_at) > 1
            case Reason.UNCERTAIN:
                return request.id in crowd.deleted
            case Reason.UNANSWERED:
                return self.evidence.weather.hid(request.spec.prompt)
            case _:
                return False

    def _left_behind(self, name: str, request: Request, sight: Sight) -> None:
        told = f"{name}: {sight.kind} {sight.chat}/{sight.number}, recorded {request.status} {request.placeholder}"
        within = request.origin.is_inline or self.evidence.distance(request, sight.number) < CANDIDATES
        (self.findings.orphans if within else self.out_of_reach).append(told)

    def _judge_invented(self) -> None:
        """Requests that nobody made, and messages that two of them have."""
        asked = {one.key for one in self.evidence.crowd.asked}
        records = self.evidence.records
        self.findings.strays += [f"request {key}" for key in records.keys if key not in asked]
        shown = [(one.origin.chat_id, one.placeholder) for one in records.requests.values() if one.placeholder]
        self.findings.unlike += [
            f"message {one} has {number} requests" for one, number in counted(shown).items() if number > 1
        ]

    def _judge_full(self) -> None:
        """One picture in full is shown once a chat; which message it is may be unknown where an answer was lost."""
        evidence = self.evidence
        full = [sight for seen in self._seen.values() for sight in seen if sight.kind is Kind.FULL]
        recorded = {(one.generation, one.chat): one for one in evidence.records.full}
        for (picture, chat), number in counted((sight.picture, sight.chat) for sight in full).items():
            if number > 1:
                self.findings.twice.append(f"picture {picture} in full in {chat}: {number} times")
        for sight in full:
            generation = evidence.records.generations[sight.picture] if sight.picture else None
            row = recorded.pop((sight.picture, sight.chat), None) if sight.picture else None
            if generation is None or row is None or row.message_id not in (None, sight.number):
                self.findings.unlike.append(f"in full {sight.chat}/{sight.number}, recorded as {row}")
            elif evidence.shown(sight) not in list(evidence.drawn(generation)):
                self.findings.wrong.append(f"in full {sight.chat}/{sight.number}: another picture")
        self.findings.unlike += [f"recorded, not seen: {row}" for row in recorded.values() if row.message_id]

    def _summed_up(self) -> Verdict:
        seen = [sight for some in self._seen.values() for sight in some]
        requests = self.evidence.records.requests
        finished = [sight for sight in seen if sight.kind is Kind.FINISHED and sight.request]
        sheets = sum(requests[sight.request].count > 1 for sight in finished if sight.request)
        return Verdict(
            findings=self.findings,
            requests=len(self.evidence.crowd.asked),
            pictures=len(finished) - sheets,
            sheets=sheets,
            full=sum(sight.kind is Kind.FULL for sight in seen),
            sentences=counted(sight.message["text"] for sight in seen if sight.kind is Kind.SENTENCE),
            kills=counted(name for _, name in self.evidence.ends),
            weather=self.evidence.weather.struck,
            calls=calls.most(self.evidence),
            resubmitted=self.resubmitted,
            out_of_reach=self.out_of_reach,
            stripped=self.stripped,
            reclaimed=len(self.evidence.claimed_twice(serious=False)),
        )


def _name(asked: Asked, request: Request) -> str:
    return f"{asked.key} {request.id} {request.spec.prompt!r}"


def _told(seen: Iterable[Sight]) -> str:
    return ", ".join(f"{one.kind} {one.chat}/{one.number} {str(one.message.get('text', ''))[:60]!r}" for one in seen)
