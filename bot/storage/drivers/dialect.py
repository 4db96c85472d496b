"""The store's SQL in PostgreSQL's words: it is written once, in what both databases share, and this is the rest."""

import re
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(
    r"""
      '(?:[^']|'')*'                        # a string
    | "(?:[^"]|"")*"                        # a quoted name
    | --[^\n]*                              # a comment
    | /\*postgresql:(?P<own>.*?)\*/         # what only PostgreSQL is to read
    | /\*(?P<other>sqlite)\*/.*?/\*end\*/    # what only SQLite is to read
    | /\*.*?\*/                             # a comment
    | ::                                    # a cast
    | :(?P<parameter>[A-Za-z_]\w*)
    | \b(?P<word>[A-Z]+)\b
    """,
    re.VERBOSE | re.DOTALL,
)

_WORDS = {"INTEGER": "BIGINT", "REAL": "DOUBLE PRECISION", "BLOB": "BYTEA", "STRICT": ""}
"""The schema's types: SQLite's hold 8 bytes each, and PostgreSQL is strict of its own accord."""


@dataclass(frozen=True, slots=True)
class Query:
    """A statement with numbered parameters, and the names of their values in this order."""

    sql: str
    parameters: tuple[str, ...]


@cache
def to_postgresql(sql: str) -> Query:
    """A statement with ``:named`` parameters and ``/*postgresql: ...*/`` parts, as PostgreSQL takes it.

    What stands in ``/*sqlite*/ ... /*end*/`` is left out. Strings, quoted names and comments stay as they are.
    """
    numbers: dict[str, int] = {}

    def replaced(token: re.Match[str]) -> str:
        own, parameter, word = token["own"], token["parameter"], token["word"]
        if parameter:
            return f"${numbers.setdefault(parameter, len(numbers) + 1)}"
        if own:
            return str(own).strip()
        if token["other"]:
            return ""
        return _WORDS.get(word, token[0]) if word else token[0]

    translated = _TOKEN.sub(replaced, sql)
    return Query(translated, tuple(numbers))
