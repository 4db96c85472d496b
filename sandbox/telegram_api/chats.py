"""Who and what there is around the bot: people, chats, topics, and who is what in them."""

from collections.abc import Iterable
from dataclasses import replace

from sandbox.telegram_api.errors import WorldError
from sandbox.telegram_api.privacy import reaches_bot
from sandbox.telegram_api.state import State
from sandbox.telegram_api.values import Chat, ChatType, Json, Kind, Person, Status, Topic, member

_FIRST = {ChatType.GROUP: -4_000_001, ChatType.SUPERGROUP: -1_001_000_000_001, ChatType.CHANNEL: -1_002_000_000_001}


class Chats(State):
    """Plain calls that make people and chats and change who is in them. They raise WorldError for what cannot be."""

    def add_person(
        self, person_id: int, first_name: str, username: str | None = None, language_code: str | None = "en"
    ) -> Person:
        """A new person; their private chat opens when they first write, or by `open_private`."""
        self.people[person_id] = person = Person(person_id, first_name, username, language_code)
        alone = {person_id: Status.MEMBER}
        self.keep(Chat(person_id, ChatType.PRIVATE, first_name, username, alone, bot=Status.LEFT))
        return person

    def open_private(self, person: int) -> Chat:
        """The person's private chat, as if they had pressed Start some time ago."""
        return self.keep(replace(self.chats[self.person(person).id], bot=Status.MEMBER))

    def add_group(self, title: str, members: Iterable[int], *, bot: Status = Status.MEMBER) -> Chat:
        """A basic group; its first member owns it, and the ``bot`` is in it unless said otherwise."""
        return self._add_chat(ChatType.GROUP, title, members, bot=bot)

    def add_supergroup(
        self, title: str, members: Iterable[int], *, forum: bool = False, bot: Status = Status.MEMBER
    ) -> Chat:
        """A supergroup, with topics if it is a ``forum``; its first member owns it."""
        return self._add_chat(ChatType.SUPERGROUP, title, members, forum=forum, bot=bot)

    def add_channel(self, title: str, owner: int, *, discussion: int | None = None, bot: Status = Status.LEFT) -> Chat:
        """A channel; what is published in it goes on to the supergroup ``discussion``."""
        channel = self._add_chat(ChatType.CHANNEL, title, [owner], bot=bot)
        if discussion is None:
            return channel
        self.keep(replace(self.chat(discussion), linked=channel.id))
        return self.keep(replace(channel, linked=discussion))

    def add_topic(self, chat: int, name: str) -> Topic:
        """A new topic of a forum, opened by its owner."""
        forum = self.chat(chat)
        if not forum.is_forum:
            raise WorldError(f"chat {chat} has no topics")
        message = self.post(forum, self._owner(forum), {"forum_topic_created": {"name": name, "icon_color": 7322096}})
        topic = Topic(message["message_id"], name)
        placed = message | {"message_thread_id": topic.id, "is_topic_message": True}
        self.transcript.records[chat][topic.id].versions[:] = [placed]
        self.keep(replace(forum, topics={**forum.topics, topic.id: topic}))
        self._show_bot(placed)
        return topic

    def close_topic(self, chat: int, thread: int) -> None:
        """A topic is closed: only administrators write there."""
        self._set_closed(chat, thread, "forum_topic_closed", closed=True)

    def reopen_topic(self, chat: int, thread: int) -> None:
        """A closed topic is opened again."""
        self._set_closed(chat, thread, "forum_topic_reopened", closed=False)

    def delete_topic(self, chat: int, thread: int) -> None:
        """A topic goes, with all its messages; no update tells."""
        kept = {number: topic for number, topic in self.chat(chat).topics.items() if number != thread}
        for message in self.transcript.all(chat):
            if message.get("message_thread_id") == thread:
                self.erase(chat, message["message_id"])
        self.keep(replace(self.chat(chat), topics=kept))

    def migrate(self, chat: int) -> Chat:
        """A basic group becomes a supergroup; the new chat."""
        old = self.chat(chat)
        if old.type is not ChatType.GROUP or old.migrated_to is not None:
            raise WorldError(f"chat {chat} is no basic group")
        new = replace(old, id=self._free_id(ChatType.SUPERGROUP), type=ChatType.SUPERGROUP)
        owner = self._owner(old)
        self._show_bot(self.post(old, owner, {"migrate_to_chat_id": new.id}, fixed=True))
        self.keep(replace(old, migrated_to=new.id))
        self.keep(new)
        self._show_bot(self.post(new, owner, {"migrate_from_chat_id": old.id}, fixed=True))
        return new

    def join(self, chat: int, person: int) -> None:
        """Somebody becomes a member."""
        user = self.person(person)
        self._rank(chat, person, Status.MEMBER)
        note = {"new_chat_members": [user.user()]}
        self._show_bot(self.post(self.chat(chat), user, note, fixed=True))

    def leave(self, chat: int, person: int) -> None:
        """Somebody goes; the owner cannot."""
        place, user = self.chat(chat), self.person(person)
        if not place.rank(person).present or place.rank(person) is Status.OWNER:
            raise WorldError(f"{user.first_name} cannot leave chat {chat}")
        self._show_bot(self.post(place, user, {"left_chat_member": user.user()}, fixed=True))
        self._rank(chat, person, Status.LEFT)

    def promote(self, chat: int, person: int | None = None, *, anonymous: bool = False) -> None:
        """Make somebody an administrator, the bot for None; an ``anonymous`` one writes in the group's name."""
        place = self.chat(chat)
        if person is None:
            self._move_bot(chat, self._owner(place), Status.ADMIN)
            return
        if anonymous:
            self.keep(replace(place, anonymous=place.anonymous | {person}))
        if place.rank(person) is not Status.OWNER:
            self._rank(chat, person, Status.ADMIN)

    def demote(self, chat: int, person: int | None = None) -> None:
        """Make somebody an ordinary member again, the bot for None."""
        place = self.chat(chat)
        if person is None:
            self._move_bot(chat, self._owner(place), Status.MEMBER)
            return
        self.keep(replace(place, anonymous=place.anonymous - {person}))
        if place.rank(person) is Status.ADMIN:
            self._rank(chat, person, Status.MEMBER)

    def block(self, person: int) -> None:
        """Somebody blocks the bot."""
        self._move_bot(person, self.person(person), Status.KICKED)

    def unblock(self, person: int) -> None:
        """Somebody lets the bot write to them again."""
        self._move_bot(person, self.person(person), Status.MEMBER)

    def forbid(self, chat: int, *kinds: Kind) -> None:
        """Members of a group may not send these kinds of messages any more, and all others again; no update tells."""
        self.keep(replace(self._of_members(chat), forbidden=frozenset(kinds)))

    def mute(self, chat: int) -> None:
        """The bot may not write in a group: it neither sends nor edits. No update tells."""
        self.keep(replace(self._of_members(chat), muted=True))

    def unmute(self, chat: int) -> None:
        """The bot may write there again."""
        self.keep(replace(self._of_members(chat), muted=False))

    def kick(self, chat: int) -> None:
        """The bot is thrown out of a group."""
        self._move_bot(chat, self._owner(self.chat(chat)), Status.KICKED)

    def admit(self, chat: int) -> None:
        """The bot is let into a group, for the first time or again."""
        owner = self._owner(self.chat(chat))
        self._move_bot(chat, owner, Status.MEMBER)
        note = {"new_chat_members": [self.bot.user()]}
        self._show_bot(self.post(self.chat(chat), owner, note, fixed=True))

    def _add_chat(
        self, kind: ChatType, title: str, members: Iterable[int], *, forum: bool = False, bot: Status
    ) -> Chat:
        ids = [self.person(person).id for person in members]
        ranks = dict.fromkeys(ids, Status.MEMBER) | dict.fromkeys(ids[:1], Status.OWNER)
        return self.keep(Chat(self._free_id(kind), kind, title, members=ranks, bot=bot, is_forum=forum))

    def _of_members(self, chat: int) -> Chat:
        """A chat in which somebody has rights to give."""
        place = self.chat(chat)
        if place.type is ChatType.PRIVATE:
            raise WorldError("in a private chat nobody gives rights")
        return place

    def _free_id(self, kind: ChatType) -> int:
        return _FIRST[kind] - sum(chat.type is kind for chat in self.chats.values())

    def _owner(self, chat: Chat) -> Person:
        return self.person(next(iter(chat.members)))

    def _rank(self, chat: int, person: int, status: Status) -> None:
        place = self.chat(chat)
        if place.type is ChatType.PRIVATE:
            raise WorldError("a private chat has no ranks")
        self.keep(replace(place, members={**place.members, self.person(person).id: status}))

    def _show_bot(self, message: Json, kind: str = "message") -> None:
        chat = self.chats[message["chat"]["id"]]
        if chat.type is ChatType.CHANNEL:
            kind = {"message": "channel_post", "edited_message": "edited_channel_post"}[kind]
        if reaches_bot(message, chat, self.bot, privacy=self.privacy):
            self.offer(kind, message)

    def _move_bot(self, chat: int, actor: Person, status: Status) -> None:
        old = self.chat(chat)
        new = self.keep(replace(old, bot=status))
        user = self.bot.user()
        change: Json = {"chat": new.brief(), "from": actor.user(), "date": self.now()}
        ranks = {"old_chat_member": member(user, old.bot), "new_chat_member": member(user, new.bot)}
        self.offer("my_chat_member", change | ranks)

    def _set_closed(self, chat: int, thread: int, note: str, *, closed: bool) -> None:
        place = self.chat(chat)
        if thread not in place.topics:
            raise WorldError(f"chat {chat} has no topic {thread}")
        topic = replace(place.topics[thread], closed=closed)
        self.keep(replace(place, topics={**place.topics, thread: topic}))
        self._show_bot(self.post(place, self._owner(place), {note: {}}, thread=thread, fixed=True))
