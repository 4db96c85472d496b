"""What it means to forget a request: the statements, one after the other."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b

from bot.drawing.values.terms import COUNTED
from bot.storage import queries
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Row, Statement


def digest(dedupe_key: str) -> str:
    """What a key is known by that names a person no more."""
    return blake2b(dedupe_key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def forgetting(found: Iterable[Row], now: datetime) -> Iterator[Statement]:
    """Forget requests by their ids, keys and times; what is counted of them is kept, and what they came from is known.

    Those that are not over any more, because somebody has their pictures brought again, stay.
    """
    sql, day_ago = queries.load(), to_stamp(now - COUNTED)
    for row in found:
        params = {"id": row["id"], "now": to_stamp(now), "day_ago": day_ago}
        yield Statement(sql.keep_tallies, params)
        if row["accepted_at"] > day_ago:
            yield Statement(sql.keep_past_key, {"digest": digest(row["dedupe_key"]), "now": params["now"]})
        yield Statement(sql.forget_request, {"id": row["id"]})
