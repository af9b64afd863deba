"""How files come in: an app's in three steps, a person's at once (docs.slack.dev: 'Working with files')."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.pictures import dimensions

from .model import File

if TYPE_CHECKING:
    from bot.sandbox import acts

    from .model import User
    from .world import World

MAGIC = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"%PDF": "application/pdf"}
BLOCK_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})


@dataclass(slots=True)
class Upload:
    """An upload that was announced: what it will be called, how long it must be, and then its bytes."""

    file_id: str
    name: str
    length: int
    alt: str
    data: bytes | None = None


def kind_of(name: str, data: bytes) -> str:
    """Return what a file is: by its first bytes, else by its name."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    known = (kind for start, kind in MAGIC.items() if data.startswith(start))
    return next(known, None) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def keep(world: World, user: User, given: acts.File, file_id: str | None = None, *, alt: str = "") -> File:
    """Take a file in; Slack processes it for a while before it knows what it is."""
    file = File(
        id=file_id or world.timing.id("F"),
        user=user,
        name=given.name,
        title=given.name,
        data=given.data,
        created=world.timing.now(),
        ready_at=world.timing.ticks() + world.timing.lasts(world.processing),
        alt=alt,
        mimetype=given.content_type or kind_of(given.name, given.data),
        size=dimensions(given.data),
    )
    world.files[file.id] = file
    return file


def keep_ready(world: World, user: User, given: acts.File) -> File:
    """Take a person's file in: the client sends the message once Slack has processed its files."""
    file = keep(world, user, given)
    file.ready_at = world.timing.ticks()
    return file


def block_picture(world: World, reference: dict[str, object]) -> File | None:
    """Return the picture that a `slack_file` names ('Slack file object'), if the app may show it.

    It must be processed, be one of three kinds, and the app itself must see it. Who else then sees it is not
    documented; a file uploaded without a channel is private to the app ('files.completeUploadExternal').
    """
    url, file_id = str(reference.get("url", "")), str(reference.get("id", ""))
    by_url = next((each for each in world.files if f"-{each}/" in url or f"/{each}/" in url), "")
    file = world.files.get(file_id or by_url)
    if file is None or not world.sees_file(world.bot, file) or not world.ready(file):
        return None
    return file if file.mimetype in BLOCK_PICTURES else None
