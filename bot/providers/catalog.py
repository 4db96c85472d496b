"""The models that can be drawn with: one record each; differences between models live here, not in clients."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.drawing.values.models import Account, Model, Price
from bot.drawing.values.shapes import AspectRatio, Free, Listed, Ratios, Sizes
from bot.errors import ConfigurationError, RatioInvalid, SizeInvalid
from bot.providers.openai.wire import ImagesCapability


class Api(StrEnum):
    """The API that serves a model."""

    YANDEX_OPERATIONS = "yandex-operations"  #: asynchronous: a generation is submitted, its operation is polled
    YANDEX_GRPC = "yandex-grpc"  #: the same over gRPC, by Yandex's SDK
    YANDEX_IMAGES = "yandex-images"  #: Yandex's Images API: the picture is the answer
    OPENAI_IMAGES = "openai-images"  #: OpenAI's, and of those who speak its language


_ACCOUNTS = {
    Api.YANDEX_OPERATIONS: Account.YANDEX,
    Api.YANDEX_GRPC: Account.YANDEX,
    Api.YANDEX_IMAGES: Account.YANDEX,
    Api.OPENAI_IMAGES: Account.OPENAI,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A model, the API that serves it, how it is addressed there, and what an images endpoint supports for it.

    A Yandex address is ``name[/version]``, or a full ``art://folder/name[/version]``. ``base_url`` and ``key_variable``
    are for a model at another OpenAI-compatible server than OPENAI_BASE_URL, with the key in another variable.
    """

    model: Model
    api: Api
    address: str
    images: ImagesCapability
    base_url: str | None = None
    key_variable: str | None = None


_NAME = re.compile(r"[A-Za-z0-9./_+@-]{1,40}")
"""What fits into a button, and after --model."""


class _Price(BaseModel):
    model_config = ConfigDict(extra="forbid")

    usd: Decimal
    size: str | None = None
    quality: str | None = None


class _Record(BaseModel):
    """A model as a file writes it down."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=1)]
    api: Api
    address: Annotated[str, Field(min_length=1)]
    prompt_limit: Annotated[int, Field(ge=1)]
    usual_seconds: Annotated[float, Field(gt=0)] = 15
    seeds: bool = False
    weights: bool = False
    narrowest: str = "1:4"
    widest: str = "4:1"
    sizes: Annotated[list[str], Field(min_length=1)] | Literal["ratio", "free"] = "ratio"
    qualities: list[str] = []
    styles: list[str] = []
    most: Annotated[int, Field(ge=1)] = 1
    prices: list[_Price] = []
    response_format: Literal["b64_json", "url"] | None = None
    revises: bool = False
    patience: Annotated[float, Field(gt=0, le=120)] = 60
    base_url: Annotated[str, Field(pattern=r"^https?://")] | None = None
    key_variable: str | None = None

    def entry(self, name: str) -> Entry:
        """Raises RatioInvalid, SizeInvalid, ConfigurationError."""
        sizes = self._sizes()
        model = Model(
            name=name,
            title=self.title,
            account=_ACCOUNTS[self.api],
            prompt_limit=self.prompt_limit,
            usual_seconds=self.usual_seconds,
            seeds=self.seeds,
            weights=self.weights,
            narrowest=AspectRatio.of(self.narrowest),
            widest=AspectRatio.of(self.widest),
            sizes=sizes,
            qualities=tuple(self.qualities),
            styles=tuple(self.styles),
            most=self.most,
            prices=tuple(Price(**price.model_dump()) for price in self.prices),
        )
        images = ImagesCapability(
            sizes=sizes,
            qualities=model.qualities,
            styles=model.styles,
            most=model.most,
            response_format=self.response_format,
            revises=self.revises,
            patience=self.patience,
        )
        return Entry(model, self.api, self.address, images, self.base_url, self.key_variable)

    def _sizes(self) -> Sizes:
        if isinstance(self.sizes, list):
            return Listed.of(*self.sizes)
        return Free() if self.sizes == "free" else Ratios()


_Records = dict[str, dict[str, Any]]


def _built_in() -> _Records:
    return tomllib.loads(files(__package__).joinpath("catalog.toml").read_text("utf-8"))


def load(path: Path | None = None) -> dict[str, Entry]:
    """The built-in models, with what a file changes and adds. Raises ConfigurationError, which names the place."""
    known = _built_in()
    for name, record in _written(path).items() if path else ():
        known[name] = known.get(name, {}) | record
    return {name: _entry(name, known) for name in known}


def _written(path: Path) -> _Records:
    try:
        records = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"MODELS_FILE {path} cannot be read: {error}") from error
    for name, record in records.items():
        if not _NAME.fullmatch(name):
            raise ConfigurationError(f"MODELS_FILE: {name!r} is no name; it takes up to 40 of A-Z, a-z, 0-9 and ./_+@-")
        if not isinstance(record, dict):
            raise ConfigurationError(f"MODELS_FILE: {name} is no table; the right form: [{name}]")
    return records


def _entry(name: str, records: _Records) -> Entry:
    try:
        return _Record.model_validate(_whole(name, records)).entry(name)
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors())
        raise ConfigurationError(f"MODELS_FILE: [{name}] {'; '.join(problems)}") from None
    except SizeInvalid as error:
        raise ConfigurationError(f"MODELS_FILE: [{name}] sizes: {error.value!r} is not like 1024x1024") from None
    except RatioInvalid as error:
        raise ConfigurationError(f"MODELS_FILE: [{name}] {error.value!r} is not a ratio like 4:1") from None


def _whole(name: str, records: _Records, below: tuple[str, ...] = ()) -> dict[str, Any]:
    """A record with what it takes over from the one it is ``like``."""
    record = dict(records[name])
    like = record.pop("like", None)
    if like is None:
        return record
    if not isinstance(like, str) or like not in records or like == name or like in below:
        raise ConfigurationError(f"MODELS_FILE: [{name}] is like {like!r}, which is no other model")
    return _whole(like, records, (*below, name)) | record


CATALOG: Mapping[str, Entry] = load()
"""The built-in models."""


def chosen(names: list[str], models: Mapping[str, Entry] = CATALOG) -> list[Entry]:
    """The entries of these names, in this order. Raises ConfigurationError."""
    if not names:
        raise ConfigurationError(f"MODELS is empty; it names one or more of: {', '.join(models)}")
    return [named(name, models) for name in names]


def named(written: str, models: Mapping[str, Entry] = CATALOG, setting: str = "MODELS") -> Entry:
    """An entry by its name or by an address as Yandex's SDK takes it: yandex-art, yandex-art/latest, art://...

    Raises ConfigurationError.
    """
    name = written if written in models else re.sub(r"^art://[^/]*/", "", written).split("/")[0]
    if name not in models:
        raise ConfigurationError(f"{setting} names {written!r}, which is not one of: {', '.join(models)}")
    return models[name] if name == written else replace(models[name], address=written)


def model_uri(address: str, folder_id: str) -> str:
    """The URI the API takes; the folder is filled in where the address has none."""
    return address if address.startswith("art://") else f"art://{folder_id}/{address}"
