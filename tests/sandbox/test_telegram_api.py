"""How the stand-in takes calls: tokens, method names, and the four ways to pass parameters."""

import io
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.methods import SendMessage
from aiogram.types import BufferedInputFile, InputMediaPhoto

from sandbox.telegram_api import ALICE, TelegramSandbox, World
from tests.sandbox.conftest import Raw, picture, refuses

TEXT = {"chat_id": str(ALICE), "text": "[hello]"}


async def test_the_bot_learns_who_it_is(bot: Bot, sandbox: TelegramSandbox) -> None:
    me = await bot.me()
    assert (me.id, me.username, me.is_bot) == (sandbox.world.bot.id, "palitra_sandbox_bot", True)
    assert me.can_read_all_group_messages is False


async def test_another_token_is_unauthorized(sandbox: TelegramSandbox, http: aiohttp.ClientSession) -> None:
    answer = await http.get(f"{sandbox.url}/bot1:other/getMe")
    assert answer.status == 401
    assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_aiogram_takes_another_token_for_unauthorized(bot: Bot, sandbox: TelegramSandbox) -> None:
    with refuses("Unauthorized", TelegramUnauthorizedError):
        await Bot("1:other", session=bot.session).get_me()
    assert sandbox.wire.calls == []


@pytest.mark.parametrize("path", ["/botnonsense/getMe", "/bot", "/bot1:a", "/bot1:a/b/c", "/botnonsense", "/filexx"])
async def test_a_malformed_address_is_not_found(
    sandbox: TelegramSandbox, http: aiohttp.ClientSession, path: str
) -> None:
    answer = await http.get(sandbox.url + path)
    assert await answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_an_unknown_method_is_not_found(raw: Raw) -> None:
    assert await raw("drawMeASheep") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }


async def test_method_names_do_not_mind_the_case(raw: Raw) -> None:
    assert (await raw("GETME"))["ok"]


async def test_only_get_and_post_are_heard(raw: Raw) -> None:
    answer = await raw.http.put(raw.url("getMe"))
    assert answer.status == 404


async def test_parameters_come_in_the_query(raw: Raw) -> None:
    answer = await raw.http.get(raw.url("sendMessage"), params=TEXT)
    assert (await answer.json())["result"]["text"] == "[hello]"


async def test_parameters_come_urlencoded(raw: Raw) -> None:
    answer = await raw.http.post(raw.url("sendMessage"), data=TEXT)
    assert (await answer.json())["result"]["text"] == "[hello]"


async def test_parameters_come_as_json(raw: Raw) -> None:
    assert (await raw("sendMessage", **TEXT))["result"]["text"] == "[hello]"


async def test_parameters_come_as_a_form(raw: Raw) -> None:
    form = aiohttp.FormData(TEXT, default_to_multipart=True)
    answer = await raw.http.post(raw.url("sendMessage"), data=form)
    assert (await answer.json())["result"]["text"] == "[hello]"


async def test_nested_objects_come_as_json_texts_or_as_they_are(raw: Raw) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    as_text = await raw("sendMessage", **TEXT, reply_markup=json.dumps(markup))
    as_object = await raw("sendMessage", **TEXT, reply_markup=markup)
    assert as_text["result"]["reply_markup"] == as_object["result"]["reply_markup"] == markup


async def test_a_text_that_looks_like_json_stays_a_text(raw: Raw) -> None:
    for text in ['{"a": 1}', "null", "12", "true"]:
        assert (await raw("sendMessage", chat_id=ALICE, text=text))["result"]["text"] == text


async def test_half_a_character_is_refused(raw: Raw) -> None:
    assert await raw.refusal("sendMessage", chat_id=ALICE, text="a\ud83e") == (
        "Bad Request: strings must be encoded in UTF-8"
    )


async def test_a_number_will_do_for_a_text(raw: Raw) -> None:
    assert (await raw("sendMessage", chat_id=ALICE, text=5))["result"]["text"] == "5"


async def test_the_journal_has_numbers_and_truths_however_they_came(raw: Raw, sandbox: TelegramSandbox) -> None:
    await raw.http.post(raw.url("sendMessage"), data=TEXT | {"disable_notification": "True"})
    params = sandbox.wire.of("sendMessage")[0].params
    assert (params["chat_id"], params["disable_notification"]) == (ALICE, True)


async def test_an_unknown_parameter_is_reported(raw: Raw) -> None:
    assert await raw.refusal("sendMessage", **TEXT, colour="red") == "Bad Request: sandbox: unknown parameter colour"


async def test_an_unknown_field_of_a_button_is_reported(raw: Raw) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "calback_data": "b"}]]}
    assert (
        await raw.refusal("sendMessage", **TEXT, reply_markup=markup)
        == "Bad Request: sandbox: unknown parameter reply_markup.inline_keyboard[0][0].calback_data"
    )


async def test_an_unplayed_parameter_is_reported(raw: Raw) -> None:
    refusal = await raw.refusal("sendMessage", **TEXT, business_connection_id="b")
    assert refusal == "Bad Request: sandbox: parameter business_connection_id is not played"


async def test_a_wrong_type_is_reported(raw: Raw) -> None:
    refusal = await raw.refusal("sendMessage", **TEXT, message_thread_id="seven")
    assert refusal.startswith("Bad Request: sandbox: parameter message_thread_id: ")


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"text"', b"\xff", b"[" * 100_000])
async def test_rubbish_instead_of_json_is_refused(raw: Raw, body: bytes) -> None:
    answer = await raw.http.post(raw.url("sendMessage"), data=body, headers={"Content-Type": "application/json"})
    assert (await answer.json())["description"] == "Bad Request: can't parse JSON object"


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
async def test_rubbish_instead_of_a_form_is_refused(raw: Raw, kind: str) -> None:
    answer = await raw.http.post(raw.url("sendMessage"), data=b"\x00rubbish", headers={"Content-Type": kind})
    assert answer.status == 400


async def test_an_object_that_is_no_json_is_refused(raw: Raw) -> None:
    refusal = await raw.refusal("sendMessage", **TEXT, reply_markup="{")
    assert refusal == "Bad Request: can't parse reply markup JSON object"


async def test_a_file_comes_under_its_parameter(raw: Raw) -> None:
    form = aiohttp.FormData({"chat_id": str(ALICE)})
    form.add_field("photo", picture(), filename="a.jpg")
    answer = await raw.http.post(raw.url("sendPhoto"), data=form)
    assert (await answer.json())["result"]["photo"][-1]["width"] == 64


async def test_a_file_comes_attached_by_name_inside_nested_json(raw: Raw, world: World) -> None:
    message = (await raw("sendMessage", **TEXT))["result"]["message_id"]
    form = aiohttp.FormData({"chat_id": str(ALICE), "message_id": str(message)})
    form.add_field("media", json.dumps({"type": "photo", "media": "attach://here"}))
    form.add_field("here", picture(), filename="a.jpg")
    answer = await raw.http.post(raw.url("editMessageMedia"), data=form)
    assert world.file((await answer.json())["result"]["photo"][-1]["file_id"]) == picture()


async def test_an_attached_file_that_did_not_come_is_missed(raw: Raw) -> None:
    assert await raw.refusal("sendPhoto", chat_id=ALICE, photo="attach://x") == (
        "Bad Request: sandbox: no file came for attach://x"
    )


async def test_a_file_nobody_mentions_is_reported(raw: Raw) -> None:
    form = aiohttp.FormData(TEXT)
    form.add_field("stray", b"x", filename="x")
    answer = await raw.http.post(raw.url("sendMessage"), data=form)
    assert (await answer.json())["description"] == "Bad Request: sandbox: unknown parameter stray"


async def test_a_form_comes_in_chunks(raw: Raw) -> None:
    boundary = "chunked"
    lines = [f"--{boundary}", 'Content-Disposition: form-data; name="chat_id"', "", str(ALICE)]
    lines += [f"--{boundary}", 'Content-Disposition: form-data; name="text"', "", "piecemeal", f"--{boundary}--", ""]
    body = "\r\n".join(lines).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for place in range(0, len(body), 7):
            yield body[place : place + 7]

    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = await raw.http.post(raw.url("sendMessage"), data=pieces(), headers=headers)
    assert (await answer.json())["result"]["text"] == "piecemeal"


async def test_aiogram_uploads_a_photo_in_an_edit(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "wait")
    edited = await sent.edit_media(InputMediaPhoto(media=BufferedInputFile(picture(), "a.jpg")))
    assert not isinstance(edited, bool)
    assert edited.photo
    assert world.file(edited.photo[-1].file_id) == picture()


async def test_a_request_over_fifty_megabytes_is_too_large(raw: Raw) -> None:
    form = aiohttp.FormData({"chat_id": str(ALICE)})
    form.add_field("document", io.BytesIO(bytes(50 * 2**20 + 1)), filename="big.bin")
    answer = await raw.http.post(raw.url("sendDocument"), data=form)
    assert await answer.json() == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_a_json_body_may_not_be_huge_either(raw: Raw) -> None:
    answer = await raw.http.post(
        raw.url("sendMessage"), data=io.BytesIO(b" " * (52 * 2**20)), headers={"Content-Type": "application/json"}
    )
    assert answer.status == 413


async def test_every_call_is_in_the_journal(bot: Bot, sandbox: TelegramSandbox) -> None:
    await bot(SendMessage(chat_id=ALICE, text="hello"))
    call = sandbox.wire.of("sendMessage")[0]
    assert (call.status, call.params["text"]) == (200, "hello")
