"""A server that speaks just enough of Discord for one case, and is not our sandbox: written apart, with bare answers.

It checks nothing and knows no limits; that is the sandbox's work. It shows that the bot needs no more of a server than
what the documentation promises, and that settings alone lead there.
"""

import asyncio
import itertools
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote

from aiohttp import WSMsgType, web

GUILD, ROOM, BOT, APP = "100000000000000001", "100000000000000002", "100000000000000003", "100000000000000004"
MODERATORS = ("200000000000000001", "200000000000000002", "200000000000000003")
EVERYBODY = str(2**10 | 2**11 | 2**16)  # see channels, write, read the history
EPOCH = 1420070400000
Json = dict[str, Any]


def user(id_: str) -> Json:
    """An account, with what no account lacks."""
    bot = {"bot": True} if id_ == BOT else {}
    return {"id": id_, "username": f"user{id_[-2:]}", "discriminator": "0", "avatar": None, "global_name": None, **bot}


def member(id_: str) -> Json:
    """The same as somebody in the guild."""
    joined = "2026-01-01T00:00:00+00:00"
    return {"user": user(id_), "roles": [], "joined_at": joined, "deaf": False, "mute": False, "flags": 0}


class PlainDiscord:
    """One guild with one channel, which everybody sees.

    Attributes:
        messages: All that was posted, by id.
        answers: What the bot answered to interactions, oldest first.
    """

    def __init__(self) -> None:
        self.messages: dict[str, Json] = {}
        self.answers: list[Json] = []
        self._files: dict[str, bytes] = {}
        self._url = ""
        self._count = itertools.count(1)
        self._sequence = itertools.count(1)
        self._socket: web.WebSocketResponse | None = None
        self._changed = asyncio.Event()
        self._routes: tuple[tuple[str, Callable[..., Any]], ...] = (
            (r"GET /users/@me", lambda: user(BOT)),
            (r"GET /oauth2/applications/@me", self._application),
            (r"(?:GET|PUT) /applications/\d+/commands", self._commands),
            (r"POST /users/@me/channels", self._direct),
            (r"GET /guilds/\d+/members/(\d+)", member),
            (r"POST /channels/(\d+)/messages", self._post),
            (r"GET /channels/(\d+)/messages", lambda channel: self.in_channel(channel)[::-1]),
            (r"GET /channels/\d+/messages/(\d+)", lambda message: self.messages[message]),
            (r"PATCH /channels/\d+/messages/(\d+)", self._edit),
            (r"PUT /channels/\d+/messages/(\d+)/reactions/([^/]+)/@me", self._put),
            (r"GET /channels/\d+/messages/(\d+)/reactions/([^/]+)", self._reactors),
            (r"DELETE /channels/\d+/messages/(\d+)/reactions/([^/]+)/(\d+)", self._take_off),
            (r"POST /interactions/\d+/[^/]+/callback", self._callback),
            (r"PATCH /webhooks/\d+/[^/]+/messages/@original", self._answer),
        )

    @property
    def settings(self) -> dict[str, str]:
        """What the bot has to be told."""
        return {
            "DISCORD_TOKEN": "plain-token",
            "DISCORD_GUILD_ID": GUILD,
            "DISCORD_MODERATOR_CHANNEL_ID": ROOM,
            "DISCORD_API_URL": f"{self._url}/api/v10",
            "DISCORD_GATEWAY_URL": f"{self._url.replace('http', 'ws')}/gateway",
        }

    @asynccontextmanager
    async def up(self) -> AsyncIterator["PlainDiscord"]:
        """Listen while the block runs."""
        app = web.Application(client_max_size=2**25)
        app.router.add_get("/gateway", self._gateway)
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_get("/files/{id}", self._serve)
        app.router.add_route("*", "/api/v10/{path:.*}", self._request)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    # What people do

    async def until(self, found: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is looked for
        """Wait until something is there, and give it."""
        async with asyncio.timeout(30):
            while not (result := found()):
                self._changed.clear()
                await self._changed.wait()
            return result

    async def connected(self) -> None:
        """Wait until the bot is there."""
        await self.until(lambda: self._socket)

    async def interact(self, who: str, kind: int, data: Json, message: Json | None = None) -> Json:
        """Use a command (2), press a button (3) or send a form (5); what the bot answers."""
        before = len(self.answers)
        common = {"id": self._id(), "application_id": APP, "token": f"token-{self._id()}", "version": 1}
        where = {"guild_id": GUILD, "channel_id": ROOM, "channel": {"id": ROOM, "type": 0, "permissions": EVERYBODY}}
        acts = {"type": kind, "data": data, "member": {**member(who), "permissions": EVERYBODY}}
        more = {"locale": "en-GB", "app_permissions": EVERYBODY, "entitlements": [], "attachment_size_limit": 10485760}
        on = {"message": message} if message else {}
        await self._dispatch("INTERACTION_CREATE", {**common, **where, **acts, **more, **on})
        return dict(await self.until(lambda: self.answers[before:] and self.answers[before]))

    async def submit(self, who: str, form: Json, values: Mapping[str, Json]) -> Json:
        """Send a form."""
        parts = [{"type": 18, "id": n, "component": {"id": n + 9, **each}} for n, each in enumerate(values.values(), 1)]
        return await self.interact(who, 5, {"custom_id": form["data"]["custom_id"], "components": parts})

    async def react(self, who: str, card: Json, emoji: str) -> None:
        """Put a reaction on a message; who the member is, the event may leave out, and does."""
        self._put(card["id"], emoji, who)
        about = {"user_id": who, "channel_id": ROOM, "message_id": card["id"], "guild_id": GUILD}
        kind = {"emoji": {"id": None, "name": emoji}, "burst": False, "type": 0}
        await self._dispatch("MESSAGE_REACTION_ADD", {**about, **kind})

    async def write(self, who: str, text: str, picture: bytes) -> Json:
        """Write to the bot, with a picture, which stands where the API is."""
        message = self._post(self._direct({"recipient_id": who})["id"], {"content": text}, who)
        self._files[message["id"]] = picture
        url = f"{self._url}/files/{message['id']}"
        kind = {"content_type": "image/jpeg", "filename": "koi.jpg", "size": len(picture)}
        message["attachments"] = [{"id": message["id"], "url": url, "proxy_url": url, **kind}]
        await self._dispatch("MESSAGE_CREATE", message)
        return message

    def in_channel(self, channel: str) -> list[Json]:
        """What stands there, oldest first."""
        return [each for _, each in sorted(self.messages.items()) if each["channel_id"] == channel]

    # The gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        return socket

    async def _hear(self, socket: web.WebSocketResponse, heard: Json) -> None:
        if heard["op"] == 1:
            await socket.send_json({"op": 11})
        elif heard["op"] == 2:
            self._socket = socket
            application, guilds = {"id": APP, "flags": 0}, [{"id": GUILD, "unavailable": True}]
            ready = {"v": 10, "user": user(BOT), "guilds": guilds, "session_id": "s", "application": application}
            await self._dispatch("READY", {**ready, "resume_gateway_url": f"{self._url}/gateway"})
            await self._dispatch("GUILD_CREATE", self._guild())
            self._changed.set()

    async def _dispatch(self, name: str, data: Json) -> None:
        assert self._socket
        await self._socket.send_json({"op": 0, "t": name, "s": next(self._sequence), "d": data})

    @staticmethod
    def _guild() -> Json:
        everyone = {"id": GUILD, "name": "@everyone", "permissions": EVERYBODY, "position": 0, "color": 0, "flags": 0}
        room = {"id": ROOM, "type": 0, "name": "moderators", "position": 0, "permission_overwrites": []}
        lists: Json = {"emojis": [], "features": [], "members": [member(BOT)], "threads": [], "stickers": []}
        role = {**everyone, "hoist": False, "managed": False, "mentionable": False}
        return {"id": GUILD, "name": "Plain", "owner_id": "1", "roles": [role], "channels": [room], **lists}

    # REST

    async def _serve(self, request: web.Request) -> web.Response:
        return web.Response(body=self._files[request.match_info["id"]], content_type="image/jpeg")

    async def _request(self, request: web.Request) -> web.Response:
        given = await self._body(request)
        asked = f"{request.method} /{request.match_info['path']}"
        for pattern, answer in self._routes:
            if found := re.fullmatch(pattern, asked):
                said = answer(*map(unquote, found.groups()), *([given] if given is not None else []))
                self._changed.set()
                return _json(said) if said is not None else web.Response(status=204)
        return _json({"message": "404: Not Found", "code": 0}, status=404)

    @staticmethod
    async def _body(request: web.Request) -> Any:  # noqa: ANN401 - JSON
        if request.method in {"GET", "DELETE"} or not request.can_read_body:
            return None
        if request.content_type == "multipart/form-data":
            return json.loads(str((await request.post())["payload_json"]))
        return await request.json()

    @staticmethod
    def _application() -> Json:
        known = {"id": APP, "name": "Salon", "description": "", "icon": None, "verify_key": "", "flags": 0}
        return {**known, "bot_public": False, "bot_require_code_grant": False, "owner": user(MODERATORS[0])}

    def _commands(self, asked: list[Json] | None = None) -> list[Json]:
        known = {"description": "", "application_id": APP, "version": "1", "default_member_permissions": None}
        return [{**known, **each, "id": self._id()} for each in asked or ()]

    def _direct(self, asked: Json) -> Json:
        who = str(asked["recipient_id"])
        return {"id": f"3{who[1:]}", "type": 1, "recipients": [user(who)]}

    def _post(self, channel: str, asked: Json, who: str = BOT) -> Json:
        id_ = self._id()
        empty: Json = {"attachments": [], "mentions": [], "mention_roles": [], "embeds": [], "components": []}
        fixed = {"id": id_, "channel_id": channel, "author": user(who), "type": 0, "tts": False, "pinned": False}
        written = {"timestamp": "2026-11-26T12:00:00+00:00", "edited_timestamp": None, "mention_everyone": False}
        shown = {key: asked[key] for key in ("content", "embeds", "components") if asked.get(key)}
        self.messages[id_] = {"content": "", **empty, **fixed, **written, **shown}
        return self.messages[id_]

    def _edit(self, message: str, asked: Json) -> Json:
        self.messages[message] |= {key: asked[key] for key in ("content", "embeds", "components") if key in asked}
        return self.messages[message]

    def _put(self, message: str, emoji: str, who: str = BOT) -> None:
        held = self.messages[message].setdefault("reactions", [])
        found = next((each for each in held if each["emoji"]["name"] == emoji), None)
        if found is None:
            found = {"emoji": {"id": None, "name": emoji}, "count": 0, "me": False, "users": []}
            held.append(found)
        found["users"].append(who)
        found |= {"count": len(found["users"]), "me": BOT in found["users"]}

    def _take_off(self, message: str, emoji: str, who: str) -> None:
        held = self.messages[message]["reactions"]
        next(found for found in held if found["emoji"]["name"] == emoji)["users"].remove(who)

    def _reactors(self, message: str, emoji: str) -> list[Json]:
        held = self.messages[message].get("reactions", [])
        return [user(each) for found in held if found["emoji"]["name"] == emoji for each in found["users"]]

    def _callback(self, asked: Json) -> Json:
        self.answers.append(asked)
        return {"interaction": {"id": self._id(), "type": 2}}

    def _answer(self, _: Json) -> Json:
        return {**self._post(ROOM, {}), "flags": 64, "channel_id": "0"}

    def _id(self) -> str:
        return str((int(time.time() * 1000) - EPOCH << 22) + next(self._count))


def _json(said: object, status: int = 200) -> web.Response:
    """An answer; Discord names no charset with it, and discord.py insists on that."""
    return web.Response(body=json.dumps(said).encode(), content_type="application/json", status=status)
