"""What waits for a stage of the work."""

from dataclasses import dataclass
from enum import StrEnum

from bot.drawing.values.models import Account


class Stage(StrEnum):
    """What is done next."""

    PLACE = "place"  #: a request gets its placeholder
    SUBMIT = "submit"  #: a batch of generations is given to its provider
    POLL = "poll"  #: a provider is asked how an operation is doing
    DELIVER = "deliver"  #: a placeholder becomes a picture, a fuller contact sheet, or a sentence


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a stage; at each account for itself, so that a slow one holds up no other."""

    stage: Stage
    account: Account | None = None

    def __str__(self) -> str:
        return f"{self.stage} {self.account}" if self.account else str(self.stage)


PLACE, DELIVER = Queue(Stage.PLACE), Queue(Stage.DELIVER)


def submit(account: Account) -> Queue:
    """What waits to be submitted to an account."""
    return Queue(Stage.SUBMIT, account)


def poll(account: Account) -> Queue:
    """What waits to be polled at an account."""
    return Queue(Stage.POLL, account)
