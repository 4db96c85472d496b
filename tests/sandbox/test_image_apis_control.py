"""The control side over HTTP: journal, faults, behaviour and operations, for this machine only."""

from collections.abc import AsyncIterator

import pytest

from sandbox.image_apis import Behaviour, Billing
from sandbox.wire import Fault, Spoil
from tests.sandbox.test_image_apis import NOON, Json, Visitor, body, visiting

CONTROL = ["/control/journal", "/control/faults", "/control/behaviour", "/control/operations", "/control/drawings"]


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with visiting(Behaviour(duration=10)) as arrived:
        yield arrived


async def test_shows_the_calls_with_operation_params_and_status(visitor: Visitor) -> None:
    await visitor.generate()
    [call] = (await visitor.http.get("/control/journal")).json()
    assert (call["operation"], call["params"], call["status"]) == ("generate", body(), 200)


async def test_does_not_show_the_key_of_a_call(visitor: Visitor) -> None:
    await visitor.generate()
    [call] = (await visitor.http.get("/control/journal")).json()
    assert call["headers"]["Authorization"] == "Api-Key ***"


async def test_shows_a_call_whose_text_is_no_utf8(visitor: Visitor) -> None:
    await visitor.generate("\ud800")
    [call] = (await visitor.http.get("/control/journal")).json()
    assert call["params"] == body("\ud800")


async def test_forgets_the_calls(visitor: Visitor) -> None:
    await visitor.generate()
    await visitor.http.delete("/control/journal")
    assert visitor.sandbox.wire.calls == []


async def test_the_control_side_is_not_in_the_journal(visitor: Visitor) -> None:
    await visitor.http.get("/control/operations")
    assert (await visitor.http.get("/control/journal")).json() == []


async def test_takes_a_fault(visitor: Visitor) -> None:
    given = {
        "operation": "oper*",
        "spoil": "answer",
        "times": -1,
        "skip": 2,
        "after_effect": True,
        "where": {"id": "fbv1"},
        "status": 429,
        "body": "slow down",
        "headers": {"Retry-After": 3},
        "seconds": 1,
    }
    await visitor.http.post("/control/faults", json=given)
    assert visitor.sandbox.wire.faults == [
        Fault("oper*", Spoil.ANSWER, -1, 2, True, {"id": "fbv1"}, 429, b"slow down", {"Retry-After": "3"}, 1.0)  # noqa: FBT003
    ]


async def test_takes_several_faults_at_once(visitor: Visitor) -> None:
    await visitor.http.post("/control/faults", json=[{"operation": "a", "spoil": "drop"}] * 2)
    assert visitor.sandbox.wire.faults == [Fault("a", Spoil.DROP)] * 2


async def test_a_fault_taken_strikes(visitor: Visitor) -> None:
    told = {"code": 14, "message": "unavailable"}
    fault = {"operation": "generate", "spoil": "answer", "status": 503, "body": told}
    await visitor.http.post("/control/faults", json=fault)
    answer = await visitor.generate()
    assert (answer.status_code, answer.json(), answer.headers["Content-Type"]) == (503, told, "application/json")


async def test_shows_the_faults_in_force(visitor: Visitor) -> None:
    visitor.sandbox.wire.faults.append(Fault("generate", Spoil.HANG, body=b"\xff", seconds=2))
    [shown] = (await visitor.http.get("/control/faults")).json()
    assert (shown["operation"], shown["spoil"], shown["seconds"]) == ("generate", "hang", 2)


async def test_clears_the_faults(visitor: Visitor) -> None:
    visitor.sandbox.wire.faults.append(Fault("generate", Spoil.DROP))
    await visitor.http.delete("/control/faults")
    assert visitor.sandbox.wire.faults == []


@pytest.mark.parametrize(
    "changes",
    [
        {"operation": ""},
        {"operation": None},
        {"spoil": "explode"},
        {"spoil": []},
        {"times": 0},
        {"times": -2},
        {"times": True},
        {"skip": -1},
        {"after_effect": "yes"},
        {"where": "id"},
        {"status": 99},
        {"status": "500"},
        {"headers": []},
        {"seconds": -1},
        {"seconds": 10**400},
        {"colour": "red"},
    ],
)
async def test_turns_down_a_fault_that_makes_no_sense(visitor: Visitor, changes: Json) -> None:
    answer = await visitor.http.post("/control/faults", json={"operation": "generate", "spoil": "drop"} | changes)
    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_of_several_faults_takes_none_if_one_makes_no_sense(visitor: Visitor) -> None:
    await visitor.http.post("/control/faults", json=[{"operation": "a", "spoil": "drop"}, {}])
    assert visitor.sandbox.wire.faults == []


@pytest.mark.parametrize(("method", "path"), [("POST", "/control/faults"), ("PUT", "/control/behaviour")])
async def test_turns_down_what_is_no_json(visitor: Visitor, method: str, path: str) -> None:
    assert (await visitor.http.request(method, path, content=b"{")).status_code == 400


async def test_shows_the_behaviour(visitor: Visitor) -> None:
    shown = (await visitor.http.get("/control/behaviour")).json()
    assert (shown["duration"], shown["refused"], shown["generations_per_minute"]) == (
        10, ["forbidden", "запрещено"], 500,
    )  # fmt: skip


async def test_changes_the_behaviour_and_keeps_what_was_left_out(visitor: Visitor) -> None:
    given = {"duration": [1, 2.5], "refused": ["fox"], "results_per_second": 0}
    await visitor.http.put("/control/behaviour", json=given)
    assert visitor.sandbox.behaviour == Behaviour(duration=(1.0, 2.5), refused=("fox",), results_per_second=0)


async def test_changes_how_the_account_stands_with_openai(visitor: Visitor) -> None:
    await visitor.http.put("/control/behaviour", json={"openai_billing": "insufficient_quota"})
    assert visitor.sandbox.behaviour.openai_billing is Billing.NO_QUOTA


async def test_a_behaviour_shown_can_be_given_back(visitor: Visitor) -> None:
    before = visitor.sandbox.behaviour = Behaviour(duration=lambda _: 7)
    await visitor.http.put("/control/behaviour", json=(await visitor.http.get("/control/behaviour")).json())
    assert visitor.sandbox.behaviour == before


@pytest.mark.parametrize(
    "given",
    [
        [],
        {"speed": 1},
        {"duration": -1},
        {"duration": True},
        {"duration": "1"},
        {"duration": [2, 1]},
        {"duration": [1]},
        {"duration": [1, 10**400]},
        {"refused": "fox"},
        {"refused": [""]},
        {"generations_per_day": -1},
        {"generations_per_day": 1.5},
        {"iam_token_seconds": "12h"},
        {"openai_billing": "broke"},
    ],
)
async def test_turns_down_a_behaviour_that_makes_no_sense(visitor: Visitor, given: object) -> None:
    answer = await visitor.http.put("/control/behaviour", json=given)
    assert answer.status_code == 400
    assert visitor.sandbox.behaviour == Behaviour(duration=10)


async def test_shows_the_operations(visitor: Visitor) -> None:
    operation_id = await visitor.accepted("refused later", generationOptions={"seed": str(2**60)})
    [shown] = (await visitor.http.get("/control/operations")).json()
    assert shown["error"].pop("message")
    assert shown == {
        "id": operation_id,
        "modelUri": "art://b1gfolder/yandex-art/latest",
        "prompt": "refused later",
        "seed": str(2**60),
        "ratio": [1, 1],
        "clientRequestId": "",
        "createdAt": NOON.isoformat(),
        "dueAt": NOON.replace(second=10).isoformat(),
        "state": "pending",
        "error": {"code": 3},
    }


@pytest.mark.parametrize("path", CONTROL)
async def test_all_of_it_is_closed_to_a_foreign_host_name(visitor: Visitor, path: str) -> None:
    assert (await visitor.http.get(path, headers={"Host": "evil.example"})).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1.evil.example", "192.168.0.7:80", "localhost@evil.example", "[::1", ""])
async def test_is_closed_to_names_that_only_look_like_this_machine(visitor: Visitor, host: str) -> None:
    assert (await visitor.http.get("/control/journal", headers={"Host": host})).status_code in {400, 403}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:8080", "[::1]:8080", "127.8.8.8:1"])
async def test_is_open_under_the_names_of_this_machine(visitor: Visitor, host: str) -> None:
    assert (await visitor.http.get("/control/journal", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1:1", "http://localhost"])
async def test_is_closed_to_foreign_pages(visitor: Visitor, origin: str) -> None:
    assert (await visitor.http.delete("/control/faults", headers={"Origin": origin})).status_code == 403


async def test_is_open_to_its_own_pages(visitor: Visitor) -> None:
    headers = {"Origin": visitor.sandbox.url}
    assert (await visitor.http.delete("/control/faults", headers=headers)).status_code == 200


async def test_a_foreign_page_gets_nothing_done(visitor: Visitor) -> None:
    await visitor.http.post(
        "/control/faults", json={"operation": "*", "spoil": "drop"}, headers={"Origin": "http://evil.example"}
    )
    assert visitor.sandbox.wire.faults == []
