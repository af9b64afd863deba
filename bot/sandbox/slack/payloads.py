"""Accounts, conversations, files and user groups as Slack writes them (docs.slack.dev: 'Objects')."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from .kinds import Json, Place

if TYPE_CHECKING:
    from .model import Channel, File, Group, User, View
    from .world import World

ICON = "https://a.slack-edge.com/80588/img/services/api_"
SHOWN_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})


def icons() -> Json:
    """Return the icons of an app that has none of its own."""
    return {f"image_{size}": f"{ICON}{size}.png" for size in (36, 48, 72)}


def user(world: World, who: User, *, locale: bool = False) -> Json:
    """Show an account ('User object'); its address only with users:read.email."""
    shown: Json = {
        "id": who.id,
        "team_id": who.team,
        "name": who.name,
        "deleted": who.deleted,
        "real_name": who.name,
        "tz": who.zone,
        "tz_label": who.zone,
        "tz_offset": _offset(world, who),
        "profile": _profile(world, who),
        "is_admin": who.admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": who.bot_id is not None,
        "is_app_user": False,
        "updated": who.updated,
    }
    shown |= {"is_stranger": True} if who.team != world.team_id else {}
    return shown | ({"locale": who.locale} if locale else {})


def _offset(world: World, who: User) -> int:
    """Return how many seconds they are ahead of UTC now."""
    there = datetime.fromtimestamp(world.timing.now(), ZoneInfo(who.zone)).utcoffset()
    return int(there.total_seconds()) if there else 0


def _profile(world: World, who: User) -> Json:
    shown: Json = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": who.name,
        "real_name_normalized": who.name,
        "display_name": who.name,
        "display_name_normalized": who.name,
        "fields": None,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "g0000000000",
        "team": who.team,
    }
    if who.bot_id:
        return shown | {"bot_id": who.bot_id, "api_app_id": who.app_id or ""}
    return shown | ({"email": who.email} if who.email and "users:read.email" in world.manifest.scopes else {})


def bot_profile(world: World, who: User) -> Json:
    """Show the bot behind a message."""
    common = {"id": who.bot_id, "name": who.name, "app_id": who.app_id or world.app_id, "updated": who.updated}
    return {**common, "deleted": False, "icons": icons(), "team_id": who.team}


def channel(world: World, what: Channel, *, count: bool = False) -> Json:
    """Show a conversation ('Conversation object')."""
    if what.direct:
        return _direct(world, what)
    nothing = {"value": "", "creator": "", "last_set": 0}
    shown: Json = {
        "id": what.id,
        "name": what.name,
        "name_normalized": what.name,
        "created": what.created,
        "creator": what.creator,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": what.place is Place.PRIVATE,
        "is_archived": what.archived,
        "is_general": False,
        "is_shared": what.ext_shared,
        "is_ext_shared": what.ext_shared,
        "is_org_shared": False,
        "is_member": world.bot.id in what.members,
        "topic": nothing,
        "purpose": nothing,
        "previous_names": [],
    }
    return shown | ({"num_members": len(what.members)} if count else {})


def _direct(world: World, what: Channel) -> Json:
    person = world.users[what.members[0]]
    return {
        "id": what.id,
        "created": what.created,
        "is_im": True,
        "is_archived": False,
        "is_org_shared": False,
        "is_user_deleted": person.deleted,
        "user": person.id,
        "priority": 0,
    }


def group(world: World, what: Group, *, users: bool = False, count: bool = False) -> Json:
    """Show a user group ('Usergroup object')."""
    shown: Json = {
        "id": what.id,
        "team_id": world.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": what.name,
        "description": "",
        "handle": what.handle,
        "is_external": False,
        "date_create": what.created,
        "date_update": what.created,
        "date_delete": what.created if what.disabled else 0,
        "auto_type": None,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": world.installer.id,
        "updated_by": world.installer.id,
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
    }
    shown |= {"users": list(what.users)} if users else {}
    return shown | ({"user_count": len(what.users)} if count else {})


def private_url(world: World, what: File, *, download: bool = False) -> str:
    """Return where a file's bytes lie."""
    if what.external_url:
        return what.external_url
    between = "download/" if download else ""
    return f"{world.files_url}/files-pri/{world.team_id}-{what.id}/{between}{quote(what.name)}"


def file(world: World, what: File) -> Json:
    """Show a file ('File object'); until it is processed, its kind is blank and it has no thumbnails."""
    if what.deleted:
        return {"id": what.id, "mode": "tombstone"}
    kind = what.mimetype if world.ready(what) else ""
    shown: Json = {
        "id": what.id,
        "created": what.created,
        "timestamp": what.created,
        "name": what.name,
        "title": what.title,
        "mimetype": kind,
        "filetype": kind.rpartition("/")[2],
        "pretty_type": kind.rpartition("/")[2].upper(),
        "user": what.user.id,
        "user_team": what.user.team,
        "editable": False,
        "size": len(what.data),
        "mode": "external" if what.external_url else "hosted",
        "is_external": what.external_url is not None,
        "external_type": "gdrive" if what.external_url else "",
        "is_public": any(each.place is Place.PUBLIC for each in what.channels),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": private_url(world, what),
        "permalink": f"https://{world.domain}.slack.com/files/{what.user.id}/{what.id}/{quote(what.name)}",
        "file_access": "visible",
        **{key: [each.id for each in what.channels if each.place is place] for key, place in SHARES.items()},
    }
    shown |= {"alt_txt": what.alt} if what.alt else {}
    if what.external_url:
        return shown
    return shown | {"url_private_download": private_url(world, what, download=True)} | _thumbnails(world, what)


SHARES = {"channels": Place.PUBLIC, "groups": Place.PRIVATE, "ims": Place.DIRECT}


def _thumbnails(world: World, what: File) -> Json:
    if what.size is None or not world.ready(what):
        return {}
    base = f"{world.files_url}/files-tmb/{world.team_id}-{what.id}"
    width, height = what.size
    return {"original_w": width, "original_h": height, "thumb_360": f"{base}/{quote(what.name)}_360.png"}


def view(world: World, what: View) -> Json:
    """Show a view as the app gets it back ('View object')."""
    content = {key: value for key, value in what.content.items() if value is not None}
    home = content["type"] == "home"
    blank = {"private_metadata": "", "callback_id": "", "external_id": ""}
    texts: Json = {} if home else {"submit": None, "close": None}
    return {
        "id": what.id,
        "team_id": world.team_id,
        "app_id": world.app_id,
        "app_installed_team_id": world.team_id,
        "bot_id": world.bot.bot_id,
        "clear_on_close": False,
        "notify_on_close": False,
        **blank,
        **texts,
        **content,
        "hash": what.hash,
        "state": {"values": what.values},
        "root_view_id": what.root,
        "previous_view_id": what.previous,
    }
