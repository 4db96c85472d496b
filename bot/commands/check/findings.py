"""What a check finds: one line for the operator, with what to do about it."""

import asyncio
import re
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import (
    AnswerInvalid,
    ConfigurationError,
    Misconfigured,
    NotAccepted,
    ProviderError,
    StorageError,
    StoreUnavailable,
    Unanswered,
)

SECONDS = 30.0
"""How long one check may take."""

_ADVISED = re.compile(r"(.*) \((.*)\)", re.DOTALL)
"""How errors of providers are worded: what the API said, and in brackets what to change."""


class Mark(StrEnum):
    """How a line begins."""

    OK = "ok"  #: it works
    NOTE = "note"  #: it works, and there is something to know
    FAIL = "FAIL"  #: it does not work


@dataclass(frozen=True, slots=True)
class Finding:
    """One line."""

    mark: Mark
    what: str
    said: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{self.mark:<4} {self.what}: {self.said}"
        return " ".join(f"{line} - {self.remedy}".split()) if self.remedy else line


async def bounded(what: str, check: Awaitable[Sequence[Finding]]) -> Sequence[Finding]:
    """What a check finds in its time; what it stumbles over is a finding, too: no check stops the others."""
    try:
        async with asyncio.timeout(SECONDS):
            return await check
    except Exception as error:  # noqa: BLE001 - whatever it is, the operator reads it, and the other checks
        return [stumbled(what, error)]


def stumbled(what: str, error: Exception) -> Finding:
    """The line for an error."""
    return Finding(Mark.FAIL, what, *_explained(error))


def _explained(error: Exception) -> tuple[str, str]:
    """What is wrong, and what to do."""
    match error:
        case ConfigurationError():
            return str(error), ""
        case Misconfigured(detail) | NotAccepted(detail, reached=False) if advised := _ADVISED.fullmatch(detail):
            return advised[1], advised[2]
        case NotAccepted(detail) | Unanswered(detail) | AnswerInvalid(detail):
            return detail, "check the address and the network, or try again later"
        case ProviderError():
            return str(getattr(error, "detail", error)), "check MODELS"
        case StoreUnavailable():
            return str(error), "check DATABASE_URL, and that the bot may write there and has room"
        case StorageError():
            return str(error), ""
        case TimeoutError():
            return f"no answer in {SECONDS:.0f} seconds", "check the address and the network"
        case _:
            return f"{type(error).__name__}: {error}", "this is a bug: please report it"
