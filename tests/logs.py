"""What is logged in tests: as by default, but for tracebacks, which no test reads and which take long to paint."""

import structlog


def configure() -> None:
    """Log so from now on."""
    structlog.reset_defaults()
    *processors, _painted = structlog.get_config()["processors"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*processors, plain])
