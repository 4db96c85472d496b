"""The body of a request to the OpenAI-compatible endpoint, checked against what its model can do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import gcd
from typing import Any, Final, NoReturn

from sandbox.image_apis.encoding import Format
from sandbox.image_apis.openai_errors import OpenAiError, unknown_model
from sandbox.image_apis.openai_models import AUTO, MODELS, Capabilities, free_size_fault, pixels
from sandbox.image_apis.requests import ImageRequest

_BEST: Final = 100
_NAMES: Final = {str: "a string", bool: "a boolean", int: "an integer", float: "a decimal", list: "an array"}


@dataclass(frozen=True, slots=True)
class OpenAiRequest:
    """What a client asks for, with every default filled in; ``options`` are the values chosen, by parameter."""

    model: str
    prompt: str
    count: int
    size: tuple[int, int]
    compression: int
    options: Mapping[str, str]

    @property
    def capabilities(self) -> Capabilities:
        """What the model can do."""
        return MODELS[self.model]

    @property
    def form(self) -> Format:
        """What the pictures are to be encoded in."""
        return Format(self.options.get("output_format", self.capabilities.form))

    @property
    def by_url(self) -> bool:
        """Whether pictures are to be fetched from an address rather than sent in the answer."""
        return self.options.get("response_format") == "url"

    @property
    def quality(self) -> str:
        """The quality that is drawn."""
        return "high" if self.options.get("quality") == AUTO else self.options.get("quality", "")

    def to_paint(self) -> ImageRequest:
        """The same for the painter, who knows nothing but ratios."""
        width, height = self.size
        common = gcd(width, height)
        return ImageRequest(self.model, "", self.model, self.prompt, 0, width // common, height // common)


def read(body: object, models: Collection[str]) -> OpenAiRequest:
    """The request in a decoded body, or `OpenAiError`; the account may use these models."""
    if not isinstance(body, dict):
        raise OpenAiError("The body of the request has to be a JSON object.")
    fields = {name: value for name, value in body.items() if value is not None}
    model = _text(fields, "model")
    if model not in models:
        raise unknown_model(model)
    able = MODELS[model]
    if unknown := sorted(set(fields) - able.parameters()):
        _reject(f"Unknown parameter: '{unknown[0]}'.", "unknown_parameter", unknown[0])
    return OpenAiRequest(
        model=model,
        prompt=_prompt(fields, able),
        count=_count(fields, able),
        size=_size(fields, model, able),
        compression=_compression(fields, able),
        options={name: _choice(fields, name, values) for name, values in able.choices().items()},
    )


def _prompt(fields: Mapping[str, Any], able: Capabilities) -> str:
    prompt, limit = _text(fields, "prompt"), able.prompt_limit
    if not prompt:
        words = "empty string. Expected a string with minimum length 1, but got an empty string instead."
        _reject(f"Invalid 'prompt': {words}", "empty_string", "prompt")
    if (length := len(prompt)) > limit:
        words = f"Expected a string with maximum length {limit}, but got a string with length {length} instead."
        _reject(f"Invalid 'prompt': string too long. {words}", "string_above_max_length", "prompt")
    return prompt


def _count(fields: Mapping[str, Any], able: Capabilities) -> int:
    count = _whole(fields, "n", 1, low=1, high=10)
    if count > able.most_pictures:
        _reject(f"You must provide n={able.most_pictures} for this model.", "invalid_value", "n")
    return count


def _size(fields: Mapping[str, Any], model: str, able: Capabilities) -> tuple[int, int]:
    size = _text(fields, "size") if "size" in fields else able.sizes[0]
    if size not in able.sizes:
        if not able.free_sizes:
            raise OpenAiError(f"Invalid size for model {model}")
        if fault := free_size_fault(size):
            _reject(f"Invalid size '{size}'. {fault}", "invalid_value", "size")
    return pixels(size)


def _compression(fields: Mapping[str, Any], able: Capabilities) -> int:
    compression = _whole(fields, "output_compression", _BEST, low=0, high=_BEST)
    if compression < _BEST and fields.get("output_format", able.form) == Format.PNG:
        message = "Compression less than 100 is not supported for PNG output format"
        _reject(message, "invalid_png_output_compression", "output_compression")
    return compression


def _choice(fields: Mapping[str, Any], name: str, values: tuple[str, ...]) -> str:
    value = _text(fields, name) if name in fields else values[0]
    if value not in values:
        supported = " and ".join(f"'{one}'" for one in values)
        _reject(f"Invalid value: '{value}'. Supported values are: {supported}.", "invalid_value", name)
    return value


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        _reject(f"Missing required parameter: '{name}'.", "missing_required_parameter", name)
    if not isinstance(value, str):
        _wrong_type(name, "a string", value)
    return value


def _whole(fields: Mapping[str, Any], name: str, default: int, *, low: int, high: int) -> int:
    value = fields.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        _wrong_type(name, "an integer", value)
    if value < low:
        words = f"integer below minimum value. Expected a value >= {low}, but got {value} instead."
        _reject(f"Invalid '{name}': {words}", "integer_below_min_value", name)
    if value > high:
        words = f"integer above maximum value. Expected a value <= {high}, but got {value} instead."
        _reject(f"Invalid '{name}': {words}", "integer_above_max_value", name)
    return value


def _wrong_type(name: str, expected: str, value: object) -> NoReturn:
    got = _NAMES.get(type(value), "an object")
    _reject(f"Invalid type for '{name}': expected {expected}, but got {got} instead.", "invalid_type", name)


def _reject(message: str, code: str, param: str) -> NoReturn:
    raise OpenAiError(message, code=code, param=param)
