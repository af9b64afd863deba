"""files.getUploadURLExternal, files.completeUploadExternal, files.info, files.delete."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.sandbox import acts

from . import payloads, posts, uploads
from .api_chat import thread_of
from .errors import SlackError
from .model import Channel, File, Message

if TYPE_CHECKING:
    from .calls import Call
    from .kinds import Json

# 'alt_txt_too_large: alt_txt text is longer than the limit of 1000 character' (files.getUploadURLExternal).
MAX_ALT = 1000


def get_url(call: Call) -> Json:
    """files.getUploadURLExternal: announce a file, and learn where its bytes go."""
    length = call.needed("length")
    if not length.isdigit() or int(length) == 0:
        raise SlackError("invalid_arguments")
    alt = call.text("alt_txt") or ""
    if len(alt) > MAX_ALT:
        raise SlackError("alt_txt_too_large")
    ticket, file_id = secrets.token_urlsafe(24), call.world.timing.id("F")
    announced = uploads.Upload(file_id, call.needed("filename"), int(length), alt)
    call.world.uploads[ticket] = announced
    return {"upload_url": f"{call.world.files_url}/upload/v1/{ticket}", "file_id": file_id}


def complete(call: Call) -> Json:
    """files.completeUploadExternal: without a channel the files stay private to the app.

    With one they are shared there by a message of their own, once Slack has processed them: later than this answer.
    """
    world, given = call.world, call.json("files")
    if not isinstance(given, list) or not given:
        raise SlackError("invalid_arguments")
    channel = _target(call)
    finished = [_finish(call, each) for each in given]
    if channel is not None:
        made = Message("", channel, world.bot, call.text("initial_comment") or "", files=finished)
        made.thread_ts, made.subtype = thread_of(call, channel), "file_share"
        world.later(world.timing.lasts(world.processing), lambda: _share(call, made))
    return {"files": [payloads.file(world, each) for each in finished]}


def _target(call: Call) -> Channel | None:
    name = call.text("channel_id") or ",".join(call.listed("channels"))
    if not name:
        return None
    try:
        return call.world.joined(name)
    except SlackError as refused:
        codes = {"channel_not_found": "invalid_channel", "not_in_channel": "posting_to_channel_denied"}
        raise SlackError(codes[refused.code]) from None


def _finish(call: Call, given: Json) -> File:
    tickets = {each.file_id: ticket for ticket, each in call.world.uploads.items() if each.data is not None}
    ticket = tickets.get(str(given.get("id")))
    if ticket is None:
        raise SlackError("file_not_found", file=given.get("id"))
    sent = call.world.uploads.pop(ticket)
    file = uploads.keep(call.world, call.world.bot, acts.File(sent.name, sent.data or b""), sent.file_id, alt=sent.alt)
    file.title = str(given.get("title") or sent.name)
    return file


def _share(call: Call, made: Message) -> None:
    made.ts = call.world.timing.ts()
    posts.post(call.world, made)


def info(call: Call) -> Json:
    """files.info: of a fresh upload neither kind nor thumbnails, until Slack has processed it."""
    return {"file": payloads.file(call.world, call.world.file(call.needed("file"))), "comments": [], **NOTHING_MORE}


NOTHING_MORE = {"response_metadata": {"next_cursor": ""}}


def delete(call: Call) -> Json:
    """files.delete: the app's own."""
    file = call.world.file(call.needed("file"))
    if file.user is not call.world.bot:
        raise SlackError("cant_delete_file")
    file.deleted = True
    return {}
