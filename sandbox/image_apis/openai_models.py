"""What each model of the OpenAI-compatible endpoint can do: the tables of OpenAI and of the gateway in the seeds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sandbox.image_apis.encoding import Format

AUTO: Final = "auto"

_PIXELS: Final = re.compile(r"([1-9][0-9]{0,4})x([1-9][0-9]{0,4})")
_GRID: Final = 16
_LONGEST_EDGE: Final = 3840
_LONGEST_RATIO: Final = 3
#: From OpenAI's guide to image generation; 8,294,400 is 3840x2160.
_FEWEST, _MOST = 655_360, 8_294_400


@dataclass(frozen=True, slots=True)
class Capabilities:
    """One model. Of values to choose from the first is the default; without any there is no such parameter."""

    prompt_limit: int
    most_pictures: int
    sizes: tuple[str, ...]
    #: Besides the sizes named, any that keeps the rules of `free_size_fault`.
    free_sizes: bool = False
    qualities: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    response_formats: tuple[str, ...] = ()
    output_formats: tuple[str, ...] = ()
    backgrounds: tuple[str, ...] = ()
    moderations: tuple[str, ...] = ()
    #: What a picture is encoded in where nobody can choose.
    form: Format = Format.PNG
    #: Whether the model writes a prompt of its own and tells it.
    revises: bool = False

    @property
    def family(self) -> bool:
        """Whether it is of the gpt-image family: base64 only, tokens counted, its own words for a refusal."""
        return bool(self.output_formats)

    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each parameter that has a few."""
        named = {
            "quality": self.qualities,
            "style": self.styles,
            "response_format": self.response_formats,
            "output_format": self.output_formats,
            "background": self.backgrounds,
            "moderation": self.moderations,
        }
        return {name: values for name, values in named.items() if values}

    def parameters(self) -> set[str]:
        """The names of all parameters."""
        compression = {"output_compression"} if self.output_formats else set()
        return {"model", "prompt", "n", "size", "user", *self.choices(), *compression}


def free_size_fault(size: str) -> str | None:
    """What is wrong with a size chosen freely, None where nothing is."""
    sides = _PIXELS.fullmatch(size)
    if sides is None:
        return "Use WIDTHxHEIGHT, such as 1536x864."
    short, long = sorted((int(sides[1]), int(sides[2])))
    if short % _GRID or long % _GRID:
        return f"Width and height must both be divisible by {_GRID}."
    if long > _LONGEST_EDGE:
        return f"The longest edge must be at most {_LONGEST_EDGE} pixels."
    if long > _LONGEST_RATIO * short:
        return "The aspect ratio must be between 1:3 and 3:1."
    if not _FEWEST <= short * long <= _MOST:
        return f"The number of pixels must be between {_FEWEST} and {_MOST}."
    return None


def pixels(size: str) -> tuple[int, int]:
    """Width and height of a size that was found good."""
    width, height = ("1024x1024" if size == AUTO else size).split("x")
    return int(width), int(height)


_SQUARE: Final = "1024x1024"
_BOTH_WAYS: Final = ("url", "b64_json")
_QUALITIES: Final = (AUTO, "low", "medium", "high")
_FORMATS: Final = tuple(Format)

_GPT_IMAGE_1: Final = Capabilities(
    prompt_limit=32_000,
    most_pictures=10,
    sizes=(AUTO, _SQUARE, "1536x1024", "1024x1536"),
    qualities=_QUALITIES,
    output_formats=_FORMATS,
    backgrounds=(AUTO, "opaque"),
    moderations=(AUTO, "low"),
)

MODELS: Final[Mapping[str, Capabilities]] = MappingProxyType(
    {
        "dall-e-2": Capabilities(
            prompt_limit=1000,
            most_pictures=10,
            sizes=(_SQUARE, "256x256", "512x512"),
            qualities=("standard",),
            response_formats=_BOTH_WAYS,
        ),
        "dall-e-3": Capabilities(
            prompt_limit=4000,
            most_pictures=1,
            sizes=(_SQUARE, "1792x1024", "1024x1792"),
            qualities=("standard", "hd"),
            styles=("vivid", "natural"),
            response_formats=_BOTH_WAYS,
            revises=True,
        ),
        "gpt-image-1": _GPT_IMAGE_1,
        "gpt-image-1-mini": _GPT_IMAGE_1,
        "gpt-image-1.5": _GPT_IMAGE_1,
        "gpt-image-2": Capabilities(
            prompt_limit=32_000,
            most_pictures=10,
            sizes=(AUTO,),
            free_sizes=True,
            qualities=_QUALITIES,
            output_formats=_FORMATS,
            backgrounds=(AUTO, "opaque"),
            moderations=(AUTO, "low"),
        ),
        "yandexgpt/yandex-art": Capabilities(
            prompt_limit=500,
            most_pictures=10,
            sizes=(_SQUARE,),
            response_formats=_BOTH_WAYS,
            form=Format.JPEG,
        ),
    }
)
