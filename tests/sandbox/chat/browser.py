"""Which browser looks at the web chat."""

import os
import shutil
from pathlib import Path

import pytest

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def chromium() -> str:
    """The path of a Chromium; without one the tests are skipped, but in CI that is a failure."""
    debian = Path("/usr/bin/chromium")
    found = str(debian) if debian.exists() else shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        reason = "no Chromium on this machine"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return found
