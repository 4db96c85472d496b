"""The bot as a process of its own, to be killed.

It is forked from a server that has imported everything already: a start takes a tenth of a second instead of the
seconds that aiogram's import takes, so hundreds of kills fit into minutes. What runs is what ``python -m bot run``
runs, but for the time that models are said to usually take.
"""

import asyncio
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from bot import config, log
from bot.app import assembled
from bot.commands.demo import quick
from bot.providers import catalog

USUAL_SECONDS = 0.3
"""What the models are said to take, so that the first poll comes soon."""

START_SECONDS = 60.0

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


def run(environment: Mapping[str, str], journal: Path, usual_seconds: float) -> None:
    """Be the bot, with nothing of our own environment; what it logs goes to the journal, a line of JSON an event."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(journal.parent)  # where no .env is
    os.dup2(os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), sys.stderr.fileno())
    settings = config.load()
    log.configure(settings.log.level, "json")
    asyncio.run(_serve(settings, usual_seconds))


async def _serve(settings: config.Settings, usual_seconds: float) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    models = quick(catalog.load(settings.drawing.models_file), usual_seconds)
    async with assembled(settings, models=models) as app:
        await app.run(stop)


class BotProcess:
    """One life of the bot, from its start to its end."""

    def __init__(self, environment: Mapping[str, str], journal: Path, usual_seconds: float = USUAL_SECONDS) -> None:
        self.journal = journal
        given = (dict(environment), journal, usual_seconds)
        self._process: ForkServerProcess = _FORKS.Process(target=run, args=given, daemon=True)

    async def start(self) -> None:
        """Begin; returns when the process is there, long before it is connected."""
        await asyncio.to_thread(self._process.start)

    async def connected(self) -> None:
        """Wait until it has said hello to Telegram. Raises AssertionError where it ends before."""
        async with asyncio.timeout(START_SECONDS):
            while not self.logged("connected"):
                assert self.alive, self.journal.read_text()
                await asyncio.sleep(0.01)

    @property
    def pid(self) -> int:
        """The process id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.is_alive()

    async def kill(self) -> None:
        """End it with -9, at once."""
        self._process.kill()
        await asyncio.to_thread(self._process.join)

    async def pause(self) -> None:
        """Freeze it where it stands, as a machine that swaps or sleeps does; returns when all its threads stand."""
        os.kill(self.pid, signal.SIGSTOP)
        while not self._stands():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.001)

    def resume(self) -> None:
        """Let it go on as if no time had passed."""
        os.kill(self.pid, signal.SIGCONT)

    def _stands(self) -> bool:
        """Whether the signal came to each thread: one that writes to a disk takes it only afterwards."""
        try:
            threads = [thread.read_text() for thread in Path(f"/proc/{self.pid}/task").glob("*/stat")]
        except OSError:  # a thread ended right now
            return False
        return all(thread.rpartition(")")[2].split()[0] == "T" for thread in threads)

    async def stop(self) -> int | None:
        """Ask it to stop in order; its exit code, negative where it had to be killed after a while."""
        self._process.terminate()
        await asyncio.to_thread(self._process.join, START_SECONDS)
        if self.alive:
            await self.kill()
        return self._process.exitcode

    def events(self) -> Iterator[dict[str, Any]]:
        """What it logged; a line that was cut off by a kill is left out."""
        if not self.journal.exists():
            return
        for line in self.journal.read_text().splitlines():
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                yield {"event": line, "level": "raw"}

    def logged(self, event: str) -> list[dict[str, Any]]:
        """The log's entries of this event."""
        return [entry for entry in self.events() if entry["event"] == event]

    def memory(self) -> float:
        """What it holds in memory, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024
