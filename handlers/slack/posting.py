"""Sending once, and redrawing. Exceptions of slack_sdk pass through: `gateway` reads them.

A picture is shared into the message's thread first, so that everybody there may see it (a file that is shared nowhere
is the bot's alone, slackapi/python-slack-sdk#1658), and shown in the message once Slack has processed it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

import structlog
from slack_sdk.errors import SlackApiError

from bot.moderation.model import MessageRef
from bot.ports import Done, Gone, Outcome, Refused, Unknown
from handlers.slack import faults, inbound, limits, markup
from handlers.slack.views.drawing import Drawn, Picture
from handlers.slack.workspace import Workspace

T = TypeVar("T")
METADATA: Final = "salon"
PAGE: Final = 200
PROCESSED_WITHIN: Final = 20.0
"""Seconds that Slack is given to look through a picture."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a conversation, or a thread in it. `aloud`: also shown outside the thread."""

    channel: str
    thread: str = ""
    aloud: bool = False

    def parts(self) -> dict[str, Any]:
        """The arguments for a new message."""
        return {"thread_ts": self.thread, "reply_broadcast": self.aloud} if self.thread else {}


async def post(slack: Workspace, place: Place, id_: str, drawn: Drawn, *, tried: datetime | None) -> Outcome:
    """Send a message once: the effect goes with it as metadata, by which it is found.

    Where its thread is gone (an admin, or the workspace's retention, deleted it) it goes into the conversation itself.
    """
    there = await faults.answer(_post(slack, place, id_, drawn, tried))
    if place.thread and isinstance(there, Gone):
        return await _post(slack, Place(place.channel), id_, drawn, tried)
    return there


async def find(slack: Workspace, place: Place, id_: str, tried: datetime) -> Outcome:
    """Only look for what an earlier try may have sent, also where it was sent because its thread is gone."""
    there = await faults.answer(_stands(slack, place, id_, tried))
    if place.thread and isinstance(there, Gone):
        return await _stands(slack, Place(place.channel), id_, tried)
    return there


async def _stands(slack: Workspace, place: Place, id_: str, tried: datetime) -> Done | Gone:
    found = await _find(slack, place, id_, tried)
    return Done(inbound.ref(place.channel, found)) if found else Gone("message")


async def _post(slack: Workspace, place: Place, id_: str, drawn: Drawn, tried: datetime | None) -> Outcome:
    found = await _find(slack, place, id_, tried) if tried else None
    here = inbound.ref(place.channel, found) if found else await _send(slack, place, id_, drawn)
    return await _finish(slack, here, place.thread, drawn, ())


async def post_card(
    slack: Workspace, place: Place, id_: str, drawn: Drawn, emoji: Sequence[str], *, tried: datetime | None
) -> Outcome:
    """Post a card, put its reactions on and show its picture."""
    if tried and (found := await _find(slack, place, id_, tried)):  # drawn earlier: the case may have moved on
        return await redraw(slack, inbound.ref(place.channel, found), drawn, emoji)
    here = await _send(slack, place, id_, drawn)
    return await _finish(slack, here, "", drawn, emoji)


async def redraw(
    slack: Workspace, card: MessageRef, drawn: Drawn, emoji: Sequence[str], *, sweep: bool = False
) -> Outcome:
    """Edit a card where it stands; its picture stays where it is the same.

    With `sweep` no picture of ours stays in its thread that it does not show: Slack is told to erase them.
    """
    standing = await fetch(slack, card)
    if standing is None:
        return Gone("message")
    known = _shown(standing, drawn.pictures)
    await _taken(drawn, lambda each: _edit(slack, card, each, known))
    there = {markup.fold(str(each["name"])) for each in standing.get("reactions") or () if _mine(slack, each)}
    missing = [each for each in emoji if each not in there]
    complete = len(known) == len(drawn.pictures)
    if sweep:
        await _sweep(slack, card, drawn.pictures)
    return await _finish(slack, card, "", Drawn("") if complete else drawn, missing)


async def _sweep(slack: Workspace, card: MessageRef, pictures: Sequence[Picture]) -> None:
    kept = tuple(name for each in pictures for name in (each.name, each.shown.name))
    async for message in _standing(slack, Place(card.channel, card.message)):
        for file in message.get("files") or ():
            ours = file.get("user") == slack.me.user
            if ours and not str(file.get("name") or "").startswith(kept):
                await slack.web.files_delete(file=str(file["id"]))


async def fetch(slack: Workspace, message: MessageRef) -> dict[str, Any] | None:
    """A message as it stands, in a thread or not; None where there is none (any more)."""
    ts = message.message
    found = await slack.web.conversations_history(
        channel=message.channel, oldest=ts, latest=ts, inclusive=True, limit=1
    )
    if not found["messages"]:  # a reply stands in its thread alone
        found = await slack.web.conversations_replies(channel=message.channel, ts=ts, limit=1)
    for each in found["messages"] or ():
        if each.get("ts") == ts and each.get("subtype") != "tombstone":
            return dict(each)
    return None


async def react(slack: Workspace, message: MessageRef, emoji: str) -> None:
    """Put a reaction on; one that is there already is as good."""
    try:
        await slack.web.reactions_add(channel=message.channel, timestamp=message.message, name=emoji)
    except SlackApiError as error:
        if faults.code(error) != "already_reacted":
            raise


async def _send(slack: Workspace, place: Place, id_: str, drawn: Drawn) -> MessageRef:
    said = await _taken(
        drawn,
        lambda each: slack.web.chat_postMessage(
            channel=place.channel,
            metadata={"event_type": METADATA, "event_payload": {"id": id_}},
            unfurl_links=False,
            unfurl_media=False,
            **place.parts(),
            **each.parts(),
        ),
    )
    return inbound.ref(str(said["channel"]), str(said["ts"]))


async def _edit(slack: Workspace, here: MessageRef, drawn: Drawn, files: Mapping[str, str]) -> None:
    await slack.web.chat_update(channel=here.channel, ts=here.message, **drawn.parts(files))


async def _taken(drawn: Drawn, send: Callable[[Drawn], Awaitable[T]]) -> T:
    """Send it; what Slack takes for too long all the same, in few words: a card that nobody sees is the worst."""
    try:
        return await send(drawn)
    except SlackApiError as error:
        if drawn.brief is None or faults.code(error) != faults.TOO_LONG:
            raise
        _log.warning("Slack takes a message for too long: it goes out in brief", text=len(drawn.text))
        return await send(drawn.brief())


async def _find(slack: Workspace, place: Place, id_: str, since: datetime) -> str | None:
    """The message that went out for an effect: it is not older than the effect, so nothing older is looked at."""
    async for message in _standing(slack, place, f"{since.timestamp():.6f}"):
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        if metadata.get("event_type") == METADATA and payload.get("id") == id_:
            return str(message["ts"])
    return None


async def _standing(slack: Workspace, place: Place, since: str = "0") -> AsyncIterator[dict[str, Any]]:
    """What stands in a conversation or a thread, as far as it is newer."""
    asked: dict[str, Any] = {"channel": place.channel, "oldest": since, "limit": PAGE, "include_all_metadata": True}
    if place.thread:
        pages = await slack.web.conversations_replies(ts=place.thread, **asked)
    else:
        pages = await slack.web.conversations_history(**asked)
    async for page in pages:
        for message in page["messages"] or ():
            yield message


async def _finish(slack: Workspace, here: MessageRef, thread: str, drawn: Drawn, emoji: Sequence[str]) -> Outcome:
    """Reactions and picture. What can be done later leaves the outcome open: the next try goes on from here.

    Where it never can, the message stands without (`salon doctor` says why).
    """
    reacting = partial(_react_all, slack, here, emoji)
    showing = partial(_picture, slack, here, thread or here.message, drawn)
    for work in (reacting, showing):
        match await faults.answer(work()):
            case None:
                continue
            case Refused(why=why) | Gone(what=why):
                _log.error("a message stands without its reactions or picture", message=here.message, why=why)
            case fault:
                return Unknown(f"it stands, but is not finished: {fault.why}", here)
    return Done(here)


async def _react_all(slack: Workspace, here: MessageRef, emoji: Sequence[str]) -> None:
    for each in emoji:
        await react(slack, here, each)


async def _picture(slack: Workspace, here: MessageRef, thread: str, drawn: Drawn) -> None:
    if not drawn.pictures:
        return
    files: dict[str, str] = {}
    for each in drawn.pictures:
        if each.veil is not None:
            await _shared(slack, Place(here.channel, thread), each)
        files[each.shown.name] = await _shared(slack, Place(here.channel, thread), each.shown)
    async with asyncio.timeout(PROCESSED_WITHIN):
        for file_id in files.values():
            await _processed(slack, file_id)
    await _taken(drawn, lambda each: _edit(slack, here, each, files))


async def _shared(slack: Workspace, place: Place, picture: Picture) -> str:
    """The picture's file: the one that stands in the thread already, or a new one."""
    async for message in _standing(slack, place):
        for file in message.get("files") or ():
            if str(file.get("name") or "").startswith(picture.name):
                return str(file["id"])
    name = f"{picture.name}.jpg"
    said = await slack.web.files_upload_v2(
        filename=name,
        title=name,
        content=picture.data,
        alt_txt=markup.clip(picture.alt, limits.UPLOAD_ALT),
        channel=place.channel,
        thread_ts=place.thread,
    )
    return str(said["files"][0]["id"])


async def _processed(slack: Workspace, file_id: str) -> None:
    """Slack looks through a file before it can be shown: only then it says what kind it is."""
    pause = 0.02
    while not ((await slack.web.files_info(file=file_id))["file"] or {}).get("mimetype"):
        await asyncio.sleep(pause)
        pause = min(2 * pause, 2.0)


def _shown(message: dict[str, Any], pictures: Sequence[Picture]) -> dict[str, str]:
    """The files that the message shows already, of these pictures, by name."""
    files = {str(each.get("block_id")): each.get("slack_file") or {} for each in message.get("blocks") or ()}
    names = [each.shown.name for each in pictures]
    return {name: str(files[name]["id"]) for name in names if files.get(name, {}).get("id")}


def _mine(slack: Workspace, reaction: dict[str, Any]) -> bool:
    return slack.me.user in (reaction.get("users") or ())
