"""The command from the order to the exit code."""

import asyncio

from bot import config, log
from bot.commands.draw import files, order, report
from bot.commands.draw.order import Order
from bot.commands.draw.report import Outcome, Problem
from bot.commands.draw.session import Session
from bot.config import PictureSettings
from bot.errors import ConfigurationError, RequestError
from bot.providers import catalog, factory
from bot.providers.catalog import Entry
from bot.providers.factory import Selection
from bot.providers.http import open_transport
from bot.system import SystemClock, own_seed
from bot.wording.texts import name_of

NO_PICTURE = 1
WRONG_USAGE = 2
INTERRUPTED = 130


def run(wanted: Order, *, as_json: bool) -> int:
    """Draw what is wanted and tell of it; the exit code."""
    log.configure("ERROR")
    outcome = _outcome(wanted, quiet=as_json)
    if as_json:
        report.print_json(outcome)
    else:
        report.print_lines(outcome)
    return outcome.code


def _outcome(wanted: Order, *, quiet: bool) -> Outcome:
    try:
        settings = config.load_pictures()
        entry, session = _begun(wanted, settings)
    except (RequestError, ConfigurationError) as error:
        return _wrong(error)
    try:
        wrong = asyncio.run(_drawn(session, entry, settings, wanted, quiet=quiet))
    except KeyboardInterrupt:
        return Outcome(INTERRUPTED, (report.interruption(session.pending),), session)
    problems = tuple(report.problems(session))
    return _wrong(wrong) if wrong else Outcome(NO_PICTURE if problems else 0, problems, session)


def _begun(wanted: Order, settings: PictureSettings) -> tuple[Entry, Session]:
    """What draws, and what it is to draw. Raises RequestError, ConfigurationError."""
    files.check(wanted.out)
    models = catalog.load(settings.drawing.models_file)
    draft = wanted.draft()
    entry = order.entry(draft.model, Selection.of(settings.drawing, models), models)
    requests = order.requests(draft, entry.model, wanted.count, own_seed())
    return entry, Session(entry.model, requests, settings.drawing.deadline)


async def _drawn(
    session: Session, entry: Entry, settings: PictureSettings, wanted: Order, *, quiet: bool
) -> ConfigurationError | None:
    """Let the session draw; what is wrong with the settings comes as a value, for tasks would wrap it into a group."""
    clock = SystemClock()
    async with open_transport() as transport:
        try:
            async with factory.opened(settings, [entry], transport, clock) as offered:
                await session.draw(offered[entry.model.name].provider, clock, wanted.out, quiet=quiet)
        except ConfigurationError as error:
            return error
    return None


def _wrong(error: RequestError | ConfigurationError) -> Outcome:
    return Outcome(WRONG_USAGE, (Problem(name_of(error), order.sentence(error)),))
