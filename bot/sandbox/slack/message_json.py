"""Messages as Slack writes them (docs.slack.dev: 'Message event', 'conversations.history')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import payloads

if TYPE_CHECKING:
    from .kinds import Json
    from .model import Channel, Message
    from .world import World

# Slack promises no number: the list 'may not always contain all users'. A small one makes relying on it fail.
USERS_SHOWN = 5


def message(world: World, what: Message, *, metadata: bool = False, full: bool = False) -> Json:
    """Show a message; without `metadata` only its event's type, without `full` not all who reacted."""
    if what.subtype == "tombstone":
        return _tombstone(what) | thread(what)
    shown: Json = {"type": "message", "ts": what.ts, "text": what.text, **_author(world, what)}
    shown |= {key: value for key, value in (("blocks", what.blocks), ("attachments", what.attachments)) if value}
    shown |= {"subtype": what.subtype} if what.subtype else {}
    shown |= {"client_msg_id": what.client_msg_id} if what.client_msg_id else {}
    shown |= {"edited": {"user": what.user.id, "ts": what.edited}} if what.edited else {}
    if what.files:
        shown |= {"files": [_file(world, what, number) for number in range(len(what.files))]}
        shown |= {"upload": False, "display_as_bot": False}
    if what.reactions:
        shown["reactions"] = [_reaction(name, users, full) for name, users in what.reactions.items()]
    if what.metadata:
        shown["metadata"] = what.metadata if metadata else {"event_type": what.metadata["event_type"]}
    return shown | thread(what)


def _author(world: World, what: Message) -> Json:
    who = what.user
    if who.workflow:
        return {"username": who.name, "bot_id": who.bot_id, "team": who.team}
    shown: Json = {"user": who.id, "team": who.team}
    if who.bot_id:
        shown |= {"bot_id": who.bot_id, "app_id": who.app_id, "bot_profile": payloads.bot_profile(world, who)}
    if what.channel.ext_shared:
        shown |= {"user_team": who.team, "source_team": who.team}
    return shown


def _file(world: World, what: Message, number: int) -> Json:
    # In a channel shared with another organization an app is told the id alone, and asks files.info for the rest.
    file = what.files[number]
    if what.channel.ext_shared and not file.deleted:
        return {"id": file.id, "mode": "file_access", "file_access": "check_file_info"}
    return payloads.file(world, file)


def _reaction(name: str, users: list[str], full: bool) -> Json:
    return {"name": name, "users": users if full else users[:USERS_SHOWN], "count": len(users)}


def _tombstone(what: Message) -> Json:
    text = "This message was deleted."
    return {"type": "message", "subtype": "tombstone", "text": text, "user": "USLACKBOT", "hidden": True, "ts": what.ts}


def replies(channel: Channel, ts: str) -> list[Message]:
    """Return the messages below a root, oldest first."""
    return [each for each in channel.messages.values() if each.thread_ts == ts and each.ts != ts]


def thread(what: Message) -> Json:
    """Show a message's place in its thread."""
    if what.thread_ts is None:
        return {}
    if what.is_reply:
        root = what.channel.messages.get(what.thread_ts)
        return {"thread_ts": what.thread_ts} | ({"parent_user_id": root.user.id} if root else {})
    below = replies(what.channel, what.ts)
    users = list(dict.fromkeys(each.user.id for each in below))
    shown: Json = {"thread_ts": what.ts, "reply_count": len(below), "reply_users_count": len(users)}
    shown |= {"reply_users": users, "latest_reply": below[-1].ts} if below else {}
    return shown | {"is_locked": False, "subscribed": True}
