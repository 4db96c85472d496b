"""The settings' file, .env, beside the environment: whether it can be read, and names in it that are none."""

import os
from collections.abc import Collection, Iterator, Mapping
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.config.forms import key_problem
from bot.errors import ConfigurationError
from bot.errors.mistakes import meant

FILE = Path(".env")
ENCODING = "utf-8-sig"
"""UTF-8, with or without the mark that some editors put before it."""

_NEAR, _NEARER = 0.8, 0.92
"""How near to a setting's name another has to be, in the file and in the environment: there others put theirs, too."""


class Group(BaseSettings):
    """Settings that belong together, of the environment and of the file."""

    model_config = SettingsConfigDict(
        env_file=FILE,
        env_file_encoding=ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        populate_by_name=True,
    )

    def check(self) -> None:
        """Whether settings that belong together do. Raises ConfigurationError."""


def key(variable: str) -> str:
    """The key in a variable that a model of MODELS_FILE names. Raises ConfigurationError."""
    found = (os.environ.get(variable) or dotenv_values(FILE, encoding=ENCODING).get(variable) or "").strip()
    if not found:
        raise ConfigurationError(f"{variable} is not set; a model of MODELS_FILE says that its key is there")
    if problem := key_problem(found):
        raise ConfigurationError(f"{variable}: {problem}")
    return found


def read(path: Path = FILE) -> Mapping[str, str]:
    """What stands in the file, by names in capitals; nothing where there is none. Raises ConfigurationError."""
    return {binding.key.upper(): binding.value or "" for binding in _bindings(path) if binding.key}


def mistakes(settings: Collection[str], others: Collection[str], path: Path = FILE) -> Iterator[str]:
    """A sentence for each line that is none, and for each name that is nearly a setting's.

    ``others`` are variables that belong to somebody else. Raises ConfigurationError where the file cannot be read.
    """
    for binding in _bindings(path):
        line = binding.original.line
        if binding.error or (binding.key and binding.value is None):
            yield f"{path}, line {line}, is not understood; its right form is NAME=value, on one line"
    written, right = read(path), {name.upper() for name in settings}
    known = right | {name.upper() for name in others}
    for name in written:
        if name not in known and (hint := meant(name, right, _NEAR)):
            yield f"{name} in {path} is no setting{hint}"
    missing = right - written.keys() - {name.upper() for name in os.environ}
    for name in os.environ:
        if name.upper() not in known and (hint := meant(name.upper(), missing, _NEARER)):
            yield f"{name} in the environment is no setting{hint}"


def _bindings(path: Path) -> list[Binding]:
    """Raises ConfigurationError."""
    try:
        text = path.read_bytes().decode(ENCODING)
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigurationError(f"{path}, line {line}, is not in UTF-8: save the file in that encoding") from None
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from None
    if "\0" in text:
        raise ConfigurationError(f"{path} is not in UTF-8, but perhaps in UTF-16: save the file in that encoding")
    return list(parse_stream(StringIO(text)))
