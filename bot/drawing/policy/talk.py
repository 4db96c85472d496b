"""What people say that is no picture to draw: told by a small table, so that nobody pays for a thank-you."""

import re
from collections.abc import Iterator
from enum import StrEnum


class Talk(StrEnum):
    """What words are meant as."""

    HELLO = "hello"
    THANKS = "thanks"
    PRAISE = "praise"  #: they like it, or laugh
    COMPLAINT = "complaint"  #: they do not
    ASSENT = "assent"  #: yes, no, fine: words that answer nothing
    BYE = "bye"
    CALL_OFF = "call-off"  #: what they wait for is not wanted any more
    HELP = "help"  #: they ask what to do here
    LINK = "link"  #: nothing but links
    NOISE = "noise"  #: no letter and no digit
    WORDS = "words"  #: anything else: perhaps a picture

    @property
    def is_talk(self) -> bool:
        """Whether it surely describes no picture."""
        return self is not Talk.WORDS


_PHRASES: dict[Talk, str] = {
    Talk.HELLO: """
        hello, hi, hey, hiya, yo, hello there, hi there, hey there, hello bot, hi bot, good morning, good afternoon,
        good evening, how are you, whats up, sup, greetings, are you there, test, testing,
        привет, приветик, приветики, здравствуй, здравствуйте, здрасте, добрый день, доброе утро, добрый вечер, хай,
        хелло, хей, салют, ку, йо, приветствую, привет бот, привет всем, как дела, ты тут, тест, проверка, доброго дня
    """,
    Talk.THANKS: """
        thanks, thank you, thank you so much, thank you very much, thanks a lot, many thanks, thx, ty, tysm, cheers,
        спасибо, спасибо большое, большое спасибо, спс, благодарю, пасиб, спасибочки, огромное спасибо, мерси,
        спасибо бот
    """,
    Talk.PRAISE: """
        wow, cool, nice, great, awesome, amazing, perfect, beautiful, lovely, super, love it, i love it, well done,
        good job, good bot, nice one, very nice, so good, so cool, so cute, cute, haha, lol, lmao, rofl, omg, best,
        not bad, i like it, like it, looks good, looks great, that is great, excellent, brilliant, fantastic, gorgeous,
        wonderful, funny, so funny, whoa, good one,
        класс, классно, супер, круто, крутяк, отлично, здорово, красиво, красота, вау, ого, прикольно, прелесть,
        шикарно, огонь, бомба, топ, нравится, мне нравится, очень нравится, обожаю, люблю, молодец,
        хорошо, хороший бот, неплохо,
        идеально, великолепно, прекрасно, чудесно, обалдеть, офигеть, ничего себе, ржу, лол, кек, ахаха, как красиво,
        очень красиво, как мило, мило, смешно, ура
    """,
    Talk.COMPLAINT: """
        ew, bad, ugly, wtf, not like this, i dont like it, dont like it, i do not like it, so bad,
        terrible, awful, meh,
        that is wrong, wrong, not good, horrible, hate it, i hate it, disgusting, boring,
        фу, плохо, ужас, ужасно, так себе, не нравится, мне не нравится, не то, совсем не то, не так, страшно, жуть,
        некрасиво, скучно, отстой, чушь, ерунда
    """,
    Talk.ASSENT: """
        ok, okay, okey, k, kk, yes, yep, yeah, sure, no, nope, fine, good, alright, right, got it, i see, agreed,
        really, what is this, what is that, why, hmm, hm, oh, ah, and, so, what, who,
        ок, окей, оке, да, ага, угу, нет, не, неа, ладно, хорошо ладно, понятно, понял, поняла, ясно, конечно,
        договорились, пойдёт, пойдет, норм, нормально, точно, правда, давай, да ладно, что это,
        почему, хм, эх, ох, ух, и, что,
        кто, зачем, а
    """,
    Talk.BYE: """
        bye, goodbye, bye bye, good bye, good night, see you, see ya, cya, later,
        пока, до свидания, пока пока, спокойной ночи, до завтра, увидимся, бай
    """,
    Talk.CALL_OFF: """
        cancel, never mind, nevermind, forget it, stop it, dont draw, do not draw, cancel it, cancel that,
        отмена, отмени, отменить, отменяй, не надо, не нужно, забудь, передумал, передумала, не рисуй, хватит
    """,
    Talk.HELP: """
        help, help me, what can you do, how does this work, how do i use this, how do i use you, who are you,
        what are you, how to use, commands, menu, start, instructions,
        помощь, помоги, помогите, что ты умеешь, что умеешь, как это работает, как пользоваться,
        как тобой пользоваться,
        кто ты, ты кто, что ты такое, команды, меню, старт, начать, справка, инструкция, что делать
    """,
}
_MEANINGS = {
    phrase: talk for talk, listed in _PHRASES.items() for phrase in (" ".join(one.split()) for one in listed.split(","))
}
_PADDING_LIST = """
    so very much really it is its this that a the you your and but just too i we one all oh ah please bot
    это так очень и а но же ну вот просто вы ты мне я он она всё все как же прямо бот пожалуйста
"""
_PADDING = frozenset(_PADDING_LIST.replace("ё", "е").split())
"""What stands between such words and makes nothing else of them."""

_LAUGHTER = re.compile(r"(?:[аa]?(?:х[аыеи]|ha|he|xa)+х?|(?:lo)+l|(?:ло)+л|[хx]+[дd]+)+", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|tg://|www\.)\S+|(?:[\w-]+\.)+(?:com|org|net|ru|me|io|рф)(?:/\S*)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_LONG = re.compile(r"(.)\1{2,}")
_MOST = 8
"""So many words of talk are still only talk; more may be something else."""


def meant(text: str) -> Talk:
    """What somebody means by the whole of their words."""
    if (left := _LINK.sub(" ", text)) != text and not _WORD.search(left):
        return Talk.LINK
    words = _words(text)
    if not words:
        return Talk.NOISE
    return _of(words) or Talk.WORDS


def may_be_talk(text: str) -> bool:
    """Whether it may be said about a picture instead of being something to change in it: wow, love it."""
    if meant(text).is_talk or "?" in text:
        return True
    words = _words(text)
    begins = (_of(words[:size]) for size in range(min(len(words), 3), 0, -1))
    return any(one not in (None, Talk.ASSENT) for one in begins)


def _words(text: str) -> list[str]:
    """The words of a text, folded, without signs, and with letters that were drawn out as one: helloooo."""
    plain = text.casefold().replace("ё", "е").replace("'", "").replace("’", "")
    return [_LONG.sub(r"\1", word) for word in _WORD.findall(plain)]


def _of(words: list[str]) -> Talk | None:
    """What all these words are together, or each with others of the table beside it."""
    if (known := _KNOWN.get(" ".join(words))) is not None:
        return known
    if all(_LAUGHTER.fullmatch(word) for word in words):
        return Talk.PRAISE
    if len(words) > _MOST:
        return None
    found = list(_pieces(words))
    if not found or None in found:
        return None
    return Talk.HELLO if Talk.HELLO in found else found[-1]


def _pieces(words: list[str]) -> Iterator[Talk | None]:
    """What the words are piece by piece, the longest known phrase first; None for what is none of them."""
    while words:
        sizes = (size for size in (4, 3, 2, 1) if size <= len(words) and _is_known(words[:size]))
        if size := next(sizes, 0):
            yield _KNOWN.get(" ".join(words[:size]), Talk.PRAISE)
        elif words[0] not in _PADDING:
            yield None
        words = words[size or 1 :]


def _is_known(words: list[str]) -> bool:
    return " ".join(words) in _KNOWN or (len(words) == 1 and bool(_LAUGHTER.fullmatch(words[0])))


_KNOWN = {" ".join(_words(phrase)): talk for phrase, talk in _MEANINGS.items()}
