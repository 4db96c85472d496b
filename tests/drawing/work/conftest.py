"""A world for a test."""

import pytest

from tests.drawing.world import World


@pytest.fixture
def world() -> World:
    """A bot with two models: one that knows seeds, by default, and one that draws four pictures at once."""
    return World()
