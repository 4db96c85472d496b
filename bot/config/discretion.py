"""What of the settings is secret, and the redaction that keeps it from leaving, whoever says it."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from bot.config.settings import PictureSettings
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.records import Entry
from bot.redaction import Redaction

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def redaction(settings: PictureSettings, entries: Mapping[str, Entry] | None = None) -> Redaction:
    """What cuts out every secret of the settings, and of these models; of those of MODELS_FILE if none are given."""
    return Redaction.of(_secrets(settings, _models(settings) if entries is None else entries))


def _models(settings: PictureSettings) -> Mapping[str, Entry]:
    """Those that can be read: what is wrong with them is told where they are needed."""
    with suppress(ConfigurationError):
        return catalog.load(settings.drawing.models_file)
    return {}


def _secrets(settings: PictureSettings, entries: Mapping[str, Entry]) -> Iterator[str]:
    for group in fields(settings):
        for value in vars(getattr(settings, group.name)).values():
            yield from _of(value)
    for entry in entries.values():
        yield from _of(entry.base_url)
        if entry.key_variable:
            with suppress(ConfigurationError):  # its model tells that it is not set
                yield settings.access.key_of(entry.key_variable)
    for name in _PROXIES:
        yield from _of(os.environ.get(name) or os.environ.get(name.lower()))
    yield from _of_file(settings.yandex.service_account_key_file)


def _of(value: object) -> Iterator[str]:
    """What is secret in one value: all of it, or the password in an address."""
    if isinstance(value, SecretStr):
        secret = value.get_secret_value()
        yield secret
        yield secret.partition(":")[2]  # a bot has an id before it, which is no secret
    elif isinstance(value, str) and "@" in value:
        with suppress(ValueError):  # it is no address
            password = urlsplit(value).password or ""
            yield from (password, unquote(password))


def _of_file(path: Path | None) -> Iterator[str]:
    """The private key of a service account, a line each: what cannot be read is told where it is needed."""
    if path is None:
        return
    with suppress(OSError, ValueError, AttributeError):
        lines = str(json.loads(path.read_bytes()).get("private_key")).splitlines()
        yield from (line for line in lines if line and not line.startswith("-"))
