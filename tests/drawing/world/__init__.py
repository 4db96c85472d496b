"""A world in memory: the database, Telegram, the image APIs and the clock, joined as ``app`` joins the real ones."""

from tests.drawing.world.faults import Faults, Killed
from tests.drawing.world.providers import MemoryProvider, drawn
from tests.drawing.world.telegram import MemoryTelegram
from tests.drawing.world.world import OTHER, PRIVATE, World

__all__ = ["OTHER", "PRIVATE", "Faults", "Killed", "MemoryProvider", "MemoryTelegram", "World", "drawn"]
