"""How a command ends: exit codes, sentences for the operator, and signals."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import structlog
import typer

from bot.errors import ConfigurationError, StorageError
from bot.redaction import BY_LOOKS, Redaction

DIED = 1
WRONG_SETTINGS = 2

WITHOUT_SANDBOX = (
    "palitra: this needs the sandbox, which is not installed with the bot: call it in a checkout of the repository\n"
)


def exit_code(work: Callable[[], None], *expected: type[Exception], redaction: Redaction = BY_LOOKS) -> int:
    """Do something; what goes wrong becomes a sentence for the operator and an exit code for the supervisor.

    ``expected`` errors are the operator's, besides those that always are.
    """
    code = 0
    sentences: tuple[type[Exception], ...] = (ConfigurationError, StorageError, *expected)
    try:
        work()
    except* sentences as errors:
        sys.stderr.write("".join(f"palitra: {redaction(str(error))}\n" for error in _leaves(errors)))
        code = WRONG_SETTINGS
    except* Exception as errors:  # noqa: BLE001 - the last word: a supervisor starts the bot again, nothing is lost
        causes = [f"{type(error).__name__}: {error}" for error in _leaves(errors)]
        structlog.get_logger(__name__).critical("the bot died", causes=causes, exc_info=errors)
        code = DIED
    return code


@contextmanager
def sandbox_needed() -> Iterator[None]:
    """Import the sandbox inside: where it is not there, a sentence says so, and the command ends."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "sandbox":
            raise
        sys.stderr.write(WITHOUT_SANDBOX)
        raise typer.Exit(WRONG_SETTINGS) from None


async def until_signal(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Do something that ends when its event is set, which Ctrl-C and SIGTERM do.

    Supervisors send SIGTERM more than once: what is in hand is finished all the same. Ctrl-C after that is somebody who
    does not want to wait: it is cut off.
    """
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    working = asyncio.ensure_future(work(stop))

    def interrupted() -> None:
        if stop.is_set():
            working.cancel()
        stop.set()

    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGINT, interrupted)
    try:
        await working
    except asyncio.CancelledError:
        if not (stop.is_set() and working.cancelled()):
            raise
        structlog.get_logger(__name__).warning("stopped in the middle")


def _leaves(errors: BaseExceptionGroup[Exception]) -> Iterator[Exception]:
    """The errors of a group; groups nest as the tasks did."""
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error
