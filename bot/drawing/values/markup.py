"""What some servers run out of a prompt instead of drawing it: their own settings, files, other weights. Pure.

``<sd_cpp_extra_args>{...}</sd_cpp_extra_args>``, ``<lora:name:1>``, ``<hypernet:...>``: whoever writes it commands the
operator's server. A heart ``<3``, an arrow ``<-`` and a tag ``<b>`` stay words.
"""

import re
import unicodedata

_MARKUP = re.compile(r"<\s*/?\s*(?:[A-Za-z]\w*\s*:|[A-Za-z]\w*_\w*)[^>]{0,40}>?")
_UNSEEN = {"Cf", "Cc"}
_BLANK = "\n\t\r "


def found(prompt: str) -> str | None:
    """The first of it in a prompt, as far as it says what it is; None where there is none.

    What nobody sees does not hide it, and a form of a letter that is told apart by width only is the letter.
    """
    match = _MARKUP.search(_shown(prompt))
    return match[0] if match else None


def removed(prompt: str) -> str:
    """A prompt without it, as it is shown."""
    plain = _shown(prompt)
    while _MARKUP.search(plain):
        plain = _MARKUP.sub(" ", plain)
    return plain


def _shown(prompt: str) -> str:
    shown = "".join(one for one in prompt if one in _BLANK or unicodedata.category(one) not in _UNSEEN)
    return unicodedata.normalize("NFKC", shown)
