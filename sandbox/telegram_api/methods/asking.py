"""Methods about single things the bot was given: presses of buttons, files."""

from dataclasses import replace

from aiogram.methods import AnswerCallbackQuery, GetFile

from sandbox.telegram_api.decode import dump
from sandbox.telegram_api.entities import utf16_length
from sandbox.telegram_api.errors import bad_request
from sandbox.telegram_api.files import MAX_DOWNLOAD_BYTES
from sandbox.telegram_api.methods.table import Ask, plays
from sandbox.telegram_api.values import Json

_MAX_ANSWER = 200


def answer_callback_query(ask: Ask[AnswerCallbackQuery]) -> bool:
    """Tell the person who pressed; once, and while Telegram still waits."""
    p = ask.params
    query = ask.state.queries.get(p.callback_query_id)
    if query is None or query.id in ask.state.expired or query.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if utf16_length(p.text or "") > _MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    ask.state.queries[query.id] = replace(query, answer=dump(p))
    event = {"event": "answer", "person": query.person, "text": p.text, "alert": bool(p.show_alert)}
    ask.state.signals.tell(event | ({"url": p.url} if p.url else {}))
    return True


def get_file(ask: Ask[GetFile]) -> Json:
    """Where to download a file; of those over 20 MB Telegram gives none."""
    stored = ask.state.files.files.get(ask.params.file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.original) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.reference() | {"file_path": stored.path}


METHODS = [plays(AnswerCallbackQuery, answer_callback_query), plays(GetFile, get_file)]
