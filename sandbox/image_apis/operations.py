"""What became of accepted generations: the state of an operation is a function of time, nothing runs behind it."""

import secrets
import string
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sandbox.image_apis.errors import Code
from sandbox.image_apis.requests import ImageRequest

#: How long a finished operation can be asked for.
KEPT: Final = timedelta(days=3)

_ID_ALPHABET: Final = string.digits + "abcdefghijklmnopqrstuv"


def new_id() -> str:
    """An operation id that looks like those of the service."""
    return "fbv" + "".join(secrets.choice(_ID_ALPHABET) for _ in range(17))


class State(StrEnum):
    """Where an operation stands."""

    PENDING = "pending"  #: not done
    DONE = "done"  #: done, with a picture
    FAILED = "failed"  #: done, with an error
    EXPIRED = "expired"  #: its result is no longer kept; the service does not know it any more


@dataclass(frozen=True, slots=True)
class Failure:
    """The error an operation ends with."""

    code: Code
    message: str


@dataclass(slots=True)
class Operation:
    """An accepted generation; ``due_at`` is None where it never finishes, ``seed`` is the one that is painted."""

    request: ImageRequest
    seed: int
    client_request_id: str
    created_at: datetime
    due_at: datetime | None
    failure: Failure | None = None
    id: str = field(default_factory=new_id)

    @property
    def prompt(self) -> str:
        """What is painted: the texts of all messages, the heaviest first."""
        return self.request.prompt

    @property
    def ratio(self) -> tuple[int, int]:
        """Width and height, relative to each other."""
        return self.request.width_ratio, self.request.height_ratio

    def state(self, now: datetime) -> State:
        """Where it stands at a time."""
        if self.due_at is None or now < self.due_at:
            return State.PENDING
        if now >= self.due_at + KEPT:
            return State.EXPIRED
        return State.DONE if self.failure is None else State.FAILED

    def cancel(self, now: datetime) -> None:
        """End it, unless it has ended."""
        if self.state(now) is State.PENDING:
            self.due_at = now
            self.failure = Failure(Code.CANCELLED, "Operation was cancelled")
