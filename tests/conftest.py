"""What all tests share: property tests try the same examples on every machine, however slow.

``HYPOTHESIS_PROFILE=long`` tries many more, and others each time.
"""

import os

from hypothesis import settings

from tests import logs

settings.register_profile("palitra", deadline=None, derandomize=True, database=None)
settings.register_profile(
    "long", deadline=None, derandomize=False, database=None, max_examples=1000, stateful_step_count=50
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "palitra"))

pytest_plugins = ["tests.storage.server"]

logs.configure()
