"""Methods that answer from afar: results for inline queries, and a guest's message."""

import re
from dataclasses import replace
from typing import Any

from aiogram.methods import AnswerGuestQuery, AnswerInlineQuery
from aiogram.types import (
    InlineQueryResultArticle,
    InlineQueryResultCachedDocument,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from pydantic import BaseModel

from sandbox.telegram_api.decode import dump
from sandbox.telegram_api.errors import ApiError, bad_request, not_played
from sandbox.telegram_api.methods import content
from sandbox.telegram_api.methods.table import Ask, plays
from sandbox.telegram_api.queries import INLINE_SECONDS, Choice, InlineAnswer
from sandbox.telegram_api.values import Json

_MAX_RESULTS = 50
_MAX_ID = 64  #: bytes
_MAX_OFFSET = 64  #: bytes
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]*")
_MAX_START_PARAMETER = 64


def answer_inline_query(ask: Ask[AnswerInlineQuery]) -> bool:
    """Show results to who typed; once, and within ten seconds."""
    state, p = ask.state, ask.params
    query = state.inline_queries.get(p.inline_query_id)
    late = query is None or state.clock().timestamp() - query.asked >= INLINE_SECONDS
    if query is None or late or query.id in state.expired or query.answer is not None:
        raise _too_old()
    if len(p.results) > _MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len((p.next_offset or "").encode()) > _MAX_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    if p.button is not None:
        _check_button(p.button)
    choices = tuple(_choice(ask, result) for result in p.results)
    if len({choice.id for choice in choices}) < len(choices):
        raise bad_request("RESULT_ID_DUPLICATE")
    answer = InlineAnswer(choices, dump(p))
    state.inline_queries[query.id] = replace(query, answer=answer)
    cards = {"results": [choice.card for choice in choices]}
    more = {"button": answer.params.get("button"), "next_offset": p.next_offset or ""}
    state.signals.tell({"event": "results", "query_id": query.id, "person": query.person} | cards | more)
    return True


def answer_guest_query(ask: Ask[AnswerGuestQuery]) -> Json:
    """Post one message in the chat the bot was called into; all it learns is the inline message id."""
    state, p = ask.state, ask.params
    query = state.guest_queries.get(p.guest_query_id)
    if query is None or query.id in state.expired or query.inline_message_id is not None:
        raise _too_old()
    called = query.message
    shown = _choice(ask, p.result).content | {"guest_bot_caller_user": called["from"]}
    chat = state.chats[called["chat"]["id"]]
    _, inline_id = state.post_inline(
        chat, state.bot, shown, thread=called.get("message_thread_id") if chat.is_forum else None, reply=called
    )
    state.guest_queries[query.id] = replace(query, inline_message_id=inline_id)
    return {"inline_message_id": inline_id}


def _too_old() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")


def _check_button(button: InlineQueryResultsButton) -> None:
    if button.web_app is not None:
        raise not_played("a web app button over inline results")
    if not button.text:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    parameter = button.start_parameter or ""
    if not parameter:
        raise bad_request("START_PARAM_EMPTY")
    if len(parameter) > _MAX_START_PARAMETER:
        raise bad_request("START_PARAM_TOO_LONG")
    if not _START_PARAMETER.fullmatch(parameter):
        raise bad_request("START_PARAM_INVALID")


def _choice(ask: Ask[Any], result: BaseModel) -> Choice:
    match result:
        case InlineQueryResultArticle():
            return _made(result, {"url": result.url}, _content(ask, result.input_message_content))
        case InlineQueryResultCachedPhoto():
            shown = content.photo(ask, result.photo_file_id)
            return _made(result, shown, _content(ask, result.input_message_content) or shown | _caption(ask, result))
        case InlineQueryResultCachedDocument():
            shown = content.document(ask, result.document_file_id)
            return _made(result, shown, _content(ask, result.input_message_content) or shown | _caption(ask, result))
        case _:
            raise not_played(f"an inline result of type {type(result).__name__}")


def _made(
    result: InlineQueryResultArticle | InlineQueryResultCachedPhoto | InlineQueryResultCachedDocument,
    shown: Json,
    message: Json,
) -> Choice:
    if not 0 < len(result.id.encode()) <= _MAX_ID:
        raise bad_request("RESULT_ID_INVALID")
    if isinstance(result, InlineQueryResultArticle) and not result.title:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    card = {"id": result.id, "type": str(result.type), "title": result.title, "description": result.description} | shown
    known = {name: value for name, value in card.items() if value is not None}
    return Choice(result.id, known, message | content.keyboard(result.reply_markup))


def _content(ask: Ask[Any], given: object) -> Json:
    match given:
        case None:
            return {}
        case InputTextMessageContent():
            hidden = given.disable_web_page_preview is True
            preview = LinkPreviewOptions(is_disabled=True) if hidden else given.link_preview_options
            return content.text(ask.state, given.message_text, given.parse_mode, given.entities, preview)
        case _:
            raise not_played(f"inline content of type {type(given).__name__}")


def _caption(ask: Ask[Any], given: InlineQueryResultCachedPhoto | InlineQueryResultCachedDocument) -> Json:
    above = getattr(given, "show_caption_above_media", None)
    return content.caption(ask.state, given.caption, given.parse_mode, given.caption_entities, above=above)


METHODS = [plays(AnswerInlineQuery, answer_inline_query), plays(AnswerGuestQuery, answer_guest_query)]
