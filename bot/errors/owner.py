"""What the operator closed, and what an owner wrote otherwise than it is to be."""

from dataclasses import dataclass

from bot.errors.requests import RequestError


@dataclass(eq=False)
class AcceptingPaused(RequestError):
    """Nothing is accepted for a while; ``sentence`` is what the operator says of it, or "none"."""

    sentence: str = "none"


@dataclass(eq=False)
class ModelOff(RequestError):
    """The operator switched the model ``value`` off; ``choices`` draw, or "none" where nobody said which."""

    value: str
    choices: str = "none"


class OwnerError(RequestError):
    """What an owner wrote, or pressed."""


@dataclass(eq=False)
class SentenceTooLong(OwnerError):
    """What people are to be told has ``size`` characters; ``limit`` are kept."""

    size: int
    limit: int


@dataclass(eq=False)
class NothingFound(OwnerError):
    """Nothing is known by ``sought``: no request, picture, operation or person."""

    sought: str


class SoughtMissing(OwnerError):
    """What is to be found is not said."""


class MessageMissing(OwnerError):
    """What is to be sent to everybody is not said."""


class NobodyToReach(OwnerError):
    """Nobody opened the chat with the bot who could be written to."""
