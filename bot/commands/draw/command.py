"""The command from what was typed to the exit code."""

import asyncio
from dataclasses import replace
from functools import partial

from bot import config, log
from bot.commands.draw import files, options, progress, report
from bot.commands.draw.drawing import Drawing
from bot.commands.draw.options import Options
from bot.commands.draw.progress import Shown
from bot.commands.draw.report import Outcome, Problem
from bot.config import PictureSettings, discretion
from bot.drawing.values.specs import Spec, seeds
from bot.errors import ConfigurationError, RequestError
from bot.providers import catalog, factory
from bot.providers.catalog import Catalog
from bot.providers.http import open_transport
from bot.providers.records import Entry
from bot.system import SystemClock, own_seed
from bot.wording.texts import Locale, Locales, name_of

NO_PICTURE = 1
WRONG_USAGE = 2
INTERRUPTED = 130


def run(typed: Options, *, as_json: bool) -> int:
    """Draw what is wanted and tell of it; the exit code."""
    log.configure("ERROR")
    outcome = _outcome(typed, Locales().first, quiet=as_json)
    if as_json:
        report.print_json(outcome)
    else:
        report.print_lines(outcome)
    return outcome.code


def _outcome(typed: Options, locale: Locale, *, quiet: bool) -> Outcome:
    try:
        settings = config.load_pictures()
        known = _known(typed, settings)
    except ConfigurationError as error:
        return _wrong(locale, error)
    try:
        entry, drawing = _begun(typed, settings, known)
    except RequestError as error:
        return _wrong(locale, error, options.right(typed, known))
    redaction = discretion.redaction(settings)
    log.configure("ERROR", redaction=redaction)
    shown = partial(progress.shown, quiet=quiet, redaction=redaction)
    try:
        wrong = asyncio.run(_drawn(drawing, entry, settings, typed, shown))
    except KeyboardInterrupt:
        return Outcome(INTERRUPTED, (report.interruption(drawing.pending),), drawing, redaction)
    if wrong:
        return replace(_wrong(locale, wrong), redaction=redaction)
    problems = tuple(report.problems(locale, drawing))
    return Outcome(NO_PICTURE if problems else 0, problems, drawing, redaction)


def _known(typed: Options, settings: PictureSettings) -> Catalog:
    """What may draw, where it could be written. Raises ConfigurationError."""
    files.check(typed.out)
    entries = catalog.load(settings.drawing.models_file)
    return Catalog.of(entries, settings.drawing.model_names, settings.drawing.fallback)


def _begun(typed: Options, settings: PictureSettings, known: Catalog) -> tuple[Entry, Drawing]:
    """What draws, and what it is to draw. Raises RequestError."""
    draft = typed.draft()
    entry = options.entry(draft.model, known)
    spec = Spec.of(draft, entry.model)
    in_a_row = seeds(draft.seed or own_seed(), typed.count)
    return entry, Drawing(entry.model, spec, in_a_row, settings.drawing.deadline)


async def _drawn(
    drawing: Drawing, entry: Entry, settings: PictureSettings, typed: Options, shown: Shown
) -> ConfigurationError | None:
    """Let it be drawn; what is wrong with the settings comes as a value, for tasks would wrap it into a group."""
    clock = SystemClock()
    async with open_transport() as transport:
        try:
            async with factory.opened(settings.access, [entry], transport, clock) as providers:
                await drawing.run(providers[entry.model.name], clock, typed.out, shown)
        except ConfigurationError as error:
            return error
    return None


def _wrong(locale: Locale, error: RequestError | ConfigurationError, right: str | None = None) -> Outcome:
    said = "\n".join(filter(None, [options.sentence(locale, error), right]))
    return Outcome(WRONG_USAGE, (Problem(name_of(error), said),))
