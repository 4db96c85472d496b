"""The stand-ins alone: the same as ``python -m sandbox``."""

from collections.abc import Sequence

from sandbox.__main__ import main


def run(arguments: Sequence[str]) -> int:
    """Serve the stand-ins until a signal comes; the exit code. Raises SystemExit where the arguments are wrong."""
    return main(arguments, program="python -m bot sandbox")
