"""What the operator is told of besides models."""

from enum import StrEnum


class Incident(StrEnum):
    """Each has its sentence in every language."""

    BUG = "bug"  #: an error that nobody foresaw, and where it was raised
    CRASHES = "crashes"  #: what the bot died of, or died with, again and again
    UNREADABLE = "unreadable"  #: rows of the database that contradict themselves
    PAYMENT = "payment"  #: Stars came for no invoice of the bot's
    STORE = "store"  #: the database has been away for a while, or its file is gone
