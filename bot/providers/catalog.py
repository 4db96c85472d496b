"""The models that can be drawn with: one record each; differences between models live here, not in clients."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.drawing.values import AspectRatio, Model
from bot.errors import ConfigurationError
from bot.providers.openai_wire import NOTHING, ImagesCapability
from bot.providers.sizes import Free, Listed, Ratios


class Api(StrEnum):
    """The API that serves a model."""

    YANDEX_OPERATIONS = "yandex-operations"  #: asynchronous: a generation is submitted, its operation is polled
    YANDEX_IMAGES = "yandex-images"  #: Yandex's Images API: the picture is the answer
    OPENAI_IMAGES = "openai-images"  #: OpenAI's, and of those who speak its language


@dataclass(frozen=True, slots=True)
class Entry:
    """A model, the API that serves it, how it is addressed there, and what an images endpoint supports for it.

    A Yandex address is ``name[/version]``, or a full ``art://folder/name[/version]``.
    """

    model: Model
    api: Api
    address: str
    images: ImagesCapability = NOTHING


def _yandex(name: str, title: str, usual_seconds: float) -> Entry:
    return Entry(_model(name, title, prompt_limit=500, usual_seconds=usual_seconds), Api.YANDEX_OPERATIONS, name)


def _openai(name: str, title: str, prompt_limit: int, images: ImagesCapability) -> Entry:
    model = _model(name, title, prompt_limit=prompt_limit, usual_seconds=15, seeds=False)
    return Entry(model, Api.OPENAI_IMAGES, name, images)


def _model(name: str, title: str, *, prompt_limit: int, usual_seconds: float, seeds: bool = True) -> Model:
    return Model(
        name=name,
        title=title,
        prompt_limit=prompt_limit,
        narrowest=AspectRatio(1, 4),
        widest=AspectRatio(4, 1),
        usual_seconds=usual_seconds,
        seeds=seeds,
    )


_GPT_IMAGE = ImagesCapability(sizes=Listed.of("1024x1024", "1536x1024", "1024x1536"), patience=80.0)

# Limits and sizes: OpenAI's API reference, the gateway's page for yandexgpt/yandex-art, and for YandexART the error
# "Prompt positive size 702 exceeds limit (500)". The names of retired models are still offered by gateways.
CATALOG = {
    entry.model.name: entry
    for entry in (
        _yandex("yandex-art", "YandexART", usual_seconds=20),
        _yandex("yandex-art-2.0", "YandexART 2.0", usual_seconds=20),
        Entry(
            _model("alice-art", "Alice AI Art", prompt_limit=500, usual_seconds=6, seeds=False),
            Api.YANDEX_IMAGES,
            "aliceai-image-art-3.0",
            ImagesCapability(sizes=Ratios(), revises=True),
        ),
        _openai(
            "dall-e-3",
            "DALL·E 3",
            4000,
            ImagesCapability(
                sizes=Listed.of("1024x1024", "1792x1024", "1024x1792"), response_format="b64_json", revises=True
            ),
        ),
        _openai(
            "dall-e-2",
            "DALL·E 2",
            1000,
            ImagesCapability(sizes=Listed.of("1024x1024", "512x512", "256x256"), response_format="b64_json"),
        ),
        _openai(
            "yandexgpt/yandex-art",
            "YandexART",
            500,
            ImagesCapability(sizes=Listed.of("1024x1024"), response_format="b64_json"),
        ),
        _openai("gpt-image-1", "GPT Image 1", 32_000, _GPT_IMAGE),
        _openai("gpt-image-1-mini", "GPT Image 1 mini", 32_000, _GPT_IMAGE),
        _openai("gpt-image-1.5", "GPT Image 1.5", 32_000, _GPT_IMAGE),
        _openai("gpt-image-2", "GPT Image 2", 32_000, ImagesCapability(sizes=Free(), patience=80.0)),
    )
}


def chosen(names: list[str], models: Mapping[str, Entry] = CATALOG) -> list[Entry]:
    """The entries of these names, in this order. Raises ConfigurationError."""
    if not names:
        raise ConfigurationError(f"MODELS is empty; it names one or more of: {', '.join(models)}")
    return [_entry(name, models) for name in names]


def _entry(written: str, models: Mapping[str, Entry]) -> Entry:
    """An entry by its name or by an address as Yandex's SDK takes it: yandex-art, yandex-art/latest, art://..."""
    name = written if written in models else re.sub(r"^art://[^/]*/", "", written).split("/")[0]
    if name not in models:
        raise ConfigurationError(f"MODELS names {written!r}, which is not one of: {', '.join(models)}")
    return models[name] if name == written else replace(models[name], address=written)


def model_uri(address: str, folder_id: str) -> str:
    """The URI the API takes; the folder is filled in where the address has none."""
    return address if address.startswith("art://") else f"art://{folder_id}/{address}"
