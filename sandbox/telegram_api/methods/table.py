"""How a Bot API method is played: its name, aiogram's model of its parameters, and one function."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aiogram.methods.base import TelegramMethod

from sandbox.telegram_api.decode import attachment
from sandbox.telegram_api.files import Upload
from sandbox.telegram_api.state import State

M = TypeVar("M", bound=TelegramMethod[Any])


@dataclass(frozen=True, slots=True)
class Ask(Generic[M]):
    """A call of a method: its checked parameters, the files that came with it, and the state it is about."""

    state: State
    params: M
    values: Mapping[str, Any]

    def upload(self, reference: str) -> Upload | None:
        """The file that attach://name means, None for a file_id or an address."""
        return attachment(reference, self.values)


@dataclass(frozen=True, slots=True)
class Method:
    """A method the sandbox plays; ``play`` gives its result or raises ApiError. ``metered``: flood limits count it."""

    name: str
    model: type[TelegramMethod[Any]]
    play: Callable[[Ask[Any]], object | Awaitable[object]]
    metered: bool = False


def plays(model: type[M], play: Callable[[Ask[M]], object | Awaitable[object]], *, metered: bool = False) -> Method:
    """A row of the table of methods, named as aiogram's model is."""
    return Method(model.__api_method__, model, play, metered)
