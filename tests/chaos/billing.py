"""What was billed against what is recorded."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sandbox.image_apis.drawings import Drawing
from sandbox.image_apis.operations import Operation
from tests.chaos.evidence import Evidence
from tests.chaos.points import HOLD


def unaccounted(evidence: Evidence) -> Iterator[str]:
    """What was billed more often than is recorded, or for nobody; operations of others."""
    for name, number in evidence.images.submissions.items():
        known = evidence.records.generations.get(UUID(name))
        if known is None or number > known.submissions:
            yield f"{name}: billed {number} times, recorded {known.submissions if known else None}"
    owners = {one.id: one.client_request_id for one in evidence.images.operations}
    for one in evidence.records.generations.values():
        if one.operation_id is not None and owners.get(one.operation_id) != str(one.id):
            yield f"{one.id}: operation {one.operation_id} is not its own"


def billed_twice(evidence: Evidence) -> tuple[list[str], list[str]]:
    """What was billed more than once: with a crash that explains it, and without one."""
    twice = [name for name, number in evidence.images.submissions.items() if number > 1]
    explained = [name for name in twice if _is_explained(evidence, name)]
    return explained, [name for name in twice if name not in explained]


def _is_explained(evidence: Evidence, name: str) -> bool:
    """Whether a crash lies between the two times it was billed, and the bot knew that it submitted twice."""
    billed: list[Operation | Drawing] = [*evidence.images.operations, *evidence.images.drawings]
    times = sorted(one.created_at for one in billed if one.client_request_id == name)
    margin = timedelta(seconds=2 * HOLD)  # what was held back takes effect later than it was sent
    crashed = any(times[0] - margin <= at <= times[-1] + margin for at, _ in evidence.ends)
    known = [entry for life in evidence.lives for entry in life.logged("resubmitting")]
    return len(times) == 2 and crashed and any(entry["generation"] == name for entry in known)
