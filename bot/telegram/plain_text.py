"""What becomes of words in a private chat that are no command."""

from enum import StrEnum


class PlainText(StrEnum):
    """The operator's choice."""

    OFFER = "offer"  #: ask whether they are to be drawn
    DRAW = "draw"  #: draw them
    IGNORE = "ignore"  #: say nothing
