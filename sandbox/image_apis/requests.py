"""The body of a generation request: decoded as a proto JSON parser does it, and checked against the service's rules."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from sandbox.image_apis.access import Account
from sandbox.image_apis.errors import ApiError, Code

#: Characters of all messages together.
PROMPT_LIMIT: Final = 500
INT64_MAX: Final = 2**63 - 1

_ART_URI: Final = re.compile(r"art://(?P<folder>[^/\s]+)/(?P<model>[^/\s]+)(/(?P<version>[^/\s]+))?")
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """What a client asks to be painted; seed 0 lets the service draw one."""

    model_uri: str
    folder: str
    model: str
    prompt: str
    seed: int
    width_ratio: int
    height_ratio: int


def decode(body: bytes) -> object:
    """The JSON value of a body; ApiError where it is none, NaN and Infinity included."""
    try:
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as exc:
        raise ApiError(Code.INVALID_ARGUMENT, "proto: syntax error: the body is not valid JSON") from exc


def read(body: object, account: Account) -> ImageRequest:
    """The request in a decoded body, or `ApiError` with the code and the words of the service."""
    root = fields_of(body, "request", {"modelUri", "messages", "generationOptions"})
    model_uri = string_of(root, "modelUri")
    options = fields_of(root.get("generationOptions", {}), "generationOptions", {"mimeType", "seed", "aspectRatio"})
    ratio = fields_of(options.get("aspectRatio", {}), "aspectRatio", {"widthRatio", "heightRatio"})
    seed = _int64(options, "seed", default=0, low=0)
    width, height = (_int64(ratio, side, default=1, low=1) for side in ("widthRatio", "heightRatio"))
    folder, model = model_of(model_uri, account)
    prompt = _prompt(root.get("messages", []))
    if (mime_type := string_of(options, "mimeType")) not in {"", "image/jpeg"}:
        invalid(f"Unsupported mime type '{mime_type}', supported: image/jpeg")
    return ImageRequest(model_uri, folder, model, prompt, seed, width, height)


def model_of(uri: str, account: Account) -> tuple[str, str]:
    """Folder and model of an art:// URI the account may use, or `ApiError`."""
    folder, model = parsed(uri, account)
    if model not in account.models:
        raise ApiError(Code.PERMISSION_DENIED, f"Access to model {uri} denied")
    return folder, model


def parsed(uri: str, account: Account) -> tuple[str, str]:
    """Folder and model of an art:// URI, or `ApiError` where it is none or its folder is another's."""
    if not uri.startswith("art://"):
        invalid("invalid model_uri")
    parts = _ART_URI.fullmatch(uri)
    if parts is None:
        invalid("Failed to parse model URI")
    folder, model = parts["folder"], parts["model"]
    if account.folder not in {None, folder}:
        invalid(
            f"Specified folder ID '{folder}' does not match with service account folder ID '{account.folder}'",
        )
    return folder, model


def _prompt(messages: object) -> str:
    if not isinstance(messages, list):
        invalid('proto: invalid value for repeated field "messages"')
    weighted = [_message(message) for message in messages]
    if not any(text.strip() for _, text in weighted):
        invalid("Prompt is empty: messages must contain text")
    limit_prompt(sum(len(text) for _, text in weighted))
    heaviest_first = sorted(weighted, key=lambda pair: pair[0], reverse=True)
    return ", ".join(text for _, text in heaviest_first if text.strip())


def _message(message: object) -> tuple[float, str]:
    fields = fields_of(message, "messages", {"text", "weight"})
    weight = _double(fields, "weight", default=1.0)
    if weight < 0:
        invalid("Negative message weights are not supported")
    return weight, string_of(fields, "text")


def limit_prompt(size: int) -> None:
    """Turn down a prompt of too many characters."""
    if size > PROMPT_LIMIT:
        invalid(f"Prompt positive size {size} exceeds limit ({PROMPT_LIMIT})")


def fields_of(value: object, name: str, known: set[str]) -> Mapping[str, Any]:
    """The fields of a message that are set: in proto JSON a null is an absent field."""
    if not isinstance(value, dict):
        invalid(f'proto: invalid value for message "{name}"')
    if unknown := sorted(set(value) - known):
        invalid(f'proto: unknown field "{unknown[0]}"')
    return {key: given for key, given in value.items() if given is not None}


def string_of(fields: Mapping[str, Any], name: str) -> str:
    """A field that is text, or empty where it is absent."""
    value = fields.get(name, "")
    if not isinstance(value, str) or _has_lone_surrogate(value):
        invalid(f'proto: invalid value for string field "{name}"')
    return value


def _int64(fields: Mapping[str, Any], name: str, *, default: int, low: int) -> int:
    value = given = fields.get(name, default)
    if isinstance(value, str) and len(value) <= len(str(-INT64_MAX)) and _WHOLE.fullmatch(value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not -INT64_MAX - 1 <= value <= INT64_MAX:
        invalid(f'proto: invalid value for int64 field "{name}": {json.dumps(given)}')
    if value < low:
        invalid(f"{name} must be greater than or equal to {low}, got {value}")
    return value


def _double(fields: Mapping[str, Any], name: str, *, default: float) -> float:
    value = fields.get(name, default)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value)
    try:
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        invalid(f'proto: invalid value for double field "{name}": {json.dumps(value)}')
    return number


def _has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def invalid(message: str) -> NoReturn:
    """Turn a request down with code 3."""
    raise ApiError(Code.INVALID_ARGUMENT, message)
