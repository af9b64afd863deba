"""The JSON of messages, attachments, embeds and reactions (docs.discord.com: 'Message')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import payloads
from .kinds import Intent, Json, MessageKind, Part

if TYPE_CHECKING:
    from .files import Files
    from .model import Attachment, Message, Reaction
    from .world import World

USER_INPUT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def message(what: Message, world: World, *, reveal: bool | None = None, nested: bool = False) -> Json:
    """Show a message to the bot; `reveal` overrides whether the intents let it see the content."""
    shown: Json = {
        "id": str(what.id),
        "channel_id": str(what.channel.id),
        "type": int(what.kind),
        "author": payloads.user(what.author),
        "timestamp": what.sent_at,
        "edited_timestamp": what.edited_at,
        "flags": int(what.flags),
        "pinned": False,
        "tts": False,
        "mention_everyone": what.mentions_everyone,
        "mentions": [payloads.user(each) for each in what.mentions],
        "mention_roles": [str(each) for each in what.role_mentions],
        **content(what, world.files),
    }
    if reveal is None:
        reveal = sees_content(what, world)
    shown |= {} if reveal else USER_INPUT
    return shown | _origin(what, world) | (_reply(what, world, nested=nested) if what.reference else {})


def content(what: Message, files: Files) -> Json:
    """Show what a person put into a message; files shown in embeds or components are not listed once more."""
    shown: Json = {
        "content": what.content,
        "embeds": [embed(each, files) for each in what.embeds],
        "components": [component(each, files) for each in what.components],
    }
    used = str(what.embeds) + str(what.components)
    listed = [each for each in what.attachments if f"stored-file:{each.id}'" not in used]
    return shown | {"attachments": [attachment(each, files) for each in listed]}


def sees_content(what: Message, world: World) -> bool:
    """Tell whether the bot may read a message at all ('Message Content Intent')."""
    return Intent.MESSAGE_CONTENT in world.privileged or is_exempt(what, world)


def is_exempt(what: Message, world: World) -> bool:
    """Tell whether a message is readable without the intent: direct, the bot's own, or calling it."""
    return payloads.is_direct(what.channel) or what.author is world.bot or world.bot in what.mentions


def _origin(what: Message, world: World) -> Json:
    shown: Json = {}
    if what.nonce is not None:
        shown["nonce"] = what.nonce
    if what.from_interaction:
        shown |= {"application_id": str(world.application_id), "webhook_id": str(world.application_id)}
        shown["interaction_metadata"] = what.interaction
    if what.reactions:
        shown["reactions"] = [reaction(each, world.bot.id) for each in what.reactions.values()]
    if what.thread is not None:
        shown["thread"] = payloads.channel(what.thread, world)
    return shown


def _reply(what: Message, world: World, *, nested: bool) -> Json:
    original = what.reference
    if original is None:
        return {}
    link: Json = {"type": 0, "channel_id": str(original.channel.id), "message_id": str(original.id)}
    if not payloads.is_direct(original.channel):
        link["guild_id"] = str(world.guild_id)
    shown: Json = {"message_reference": link}
    if nested or what.kind is not MessageKind.REPLY:
        return shown
    return shown | {"referenced_message": None if original.deleted else message(original, world, nested=True)}


def attachment(what: Attachment, files: Files) -> Json:
    """Show a file with a link of today ('Attachment Object')."""
    url = files.url(what)
    shown: Json = {"id": str(what.id), "filename": what.filename, "size": len(what.data), "url": url, "proxy_url": url}
    if what.dimensions is not None:
        shown["width"], shown["height"] = what.dimensions
    optional = {"content_type": what.content_type, "description": what.description, "title": what.title}
    shown |= {key: value for key, value in optional.items() if value is not None}
    return shown | {"ephemeral": True} if what.ephemeral else shown


def embed(what: Json, files: Files) -> Json:
    """Show an embed with links of today; an image keeps its file's alt text."""
    shown = dict(what)
    for key in ("image", "thumbnail"):
        if key in shown:
            url, file = files.resolve(shown[key]["url"])
            shown[key] = {"url": url, "proxy_url": url, "flags": 0}
            if file is not None and file.dimensions is not None:
                shown[key] |= {"width": file.dimensions[0], "height": file.dimensions[1]}
            if file is not None and file.description is not None:
                shown[key] |= {"description": file.description}
    return shown


def component(what: Json, files: Files) -> Json:
    """Show a component, and those inside it, with links of today."""
    shown = dict(what)
    for key in ("media", "file"):
        if key in shown:
            shown[key] = _media(shown[key]["url"], files)
    if what.get("type") == Part.FILE and "file" in what:
        _, file = files.resolve(what["file"]["url"])
        shown |= {"name": file.filename if file else None, "size": len(file.data) if file else None}
    for key in ("components", "items"):
        if key in shown:
            shown[key] = [component(each, files) for each in shown[key]]
    if "accessory" in shown:
        shown["accessory"] = component(shown["accessory"], files)
    return shown


def _media(address: str, files: Files) -> Json:
    url, file = files.resolve(address)
    width, height = (file.dimensions if file else None) or (None, None)
    shown: Json = {"id": str(file.id) if file else "0", "url": url, "proxy_url": url, "width": width, "height": height}
    shown["content_type"] = file.content_type if file else None
    return shown | {"attachment_id": str(file.id)} if file else shown


def emoji(what: Reaction) -> Json:
    """Show the emoji of a reaction."""
    return {"id": str(what.id) if what.id else None, "name": what.name}


def reaction(what: Reaction, viewer: int) -> Json:
    """Show a reaction's counts ('Reaction Object'): `count` adds both kinds."""
    details = {"burst": len(what.burst), "normal": len(what.normal)}
    return {
        "emoji": emoji(what),
        "count": len(what.burst) + len(what.normal),
        "count_details": details,
        "burst_colors": ["#5865f2"] if what.burst else [],
        "me": viewer in what.normal,
        "me_burst": viewer in what.burst,
    }


def event(what: Message, world: World) -> Json:
    """Show a message as the gateway does: with guild and member, and readable; sessions blank it by their intents."""
    shown = message(what, world, reveal=True) | {"channel_type": int(what.channel.kind)}
    if payloads.is_direct(what.channel):
        return shown
    shown["guild_id"] = str(world.guild_id)
    author = world.members.get(what.author.id)
    if author is not None and not what.from_interaction:
        shown["member"] = payloads.member(author, with_user=False)
    mentioned = zip(shown["mentions"], what.mentions, strict=True)
    members = world.members
    for each, person in mentioned:
        if person.id in members:
            each["member"] = payloads.member(members[person.id], with_user=False)
    return shown
