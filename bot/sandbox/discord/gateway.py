"""The gateway: a websocket that a bot identifies or resumes on (docs.discord.com: 'Gateway', 'Gateway Events')."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from . import payloads
from .connections import Connection
from .kinds import PRIVILEGED, Intent, Json
from .sessions import HEARTBEAT, Session
from .starts import Start

if TYPE_CHECKING:
    from bot.sandbox.faults import Faults

    from .world import Event, World

IDENTIFY, PRESENCE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = 2, 3, 6, 7, 8, 9, 10, 11
HEARTBEAT_INTERVAL_MS = 41_250
SESSION_LASTS = 90
NORMAL_CLOSURES = (1000, 1001)
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, BAD_TOKEN, ALREADY_AUTHENTICATED = 4001, 4002, 4003, 4004, 4005
INVALID_INTENTS, DISALLOWED_INTENTS = 4013, 4014
CHUNK = 1000
LONGEST_WAIT = 0.1


@dataclass(eq=False)
class Gateway:
    """All sockets and sessions of the one bot."""

    world: World
    faults: Faults
    sessions: dict[str, Session] = field(default_factory=dict)
    connections: set[Connection] = field(default_factory=set)

    def app(self) -> web.Application:
        """Return the server's application."""
        app = web.Application()
        app.router.add_get("/{path:.*}", self.serve)
        return app

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one socket for as long as it lives."""
        connection = await Connection.accept(request)
        self.connections.add(connection)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_INTERVAL_MS}})
        try:
            async for frame in connection.socket:
                if frame.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    await self._receive(connection, frame.data)
        finally:
            self.connections.discard(connection)
            self._left(connection)
            await connection.finish()
        return connection.socket

    def _left(self, connection: Connection) -> None:
        session = connection.session
        if session is None or session.socket is not connection:
            return
        session.socket, session.left_at = None, self.world.timing.ticks()
        # Closing with 1000 or 1001 invalidates the session at once; anything else leaves it to be resumed.
        if connection.socket.close_code in NORMAL_CLOSURES and not connection.cut:
            self.sessions.pop(session.id, None)
        self.world.pulse.beat()

    async def _receive(self, connection: Connection, text: str | bytes) -> None:
        try:
            payload = json.loads(text)
        except ValueError:
            return await connection.close(DECODE_ERROR, b"Error while decoding payload.")
        op, data = payload.get("op"), payload.get("d")
        if op == HEARTBEAT:
            return self._heartbeat(connection, data)
        if op in (IDENTIFY, RESUME) and connection.session is not None:
            return await connection.close(ALREADY_AUTHENTICATED, b"Already authenticated.")
        if op == IDENTIFY:
            return await self._identify(connection, data)
        if op == RESUME:
            return await self._resume(connection, data)
        if connection.session is None:
            return await connection.close(NOT_AUTHENTICATED, b"Not authenticated.")
        if op == PRESENCE:
            connection.session.presence = data
            return None
        if op == MEMBERS:
            return await self._members(connection, connection.session, data)
        return await connection.close(UNKNOWN_OPCODE, b"Unknown opcode.")

    def _heartbeat(self, connection: Connection, sequence: int | None) -> None:
        connection.send({"op": ACK})
        if connection.session is not None and sequence is not None:
            connection.session.heard = sequence
            self.world.pulse.signal()

    async def _identify(self, connection: Connection, data: Json) -> None:
        if data.get("token") != self.world.token:
            return await connection.close(BAD_TOKEN, b"Authentication failed.")
        if not isinstance(data.get("intents"), int):
            return await connection.close(INVALID_INTENTS, b"Invalid intent(s).")
        intents = Intent(data["intents"])
        if intents & PRIVILEGED & ~self.world.privileged:
            return await connection.close(DISALLOWED_INTENTS, b"Disallowed intent(s).")
        match self.world.starts.begin():
            case Start.TOO_FAST:
                return connection.send({"op": INVALID, "d": False})
            case Start.USED_UP:  # Discord ends all sessions and resets the token: the bot is out until its owner acts
                await self.reset_token()
                return await connection.close(BAD_TOKEN, b"Authentication failed.")
        self.world.identified += 1
        for each in self.sessions.values():
            each.superseded = True
        session = Session(self.world, intents)
        self.sessions[session.id] = session
        self._join(connection, session)
        return self._welcome(session)

    def _join(self, connection: Connection, session: Session) -> None:
        connection.session, session.socket, session.left_at = session, connection, None

    def _welcome(self, session: Session) -> None:
        world = self.world
        ready = {
            "v": 10,
            "user": payloads.own_user(world.bot),
            "guilds": [{"id": str(world.guild_id), "unavailable": True}],
            "session_id": session.id,
            "resume_gateway_url": world.gateway_url,
            "application": {"id": str(world.application_id), "flags": payloads.application(world)["flags"]},
            "private_channels": [],
        }
        self._tell(session, "READY", ready)
        if Intent.GUILDS in session.intents:
            own = [world.members[world.bot.id]]
            both = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES
            members = list(world.members.values()) if both in session.intents else own
            self._tell(session, "GUILD_CREATE", payloads.guild_create(world, members))
        world.pulse.beat()

    async def _resume(self, connection: Connection, data: Json) -> None:
        if data.get("token") != self.world.token:
            return await connection.close(BAD_TOKEN, b"Authentication failed.")
        self._expire()
        session = self.sessions.get(str(data.get("session_id")))
        missed_from = data.get("seq")
        if session is None or not isinstance(missed_from, int) or missed_from > session.sequence:
            return connection.send({"op": INVALID, "d": False})
        if isinstance(session.socket, Connection):
            await session.socket.close(ALREADY_AUTHENTICATED, b"Resumed elsewhere.")
        self._join(connection, session)
        for event in session.events[missed_from:]:
            session.send(event)
        self._tell(session, "RESUMED", {"_trace": []})
        return self.world.pulse.beat()

    def _expire(self) -> None:
        latest = self.world.timing.ticks() - self.world.timing.lasts(SESSION_LASTS)
        gone = [each.id for each in self.sessions.values() if each.left_at is not None and each.left_at < latest]
        for each in gone:
            del self.sessions[each]

    async def _members(self, connection: Connection, session: Session, data: Json) -> None:
        """Answer 'Request Guild Members'; asking for everybody needs the privileged intent."""
        query, ids = data.get("query"), data.get("user_ids")
        if query == "" and Intent.GUILD_MEMBERS not in session.intents:
            return await connection.close(DISALLOWED_INTENTS, b"Disallowed intent(s).")
        wanted = {int(each) for each in (ids if isinstance(ids, list) else [ids])} if ids else None
        found = [
            each
            for each in self.world.members.values()
            if (each.user.id in wanted if wanted else each.user.name.lower().startswith(str(query).lower()))
        ]
        found = found[: data.get("limit") or CHUNK]
        chunk: Json = {"guild_id": str(self.world.guild_id), "members": [payloads.member(each) for each in found]}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "not_found": [], "nonce": data.get("nonce")}
        return self._tell(session, "GUILD_MEMBERS_CHUNK", chunk)

    def _tell(self, session: Session, name: str, data: Json) -> None:
        session.send(session.tell(name, data))

    def dispatch(self, event: Event) -> None:
        """Tell every session that may hear of an event."""
        self._expire()
        for session in self.sessions.values():
            if session.wants(event):
                told = session.tell(event.name, session.data(event))
                for each, late in self.faults.shape(told) if session.socket else ():
                    # 'The API is eventually consistent': an event may come late, N times or never (API Reference).
                    if late:
                        asyncio.get_running_loop().call_later(late, session.send, each)
                    else:
                        session.send(each)

    async def round_trip(self) -> None:
        """Ask every live session for a heartbeat until it names the last event told: then the bot has received it."""
        for session in self.live():
            asked = -1
            while self._waits(session):
                if session.socket is not None and asked != session.sent:
                    asked = session.sent
                    session.socket.send({"op": HEARTBEAT, "d": None})
                await self.world.pulse.wait(LONGEST_WAIT)

    def _waits(self, session: Session) -> bool:
        """Tell whether something has not arrived yet; nothing will where a new session took the place of a dead one."""
        behind = session.socket is None or session.heard != session.sent
        return behind and any(each is session for each in self.live())

    def live(self) -> list[Session]:
        """Return the sessions that matter: those with a socket, or else the last one, which is still to be resumed."""
        self._expire()
        return [each for each in self.sessions.values() if each.socket is not None or not each.superseded]

    async def reset_token(self) -> None:
        """Give the bot another token, and end every session that began with the old one."""
        self.world.token = f"reset-{self.world.token}"
        self.sessions.clear()
        for connection in list(self.connections):
            if connection.session is not None:
                await connection.close(BAD_TOKEN, b"Authentication failed.")

    async def cut(self) -> None:
        """Cut all sockets as a failing network does; sessions wait to be resumed."""
        for connection in list(self.connections):
            connection.abort()
        await asyncio.sleep(0)

    def ask_to_reconnect(self) -> None:
        """Send Reconnect to everybody."""
        for connection in self.connections:
            connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Send Invalid Session to everybody; unless resumable, nothing is kept."""
        for connection in self.connections:
            connection.send({"op": INVALID, "d": resumable})
        if not resumable:
            self.sessions.clear()
