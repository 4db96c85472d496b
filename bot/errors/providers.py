"""An image API did not give what was asked."""

from dataclasses import dataclass, field

from bot.errors.base import PalitraError


class ProviderError(PalitraError):
    """An image API did not give what was asked."""


@dataclass(eq=False)
class Refused(ProviderError):
    """The model refuses such content; ``detail`` is the API's own wording."""

    detail: str


@dataclass(eq=False)
class Declined(ProviderError):
    """One request was declined in words that nobody listed: it may be the person's, and says nothing of others.

    It is what an answer about a request means by default. Neither model nor account nor operator is blamed for it.
    """

    detail: str


@dataclass(eq=False)
class Mismatched(ProviderError):
    """A parameter of this request is declined, and not its words: where several people meet it, the record is wrong."""

    detail: str


@dataclass(eq=False)
class Misconfigured(ProviderError):
    """Only the operator can mend it, as the account shows: key, money, access, model, address.

    ``detail`` says what the API said and what to change.
    """

    detail: str


@dataclass(eq=False)
class Failed(ProviderError):
    """An operation ended in an error, which is final; where it is not ``billed``, it may be asked for once more."""

    detail: str
    billed: bool = True


@dataclass(eq=False)
class NotAccepted(ProviderError):
    """Surely not accepted: refused connection, 429, 503. ``retry_after`` is in seconds where the API gave it.

    With ``reached`` the service itself said so; without, ``detail`` says why there was no way to it, and what to do.
    """

    detail: str
    retry_after: float | None = None
    reached: bool = True


@dataclass(eq=False)
class Unanswered(ProviderError):
    """A time-out, a broken connection or a server error: it may or may not have been accepted.

    ``outlasted``: the answer did not come in all the time there was for it, so it may come, and be billed, in vain.
    """

    detail: str
    outlasted: bool = False


@dataclass(eq=False)
class OperationLost(ProviderError):
    """The provider does not know the operation: wrong id, or its result was kept long enough."""

    operation_id: str


@dataclass(eq=False)
class AnswerInvalid(ProviderError):
    """An answer that breaks the API's promise: no JSON, no id, no picture."""

    detail: str


@dataclass(eq=False)
class Undecodable(AnswerInvalid):
    """Something came where a picture was promised, and it is none; ``data`` is what came."""

    data: bytes = field(default=b"", repr=False)
