"""A server that speaks just enough of Slack for one case, and is not our sandbox: written apart, with bare answers.

It checks nothing and knows no limits; that is the sandbox's work. It shows that the bot needs no more of a server than
what the documentation promises, and that settings alone lead there.
"""

import asyncio
import itertools
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

TEAM, BOT, ROOM = "T0000000T", "U0000000B", "C0000000M"
MODERATORS = ("U0000000K", "U0000000L", "U0000000M")
Json = dict[str, Any]


class PlainSlack:
    """One workspace with one channel, in which three moderators and the bot are.

    Attributes:
        messages: All that was posted, by channel and timestamp.
        views: The forms that were opened, oldest first.
    """

    def __init__(self) -> None:
        self.messages: dict[tuple[str, str], Json] = {}
        self.views: list[Json] = []
        self._url = ""
        self._count = itertools.count(1)
        self._socket: web.WebSocketResponse | None = None
        self._acknowledged: dict[str, asyncio.Future[Json]] = {}
        self._changed = asyncio.Event()

    @property
    def settings(self) -> dict[str, str]:
        """What the bot has to be told."""
        return {
            "SLACK_BOT_TOKEN": "xoxb-plain",
            "SLACK_APP_TOKEN": "xapp-plain",
            "SLACK_MODERATOR_CHANNEL_ID": ROOM,
            "SLACK_API_URL": f"{self._url}/api/",
            "SLACK_FILES_URL": self._url,
        }

    @asynccontextmanager
    async def up(self) -> AsyncIterator["PlainSlack"]:
        """Listen while the block runs."""
        app = web.Application(client_max_size=2**25)
        app.router.add_route("*", "/api/{method}", self._method)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/link", self._link)
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

    async def command(self, user: str, command: str, text: str = "") -> None:
        """Type a command."""
        told = {"command": command, "text": text, "user_id": user, "channel_id": "C0000000H", "team_id": TEAM}
        await self._send("slash_commands", {**told, "trigger_id": self._id("1.")})

    async def submit(self, user: str, view: Json, values: Mapping[str, Json]) -> None:
        """Send a form."""
        state = {"values": {block: {block: value} for block, value in values.items()}}
        told = {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": user, "team_id": TEAM}}
        await self._send("interactive", {**told, "trigger_id": self._id("1."), "view": {**view, "state": state}})

    async def press(self, user: str, card: Json, action_id: str) -> None:
        """Press a button on a message."""
        told = {"type": "block_actions", "team": {"id": TEAM}, "user": {"id": user, "team_id": TEAM}}
        where = {"channel": {"id": card["channel"]}, "message": card, "container": {"channel_id": card["channel"]}}
        action = {"type": "button", "action_id": action_id, "block_id": "b"}
        await self._send("interactive", {**told, **where, "trigger_id": self._id("1."), "actions": [action]})

    async def react(self, user: str, card: Json, emoji: str) -> None:
        """Put a reaction on a message."""
        self._put(card, emoji, user)
        item = {"type": "message", "channel": card["channel"], "ts": card["ts"]}
        await self._event({"type": "reaction_added", "user": user, "reaction": emoji, "item": item})

    async def write(self, user: str, text: str) -> Json:
        """Write to the bot."""
        message = self._post({"channel": f"D{user[1:]}", "text": text}, user)
        await self._event({"type": "message", "channel_type": "im", **message})
        return message

    def in_channel(self, channel: str) -> list[Json]:
        """What stands there, oldest first."""
        return [message for (where, _), message in sorted(self.messages.items()) if where == channel]

    # Socket Mode

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._socket = socket
        self._changed.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                said = json.loads(message.data)
                self._acknowledged[said["envelope_id"]].set_result(said)
        return socket

    async def _event(self, event: Json) -> None:
        body = {"type": "event_callback", "team_id": TEAM, "event_id": self._id("Ev")}
        await self._send("events_api", {**body, "event": {"event_ts": self._ts(), **event}})

    async def _send(self, kind: str, payload: Json) -> None:
        envelope = self._id("envelope")
        self._acknowledged[envelope] = asyncio.get_running_loop().create_future()
        assert self._socket
        await self._socket.send_json({"type": kind, "envelope_id": envelope, "payload": payload})
        await asyncio.wait_for(self._acknowledged[envelope], 3)

    # The Web API

    async def _method(self, request: web.Request) -> web.Response:
        text = await request.text()
        given = json.loads(text) if request.content_type == "application/json" else dict(parse_qsl(text))
        asked = {**given, **request.query}
        method = getattr(self, "_" + re.sub(r"\W", "_", request.match_info["method"]).lower(), None)
        answer = method(asked) if method else {"ok": False, "error": "unknown_method"}
        self._changed.set()
        return web.json_response({"ok": True, **answer})

    async def _upload(self, request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="OK")

    def _auth_test(self, _: Json) -> Json:
        return {"url": "https://plain.example/", "team_id": TEAM, "user_id": BOT, "bot_id": "B0000000B"}

    def _apps_connections_open(self, _: Json) -> Json:
        return {"url": f"{self._url.replace('http', 'ws')}/link"}

    def _conversations_open(self, asked: Json) -> Json:
        return {"channel": {"id": f"D{asked['users'][1:]}"}}

    def _conversations_members(self, _: Json) -> Json:
        return {"members": [BOT, *MODERATORS]}

    def _conversations_history(self, asked: Json) -> Json:
        found = [each for each in self.in_channel(asked["channel"]) if "thread_ts" not in each]
        return {"messages": [each for each in reversed(found) if asked.get("latest", each["ts"]) == each["ts"]]}

    def _conversations_replies(self, asked: Json) -> Json:
        found = self.in_channel(asked["channel"])
        return {"messages": [each for each in found if asked["ts"] in (each["ts"], each.get("thread_ts"))]}

    def _users_info(self, asked: Json) -> Json:
        return {"user": {"id": asked["user"], "team_id": TEAM, "is_bot": asked["user"] == BOT}}

    def _chat_postmessage(self, asked: Json) -> Json:
        message = self._post(asked, BOT)
        return {"channel": message["channel"], "ts": message["ts"], "message": message}

    def _chat_postephemeral(self, _: Json) -> Json:
        return {"message_ts": self._ts()}

    def _chat_update(self, asked: Json) -> Json:
        blocks = asked["blocks"]
        message = self.messages[asked["channel"], asked["ts"]]
        message |= {"text": asked["text"], "blocks": json.loads(blocks) if isinstance(blocks, str) else blocks}
        return {"channel": asked["channel"], "ts": asked["ts"]}

    def _reactions_add(self, asked: Json) -> Json:
        self._put(self.messages[asked["channel"], asked["timestamp"]], asked["name"], BOT)
        return {}

    def _reactions_get(self, asked: Json) -> Json:
        return {"type": "message", "message": self.messages[asked["channel"], asked["timestamp"]]}

    def _views_open(self, asked: Json) -> Json:
        view = asked["view"]
        self.views.append(json.loads(view) if isinstance(view, str) else view)
        return {"view": self.views[-1]}

    def _files_getuploadurlexternal(self, _: Json) -> Json:
        file = self._id("F0000000")
        return {"upload_url": f"{self._url}/upload/{file}", "file_id": file}

    def _files_completeuploadexternal(self, asked: Json) -> Json:
        files = asked["files"]
        return {"files": json.loads(files) if isinstance(files, str) else files}

    def _files_info(self, asked: Json) -> Json:
        return {"file": {"id": asked["file"], "mimetype": "image/jpeg"}}

    # What they share

    def _post(self, asked: Json, user: str) -> Json:
        blocks = asked.get("blocks") or []
        message = {
            "type": "message",
            "channel": asked["channel"],
            "ts": self._ts(),
            "user": user,
            "text": asked.get("text", ""),
            "blocks": json.loads(blocks) if isinstance(blocks, str) else blocks,
            **({"thread_ts": asked["thread_ts"]} if asked.get("thread_ts") else {}),
            **({"bot_id": "B0000000B"} if user == BOT else {}),
        }
        self.messages[message["channel"], message["ts"]] = message
        return message

    @staticmethod
    def _put(message: Json, emoji: str, user: str) -> None:
        held = message.setdefault("reactions", [])
        found = next((each for each in held if each["name"] == emoji), None)
        if found is None:
            held.append({"name": emoji, "users": [user], "count": 1})
        elif user not in found["users"]:
            found["users"].append(user)

    def _ts(self) -> str:
        return f"1790000000.{next(self._count):06}"

    def _id(self, prefix: str) -> str:
        return f"{prefix}{next(self._count):04}"
