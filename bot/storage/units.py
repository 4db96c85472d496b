"""What several stores do alike."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn
from uuid import UUID, uuid4

from bot.drawing.policy import stumbling
from bot.drawing.ports.work_stores import Lease
from bot.drawing.values.pictures import Picture
from bot.drawing.values.requests import Request
from bot.errors import FenceLost, RowsUnreadable
from bot.storage import queries
from bot.storage.charging import settling
from bot.storage.database import Database
from bot.storage.rows import generations, requests
from bot.storage.rows.times import to_stamp
from bot.storage.statements import GuardFailed, Statement


async def find_request(database: Database, request_id: UUID) -> Request | None:
    """A request by its id."""
    return await read_request(database, queries.load().find_request, {"id": str(request_id)})


async def read_request(database: Database, sql: str, params: dict[str, object]) -> Request | None:
    """The one request that a query finds, where it finds one."""
    (found,) = await database.run(Statement(sql, params))
    return requests.request_or_none(found)


async def find_pictures(database: Database, request_id: UUID) -> dict[int, Picture]:
    """The kept pictures of a request by their positions."""
    (found,) = await database.run(Statement(queries.load().pictures_of_request, {"id": str(request_id)}))
    return {row["position"]: generations.picture(row) for row in found}


async def end_unreadable(
    database: Database, free: str, terms: Mapping[str, object], spoiled: Mapping[str, str]
) -> NoReturn:
    """End claimed requests, by what stands in ``id``, that are none; ``free`` gives back all else of their claim.

    Raises RowsUnreadable.
    """
    sql, ids = queries.load(), sorted(spoiled)
    common = {"now": terms["now"], "since": terms["now"], "given_up": stumbling.GIVEN_UP}
    mends = (sql.mend_request, sql.mend_generations, sql.begin_terms)
    await database.run(
        *(Statement(mend, common | {"id": key}) for key in ids for mend in mends),
        *(settle for key in ids for settle in settling(key, terms["now"])),
        Statement(free, terms),
    )
    raise RowsUnreadable(tuple(ids), spoiled[ids[0]])


def terms_of(lease: Lease) -> dict[str, object]:
    """The parameters of a claim: when it is made, how long it holds, and a name that no other claim has."""
    return {"now": to_stamp(lease.now), "until": to_stamp(lease.until), "claim": uuid4().hex}


@contextmanager
def fenced(row_id: UUID) -> Iterator[None]:
    """A guard that fails in this block means that the claim of a row is somebody else's. Raises FenceLost."""
    try:
        yield
    except GuardFailed as error:
        raise FenceLost(str(row_id)) from error
