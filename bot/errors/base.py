"""The root of all errors, and those of no family: settings, and bugs."""

from dataclasses import dataclass

# dataclass(eq=False) keeps Exception's identity and hash; the fields become arguments of the text for people.


class PalitraError(Exception):
    """The root: whatever Palitra raises on purpose."""


@dataclass(eq=False)
class ConfigurationError(PalitraError):
    """A sentence for the operator: which setting is wrong and what its right form is."""

    sentence: str

    def __str__(self) -> str:
        return self.sentence


class LifeError(PalitraError):
    """A request or generation is not as one can be: a bug."""


@dataclass(eq=False)
class IllegalMove(LifeError):
    """A ``what`` (request, generation) cannot go from ``status`` to ``target``."""

    what: str
    status: str
    target: str


@dataclass(eq=False)
class IllegalState(LifeError):
    """A ``what`` (request, generation) cannot be so in this ``status``."""

    what: str
    status: str
