"""How a stand-in behaves: how long it takes, what it refuses and how much it allows."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from sandbox.control import ControlError
from sandbox.image_apis.requests import ImageRequest

#: Seconds; or a range of seconds, where the same request always takes the same time; or any function of the request.
Duration = float | tuple[float, float] | Callable[[ImageRequest], float]

_DAY: Final = 86_400
_COUNTS: Final = {
    "generations_per_minute",
    "generations_per_day",
    "results_per_second",
    "iam_token_seconds",
    "openai_requests_per_minute",
}


class Billing(StrEnum):
    """How the account stands with OpenAI: anything but PAID is the code every generation is answered with."""

    PAID = "paid"
    HARD_LIMIT = "billing_hard_limit_reached"  #: HTTP 400
    NO_QUOTA = "insufficient_quota"  #: HTTP 429


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Replace it on a running sandbox with another; accepted operations keep what was decided for them.

    The words are looked for anywhere in a prompt, whatever their case. A quota of 0 is no quota. Where a client waits
    for its picture (the Images API, OpenAI's), what an operation would end with is the answer, after its duration.
    """

    duration: Duration = (3.0, 6.0)
    #: Refused at once, in the answer to the POST.
    refused: tuple[str, ...] = ("forbidden", "запрещено")
    #: Accepted, and refused when its time has come.
    refused_later: tuple[str, ...] = ("refused later", "откажи позже")
    #: Accepted, and ended by an internal error.
    failing: tuple[str, ...] = ("fail later", "сломайся")
    #: Accepted, and never finished.
    never_done: tuple[str, ...] = ("never done", "без конца")
    generations_per_minute: int = 500
    generations_per_day: int = 5000
    results_per_second: int = 50
    #: How long a token from IAM or the metadata service is accepted: 12 hours, as Yandex has it.
    iam_token_seconds: int = 43_200
    openai_billing: Billing = Billing.PAID
    openai_requests_per_minute: int = 500

    def seconds(self, request: ImageRequest) -> float:
        """How long such a request takes."""
        match self.duration:
            case (low, high):
                return low + (high - low) * _fraction(request)
            case int() | float() as seconds:
                return seconds
            case of_request:
                return of_request(request)


def mentions(prompt: str, words: tuple[str, ...]) -> bool:
    """Whether any of the words stands in the prompt."""
    folded = prompt.casefold()
    return any(word.casefold() in folded for word in words)


def refusal(prompt: str) -> str:
    """The words in which the service refuses to draw a prompt."""
    if any("а" <= letter <= "я" for letter in prompt.casefold()):
        return "Я не могу сгенерировать это изображение. Давайте попробуем другую тему."
    return "it is not possible to generate an image from this request because it may violate the terms of use"


def as_plain(behaviour: Behaviour) -> dict[str, object]:
    """A behaviour as JSON values; a duration that is a function is null."""
    plain = {entry.name: getattr(behaviour, entry.name) for entry in fields(behaviour)}
    return plain | {"duration": None if callable(behaviour.duration) else behaviour.duration}


def changed(behaviour: Behaviour, given: object) -> Behaviour:
    """A behaviour with some fields changed, those left out or null kept; `ControlError` where they make no sense."""
    if not isinstance(given, dict):
        raise ControlError("a behaviour is a JSON object")
    if unknown := set(given) - {entry.name for entry in fields(behaviour)}:
        raise ControlError(f"a behaviour has no field {', '.join(sorted(unknown))}")
    return replace(behaviour, **{name: _value(name, value) for name, value in given.items() if value is not None})


def _value(name: str, value: object) -> Any:  # noqa: ANN401 - each field of a behaviour has its own type
    match name:
        case "duration":
            return _duration(value)
        case "openai_billing":
            return _billing(value)
        case _:
            return _count(name, value) if name in _COUNTS else _words(name, value)


def _duration(value: object) -> Duration:
    match value:
        case int() | float() as seconds if _is_seconds(seconds):
            return seconds
        case [int() | float() as low, int() | float() as high] if (
            _is_seconds(low) and _is_seconds(high) and low <= high
        ):
            return float(low), float(high)
        case _:
            raise ControlError(f"duration: seconds, or two of them as a range; 0 to {_DAY}")


def _is_seconds(value: float) -> bool:
    return not isinstance(value, bool) and 0 <= value <= _DAY


def _billing(value: object) -> Billing:
    try:
        return Billing(str(value))
    except ValueError as exc:
        raise ControlError(f"openai_billing: one of {', '.join(Billing)}") from exc


def _count(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ControlError(f"{name}: a whole number, 0 for no quota")
    return value


def _words(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise ControlError(f"{name}: a list of words")
    return tuple(value)


def _fraction(request: ImageRequest) -> float:
    """A number from 0 to 1 that depends on nothing but the request."""
    asked = (request.prompt, request.seed, request.width_ratio, request.height_ratio)
    return int.from_bytes(sha256(repr(asked).encode()).digest()[:8]) / 2**64
