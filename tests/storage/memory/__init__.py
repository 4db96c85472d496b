"""The ports to the database, in memory: what they promise, said in Python, and in time for tests of milliseconds."""

from tests.storage.memory.conversations import MemoryConversations
from tests.storage.memory.database import MemoryDatabase
from tests.storage.memory.drawings import MemoryDrawings
from tests.storage.memory.limits import MemoryPostponed, MemoryTurnedAway
from tests.storage.memory.people import MemoryAcceptance, MemoryArchive, MemoryChoices, MemoryInlineDrafts
from tests.storage.memory.privacy import MemoryPrivacy, MemoryRetention
from tests.storage.memory.upkeep import (
    MemoryAlarms,
    MemoryDue,
    MemoryGenerationLeases,
    MemoryHousekeeping,
    MemoryRequestLeases,
    MemoryUndecoded,
)

__all__ = [
    "MemoryAcceptance",
    "MemoryAlarms",
    "MemoryArchive",
    "MemoryChoices",
    "MemoryConversations",
    "MemoryDatabase",
    "MemoryDrawings",
    "MemoryDue",
    "MemoryGenerationLeases",
    "MemoryHousekeeping",
    "MemoryInlineDrafts",
    "MemoryPostponed",
    "MemoryPrivacy",
    "MemoryRequestLeases",
    "MemoryRetention",
    "MemoryTurnedAway",
    "MemoryUndecoded",
]
