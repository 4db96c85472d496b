"""Why something ended without a picture."""

from enum import StrEnum


class Reason(StrEnum):
    """Each has its sentence in every language; the order is that of what is told first where there are several."""

    REFUSED = "refused"  #: the model will not draw this
    DECLINED = "declined"  #: the provider declined this request in words nobody listed: perhaps for its words
    UNAVAILABLE = "unavailable"  #: the operator has to mend something
    TIMEOUT = "timeout"  #: the deadline passed
    FAILED = "failed"  #: the provider began, and ended in an error
    BUSY = "busy"  #: the provider took nothing, again and again
    UNREACHABLE = "unreachable"  #: there was no way to the provider, again and again
    SILENT = "silent"  #: the provider took it, and then did not answer, again and again
    OUTLASTED = "outlasted"  #: the answer took longer than anybody waits; it may have been billed
    UNANSWERED = "unanswered"  #: the submission got no answer; it is not repeated, for it may have been accepted
    INTERRUPTED = "interrupted"  #: the bot died twice in the middle of submitting it
    LOST = "lost"  #: the provider forgot the operation
    UNDECODED = "undecoded"  #: what the provider sent is no picture, and is kept for the operator
    BROKEN = "broken"  #: what the provider sent is no picture
    MISSING = "missing"  #: one call drew fewer pictures than it was asked for, and all of them may be billed
    BUG = "bug"  #: the bot stumbled over it, again and again, in a way that nobody foresaw
    CANCELLED = "cancelled"  #: the person took the request back
    UNDELIVERABLE = "undeliverable"  #: nobody is there to take it
    MUTED = "muted"  #: the bot was not allowed to write there, so nothing was begun
    WITHHELD = "withheld"  #: the picture is there, and the bot is not allowed to send it there
    NOWHERE = "nowhere"  #: an inline picture has to be uploaded somewhere first, and there is no chat for it
    NOT_SHOWN = "not-shown"  #: Telegram does not take the picture in any form
    UNCERTAIN = "uncertain"  #: the bot died while sending the picture; it may or may not have arrived


KEPT = frozenset({Reason.UNCERTAIN, Reason.NOWHERE, Reason.WITHHELD, Reason.NOT_SHOWN, Reason.BUG})
"""With these the picture, where one was drawn, is kept: a person may have it brought again."""

TROUBLES = (Reason.BUSY, Reason.UNREACHABLE, Reason.SILENT, Reason.UNAVAILABLE)
"""What is tried again for a while, and told meanwhile; then it is why there is no picture."""
