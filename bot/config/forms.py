"""What a setting looks like that is a key, an address or a duration; what is wrong with one never shows its value."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_core import ErrorDetails

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_QUOTES = "\"'`“”„«»‘’"
_URL = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_FOLDER = re.compile(r"[A-Za-z0-9._-]*")
_CHAT_ID = re.compile(r"-?\d{1,15}")
_TOKEN = re.compile(r"\d+:\S+")

_SPOILED = (
    (
        re.compile(r"(authorization\s*:|(api-key|bearer)[\s:])|(?-i:[A-Z][A-Z_]{3,}=\S)", re.IGNORECASE),
        "only the key itself is wanted: without Api-Key, Bearer, Authorization or the setting's name before it",
    ),
    (re.compile(rf"[{_QUOTES}]|.*[{_QUOTES}]$", re.DOTALL), "quotes do not belong to a key: leave them out"),
    (re.compile(r".*\s", re.DOTALL), "no key has a space or a line break inside: copy it anew, as one line"),
    (
        re.compile(r".*[^!-~]", re.DOTALL),
        "it has letters that no key has, like Cyrillic ones that look Latin: copy it anew",
    ),
)
"""What a key begins with that was not copied as it is, and what to do; what is surer stands first."""


def key_problem(key: str) -> str | None:
    """What is wrong with a key or token, white space around it aside; None where it can be sent."""
    return next((problem for pattern, problem in _SPOILED if pattern.match(key.strip())), None)


def told(problem: ErrorDetails) -> str:
    """What is wrong with a setting; never its value, which may be a secret in the wrong line."""
    name, bounds = str(problem["loc"][0]) if problem["loc"] else "a setting", problem.get("ctx", {})
    match problem["type"]:
        case "missing":
            return f"{name} is not set; put it into the environment or into .env (see .env.example)"
        case "value_error":
            return f"{name}: {bounds['error']}"
        case "greater_than_equal":
            return f"{name}: it is at least {bounds['ge']}"
        case "less_than_equal":
            return f"{name}: it is at most {bounds['le']}"
        case "time_delta_parsing":
            return f"{name}: its right form is a number with a unit: 90s, 10m, 6h, 3d"
        case _:
            return f"{name}: {problem['msg']}"


def _duration(written: object) -> object:
    """6h, 90s, 10m, 3d; anything else is left to pydantic."""
    match = re.fullmatch(r"(\d{1,9})\s*([smhd])", written.strip()) if isinstance(written, str) else None
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]]) if match else written


def _key(secret: SecretStr) -> SecretStr:
    key = secret.get_secret_value().strip()
    if problem := key_problem(key):
        raise ValueError(problem)
    return SecretStr(key)


def _token(secret: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(secret.get_secret_value()):
        raise ValueError("it has not the form of a token, 123456789:AA...; @BotFather gives the right one")
    return secret


def _url(written: str) -> str:
    url = written.strip()
    if not _URL.fullmatch(url):
        raise ValueError("its right form is https://host/path, without spaces, ? and #")
    return url


def _folder(written: str) -> str:
    folder = written.strip()
    if not _FOLDER.fullmatch(folder):
        raise ValueError("it is the folder's id, like b1g...")
    return folder


def _chat_ids(written: str) -> str:
    if not all(_CHAT_ID.fullmatch(part.strip()) for part in written.split(",") if part.strip()):
        raise ValueError("it is a list of chat ids, like 1001,-1002003")
    return written


ChatIds = Annotated[str, AfterValidator(_chat_ids)]
"""Ids of chats, with commas between them."""

Duration = Annotated[timedelta, BeforeValidator(_duration)]
"""A number with its unit: 90s, 10m, 6h, 3d."""

Key = Annotated[SecretStr, AfterValidator(_key)]
"""What a header can carry; white space around it is taken off."""

Token = Annotated[Key, AfterValidator(_token)]
"""The token of a bot."""

Url = Annotated[str, AfterValidator(_url)]
"""Where a service is; it may hold a name and a password."""

Folder = Annotated[str, AfterValidator(_folder)]
"""The id of a folder of Yandex Cloud, or nothing."""
