"""Answers to an interaction: with its acknowledgement, or to its response URL (docs.slack.dev: 'response_url')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import blocks, interactions, posts
from .errors import SlackError
from .model import Message

if TYPE_CHECKING:
    from .interactions import ResponseUrl
    from .kinds import Json
    from .world import World


def use(world: World, path: str, body: Json) -> None:
    """Answer to a response URL."""
    url = world.response_urls.get(path)
    if url is None or world.timing.ticks() > url.expires:
        raise SlackError("expired_url")
    if url.uses >= interactions.URL_USES:
        raise SlackError("used_url")
    respond(world, url, body)
    url.uses += 1


def respond(world: World, url: ResponseUrl, body: Json) -> None:
    """Show an answer: to the person alone, unless it says otherwise; or in the place of what they acted on."""
    if body.get("delete_original"):
        posts.delete(world, _original(url))
        return
    text, given = body.get("text") or "", body.get("blocks")
    checked = blocks.of_message(world, given) if given else []
    if not text and not checked and not body.get("attachments"):
        raise SlackError("no_text")
    if body.get("replace_original"):
        posts.edit(world, _original(url), text=text, blocks=checked)
        return
    made = Message(world.timing.ts(), url.channel, world.bot, text, checked)
    made.thread_ts = body.get("thread_ts") or url.thread_ts
    if made.thread_ts is not None and made.thread_ts not in url.channel.messages:
        raise SlackError("thread_not_found")
    made.visible_to = None if body.get("response_type") == "in_channel" else url.user.id
    posts.post(world, made)


def _original(url: ResponseUrl) -> Message:
    if url.message is None or url.message.deleted:
        raise SlackError("message_not_found")
    return url.message
