"""How often the bot called about one thing: whatever goes wrong, that is bounded."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sandbox.wire import Call
from tests.chaos.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Bound:
    """At most ``most`` calls about one thing; ``about`` is what a call is about, None where it is no such call."""

    most: int
    about: Callable[[Call], object | None]


def _edited(call: Call) -> object | None:
    if not call.operation.startswith("edit"):
        return None
    return call.params.get("inline_message_id") or (call.params.get("chat_id"), call.params.get("message_id"))


def _answered(call: Call) -> object | None:
    answered = call.params.get("reply_parameters")
    if not call.operation.startswith("send") or not isinstance(answered, Mapping):
        return None
    return call.params.get("chat_id"), answered.get("message_id")


def _polled(call: Call) -> object | None:
    return str(call.params) if call.operation == "operation" else None


AT_TELEGRAM = {
    "edits of one message, at most": Bound(60, _edited),
    "messages sent in answer to one, at most": Bound(20, _answered),
}
AT_IMAGES = {
    "polls of one operation, at most": Bound(60, _polled),
}


def most(evidence: Evidence) -> Mapping[str, int]:
    """The most calls about one thing, by what they are about."""
    return {name: max(numbers.values(), default=0) for name, _, numbers in _counted(evidence)}


def unbounded(evidence: Evidence) -> Iterator[str]:
    """What the bot called about too often."""
    for name, bound, numbers in _counted(evidence):
        yield from (
            f"{name} {bound.most}: {number} of {what}" for what, number in numbers.items() if number > bound.most
        )


def _counted(evidence: Evidence) -> Iterator[tuple[str, Bound, Counter[object]]]:
    for bounds, wire in ((AT_TELEGRAM, evidence.telegram), (AT_IMAGES, evidence.images.wire)):
        for name, bound in bounds.items():
            about = (bound.about(call) for call in wire.calls)
            yield name, bound, Counter(one for one in about if one is not None)
