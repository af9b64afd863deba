"""What came from Slack's Events API, as events. Pure; None for what is not for us."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.moderation.inbound import Edited, FileRef, MessageGone, Reacted, Wrote
from bot.moderation.model import Account, Chat, MessageRef
from handlers.slack import markup
from handlers.slack.settings import SlackSettings
from handlers.slack.workspace import Identity

Payload = Mapping[str, Any]
Event = Reacted | Wrote | Edited | MessageGone

WRITTEN: Final = frozenset({"", "file_share", "me_message", "thread_broadcast"})
"""Kinds of messages that a person wrote."""
NO_FILE: Final = frozenset({"tombstone", "hidden_by_limit"})
"""What Slack shows in place of a file that is deleted, or beyond what the workspace pays for."""

PREVIEWED: Final = ("from_url", "title_link", "original_url", "text")
"""Where a link can stand in what Slack shows under a message."""


def account(user: str) -> Account:
    """A Slack account."""
    return Account(Chat.SLACK, user)


def ref(channel: str, ts: str) -> MessageRef:
    """A message on Slack."""
    return MessageRef(Chat.SLACK, channel, ts)


def at(ts: str) -> datetime:
    """The time that a message's id tells."""
    return datetime.fromtimestamp(float(ts), UTC)


def is_elsewhere(body: Payload, me: Identity) -> bool:
    """Whether this is about another workspace, or by somebody of one (Slack Connect)."""
    user, team, raw = body.get("user") or {}, body.get("team") or {}, body.get("event") or {}
    by_whom = user.get("team_id") if isinstance(user, Mapping) else None
    named = (body.get("team_id"), by_whom or team.get("id"), raw.get("user_team"), raw.get("source_team"))
    return any(each not in {None, "", me.team} for each in named)


def event(body: Payload, settings: SlackSettings, me: Identity, *, repeated: bool = False) -> Event | None:
    """What an envelope of the Events API says. Whether somebody is a moderator is for the caller to look up."""
    raw = body.get("event") or {}
    if is_elsewhere(body, me):
        return None
    key = str(body.get("event_id") or "")
    match raw.get("type"):
        case "reaction_added" | "reaction_removed":
            return _reacted(raw, key, settings, me, repeated=repeated)
        case "message":
            return _message(raw, key, settings, me)
    return None


def _reacted(raw: Payload, key: str, settings: SlackSettings, me: Identity, *, repeated: bool) -> Reacted | None:
    """A reaction that was put on, or taken off, in the moderators' channel."""
    item = raw.get("item") or {}
    here = item.get("type") == "message" and item.get("channel") == settings.moderator_channel_id
    if not here or not raw.get("user") or raw["user"] == me.user:
        return None
    return Reacted(
        key=key,
        card=ref(str(item["channel"]), str(item["ts"])),
        account=account(str(raw["user"])),
        moderator=False,
        emoji=markup.fold(str(raw.get("reaction") or "")),
        burst=False,
        stands=raw["type"] == "reaction_added",
        order=str(raw.get("event_ts") or ""),
        repeated=repeated,
    )


def _message(raw: Payload, key: str, settings: SlackSettings, me: Identity) -> Event | None:
    channel = str(raw.get("channel") or "")
    private = raw.get("channel_type") == "im" or channel.startswith("D")  # as every direct message's id does
    if not private and channel != settings.moderator_channel_id:
        return None
    match raw.get("subtype"):
        case "message_deleted":
            return MessageGone(key, ref(channel, str(raw["deleted_ts"])))
        case "message_changed" if (raw.get("message") or {}).get("subtype") == "tombstone":
            return MessageGone(key, ref(channel, str(raw["message"]["ts"])))  # it has a thread, so its place remains
        case "message_changed":
            return _edited(raw, key, channel, me) if private else None
        case _:
            return wrote(raw, channel, me, key) if private else None


def wrote(raw: Payload, channel: str, me: Identity, key: str = "") -> Wrote | None:
    """A private message of a person to the bot, from an event or from a history; what was shared counts as written."""
    if (raw.get("subtype") or "") not in WRITTEN or not _by_a_person(raw, me):
        return None
    ts, thread, shared = str(raw["ts"]), str(raw.get("thread_ts") or ""), _shared(raw)
    changed = str((raw.get("edited") or {}).get("ts") or "")
    words = [str(raw.get("text") or ""), *(str(each.get("text") or "") for each in shared)]
    return Wrote(
        key=key or f"{channel}:{ts}",
        message=ref(channel, ts),
        account=account(str(raw["user"])),
        words="\n".join(markup.read(each) for each in words if each),
        files=files((raw, *shared)),
        at=at(ts),
        reply_to=ref(channel, thread) if thread not in {"", ts} else None,
        edited=at(changed) if changed else None,
    )


def _by_a_person(raw: Payload, me: Identity) -> bool:
    return bool(raw.get("user")) and raw["user"] not in {me.user, "USLACKBOT"} and not raw.get("bot_id")


def _shared(raw: Payload) -> list[Payload]:
    """Messages that were passed on with this one; not the preview of a link."""
    return [each for each in raw.get("attachments") or () if each.get("is_share") or each.get("is_msg_unfurl")]


def _edited(raw: Payload, key: str, channel: str, me: Identity) -> Edited | None:
    """Somebody edited what they wrote. Slack also 'changes' a message to add a link's preview, or a thread."""
    new, old = raw.get("message") or {}, raw.get("previous_message") or {}
    when = (new.get("edited") or {}).get("ts")
    if not when or not _by_a_person(new, me) or new.get("text") == old.get("text"):
        return None
    return Edited(key, ref(channel, str(new["ts"])), markup.read(str(new.get("text") or "")), at(str(when)))


def files(holders: Sequence[Payload]) -> tuple[FileRef, ...]:
    """The files of messages, or of a form's field; what stands in place of a deleted one is none."""
    found = [each for holder in holders for each in holder.get("files") or ()]
    return tuple(file_ref(each) for each in found if each.get("mode") not in NO_FILE)


def file_ref(raw: Payload) -> FileRef:
    """A file. One that Slack does not keep itself ('external') has its address elsewhere."""
    url = (
        raw.get("url_private") if raw.get("is_external") else raw.get("url_private_download") or raw.get("url_private")
    )
    name = raw.get("name") or raw.get("title") or raw["id"]
    return FileRef(str(raw["id"]), str(name), str(url or ""), int(raw.get("size") or 0), str(raw.get("mimetype") or ""))


def seen(message: Payload) -> str:
    """All of a message that could hold a link: its words, and what is previewed under it."""
    previews = [each.get(key) for each in message.get("attachments") or () for key in PREVIEWED]
    return " ".join(markup.read(str(each)) for each in (message.get("text"), *previews) if each)
