"""Logging: structured lines on stderr, an update and a generation to be followed by id, secrets never in them."""

import logging
import sys
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.redaction import BY_LOOKS, Redaction

_QUIET = ("httpx", "httpcore", "aiogram", "asyncio", "aiohttp.access", "PIL")


def redacted(renderer: Processor, redaction: Redaction) -> Processor:
    """A renderer whose finished lines have lost their secrets, wherever in them they stood."""

    def render(logger: WrappedLogger, method: str, event: EventDict) -> str:
        return redaction(str(renderer(logger, method, event)))

    return render


def configure(
    level: str = "INFO", form: Literal["console", "json"] = "console", redaction: Redaction = BY_LOOKS
) -> None:
    """Set logging up for the whole process; called once, at its start. No line leaves but through the redaction."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redacted(renderer, redaction)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
