"""The ports to the database, in memory: what they promise, said in Python, and in time for tests of milliseconds."""

from tests.storage.memory.conversations import MemoryConversations
from tests.storage.memory.credits import MemoryCredits
from tests.storage.memory.database import MemoryDatabase
from tests.storage.memory.drawings import MemoryDrawings
from tests.storage.memory.improving import MemoryImprovementCounts
from tests.storage.memory.limits import MemoryPostponed, MemoryTurnedAway
from tests.storage.memory.people import MemoryAcceptance, MemoryArchive, MemoryChoices, MemoryInlineDrafts
from tests.storage.memory.privacy import MemoryPrivacy, MemoryRetention
from tests.storage.memory.removals import MemoryRemovals
from tests.storage.memory.talk import MemoryAnswers, MemoryWaiting
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
    "MemoryAnswers",
    "MemoryArchive",
    "MemoryChoices",
    "MemoryConversations",
    "MemoryCredits",
    "MemoryDatabase",
    "MemoryDrawings",
    "MemoryDue",
    "MemoryGenerationLeases",
    "MemoryHousekeeping",
    "MemoryImprovementCounts",
    "MemoryInlineDrafts",
    "MemoryPostponed",
    "MemoryPrivacy",
    "MemoryRemovals",
    "MemoryRequestLeases",
    "MemoryRetention",
    "MemoryTurnedAway",
    "MemoryUndecoded",
    "MemoryWaiting",
]
