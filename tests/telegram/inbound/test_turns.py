"""Each chat in order, and nobody behind another chat."""

import asyncio
from typing import Any

import pytest
from aiogram.types import Update

from bot.telegram.inbound.turns import Turns, whose

ALICE = {"id": 1001, "is_bot": False, "first_name": "Alice"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Alice"}
GROUP = {"id": -7, "type": "group", "title": "Foxes"}
MESSAGE = {"message_id": 1, "date": 1, "chat": GROUP, "from": ALICE, "text": "fox"}
PRESS = {"id": "1", "from": ALICE, "chat_instance": "1", "data": "x"}
MEMBER = {"user": {"id": 42, "is_bot": True, "first_name": "Bot"}, "status": "left"}

KEYS: dict[str, tuple[dict[str, Any], object]] = {
    "words": ({"message": MESSAGE}, ("chat", -7)),
    "words in private": ({"message": MESSAGE | {"chat": PRIVATE}}, ("chat", 1001)),
    "an edit": ({"edited_message": MESSAGE}, ("chat", -7)),
    "a press": ({"callback_query": PRESS | {"message": MESSAGE}}, ("chat", -7)),
    "a press under an old message": (
        {"callback_query": PRESS | {"message": {"message_id": 1, "date": 0, "chat": GROUP}}},
        ("chat", -7),
    ),
    "a press inline": ({"callback_query": PRESS | {"inline_message_id": "i"}}, ("person", 1001)),
    "typing inline": ({"inline_query": {"id": "1", "from": ALICE, "query": "", "offset": ""}}, ("person", 1001)),
    "somebody is about to pay": (
        {
            "update_id": 5,
            "pre_checkout_query": {
                "id": "1",
                "from": ALICE,
                "currency": "XTR",
                "total_amount": 50,
                "invoice_payload": "p",
            },
        },
        ("update", 5),
    ),
    "a choice": (
        {"chosen_inline_result": {"result_id": "1", "from": ALICE, "query": "", "inline_message_id": "i"}},
        ("person", 1001),
    ),
    "coming and going": (
        {
            "my_chat_member": {
                "chat": GROUP,
                "from": ALICE,
                "date": 1,
                "old_chat_member": MEMBER,
                "new_chat_member": MEMBER,
            }
        },
        ("chat", -7),
    ),
    "what nobody knows": ({"hologram": {}}, ("update", 5)),
}


@pytest.mark.parametrize(("raw", "key"), KEYS.values(), ids=KEYS)
def test_the_chat_is_whose_turn_it_is_and_else_the_person(raw: dict[str, Any], key: object) -> None:
    assert whose(Update.model_validate({"update_id": 5} | raw)) == key


async def test_turns_of_one_key_come_one_at_a_time_and_in_order() -> None:
    turns, seen = Turns(), list[str]()

    async def take(name: str) -> None:
        async with turns.of("chat"):
            seen.append(f"{name} begins")
            await asyncio.sleep(0)
            seen.append(f"{name} ends")

    async with asyncio.TaskGroup() as tasks:
        for name in "abc":
            tasks.create_task(take(name))
    assert seen == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]


async def test_turns_of_other_keys_do_not_wait() -> None:
    turns = Turns()
    async with turns.of("one"), asyncio.timeout(1), turns.of("other"):
        pass


async def test_who_gives_up_waiting_lets_nobody_past() -> None:
    turns, seen = Turns(), list[str]()

    async def take(name: str) -> None:
        async with turns.of("chat"):
            seen.append(name)

    async with asyncio.TaskGroup() as tasks, turns.of("chat"):
        gone, _ = tasks.create_task(take("gone")), tasks.create_task(take("next"))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
        assert seen == []
    assert seen == ["next"]


async def test_nothing_is_kept_of_keys_that_nobody_waits_for() -> None:
    turns = Turns()
    for key in range(100):
        async with turns.of(key):
            assert len(turns) == 1
    assert len(turns) == 0
