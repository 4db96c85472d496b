"""The long crash run: ``python -m tests.chaos.chaos --kills 300``; exits with 1 where the promise is broken."""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.crowd import now_and_then
from tests.chaos.harness import CHANCE, Crashes, crashes
from tests.chaos.points import POINTS
from tests.chaos.verdict import Verdict

PACE = 0.35
"""Seconds between two things that people do, on average."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked of the bot, how long it lives undisturbed at first, and how often it dies then."""

    kills: int
    seconds: float
    seed: int
    url: str
    folder: Path
    pace: float = PACE


async def storm(plan: Plan) -> Verdict:
    """People ask while the bot dies again and again, at every point in turn and at random moments in between."""
    async with crashes(plan.folder, seed=plan.seed, url=plan.url) as run:
        await run.warm()
        async with asyncio.TaskGroup() as tasks:
            run.weather.breaks()
            people = tasks.create_task(now_and_then(run.crowd, plan.pace), name="crowd")
            await _live_long(run, plan.seconds)
            await _die_again_and_again(run, plan.kills)
            people.cancel()
        run.weather.clear_up()
        last = await run.start()
        await last.connected()
        settled = await run.settled()
        assert await last.stop() == 0, last.journal.read_text()
        print("settled" if settled else f"NOT settled: {await run.left()} are left")  # noqa: T201
        run.keep_calls()
        return await run.verdict()


async def _live_long(run: Crashes, seconds: float) -> None:
    """One life that nobody ends with -9."""
    if seconds:
        life = await run.start()
        await asyncio.sleep(seconds)
        assert await life.stop() == 0, life.journal.read_text()


async def _die_again_and_again(run: Crashes, kills: int) -> None:
    names = [name for point in POINTS for name in (point, CHANCE)]
    for number in range(kills):
        await run.live(names[number % len(names)])


def main() -> int:
    """Run it and print its table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=300)
    options.add_argument("--seconds", type=float, default=0, help="how long the first life is, which nobody kills")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--pace", type=float, default=PACE, help="seconds between two things that people do")
    options.add_argument("--url", default="", help="DATABASE_URL; a new SQLite file unless it is given")
    options.add_argument("--keep", type=Path, help="a folder for the database and the logs, to look at afterwards")
    given = options.parse_args()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # clients that vanish are what this is about
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="palitra-chaos-") as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            options.error(f"{folder} is not empty")
        verdict = asyncio.run(
            storm(Plan(given.kills, given.seconds, given.seed, given.url, folder.resolve(), given.pace))
        )
    print(verdict.table())  # noqa: T201
    notes = {"out of reach": verdict.out_of_reach, "lost its buttons": verdict.stripped}
    for complaint in (*verdict.complaints, *(f"{name}: {one}" for name, found in notes.items() for one in found)):
        print(complaint)  # noqa: T201
    print(f"{time.monotonic() - began:.0f} seconds, seed {given.seed}")  # noqa: T201
    return 0 if verdict.sound and verdict.pictures else 1


if __name__ == "__main__":
    sys.exit(main())
