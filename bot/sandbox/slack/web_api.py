"""The Web API's server: reads calls, counts them, answers and records (docs.slack.dev: 'Using the Slack Web API')."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox.faults import Fault, Faults, Kind

from . import responses
from .calls import Call, Method
from .errors import SlackError
from .methods import METHODS
from .traffic import Exchange

if TYPE_CHECKING:
    from .kinds import Json
    from .limits import Limits
    from .sockets import Sockets
    from .world import World

MAX_BODY = 4 * 1024 * 1024
OK, BAD, MISSING, RATE_LIMITED = 200, 400, 404, 429
GONE = frozenset({"expired_url", "used_url"})


@dataclass(slots=True)
class Answered:
    """A status, a body and headers, ready to go."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)
    ordered: bool = False


@dataclass(slots=True)
class WebApi:
    """Slack's Web API for one app, its Socket Mode addresses and its response URLs."""

    world: World
    faults: Faults
    limits: Limits
    sockets: Sockets
    traffic: list[Exchange] = field(default_factory=list)
    under_way: int = 0

    def app(self) -> web.Application:
        """Return the server's application."""
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_route("*", "/api/{method}", self.serve)
        app.router.add_get("/link/", self.sockets.serve)
        app.router.add_post("/{kind:commands|actions}/{path:.*}", self.respond)
        app.router.add_route("*", "/{path:.*}", self.unknown)
        return app

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        self.under_way += 1
        self.world.pulse.beat()
        try:
            return await self._serve(request)
        finally:
            self.under_way -= 1
            self.world.pulse.beat()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        name, args = request.match_info["method"], {}
        method = METHODS.get(name)
        if method is None:
            self.faults.unexpected.append(f"Slack's sandbox has no method {name}")
            answered = Answered(OK, {"ok": False, "error": "unknown_method", "req_method": name})
        else:
            fault = self.faults.take("POST", name)
            try:
                args = await _read(request)
                answered = self._answer(request, method, args, fault)
            except SlackError as refused:
                answered = Answered(OK, refused.body())
            await self._break(fault, request)
        answer = (answered.status, answered.body, method is not None, answered.ordered)
        self.traffic.append(Exchange(request.method, name, args, *answer))
        return web.json_response(answered.body, status=answered.status, headers=answered.headers)

    def _answer(self, request: web.Request, method: Method, args: Json, fault: Fault | None) -> Answered:
        self._authorize(request, method, args)
        if fault is not None and fault.kind is Kind.ANSWER:
            headers = {"Retry-After": "1"} if fault.status == RATE_LIMITED else {}
            return Answered(fault.status, fault.body or {"ok": False, "error": "internal_error"}, headers, ordered=True)
        posted = [("post", str(args.get("channel")))] if method.name == "chat.postMessage" else []
        wait = self.limits.ask((method.limit, method.name), *posted)
        if wait is not None:
            refused = {"ok": False, "error": "ratelimited"}
            return Answered(RATE_LIMITED, refused, {"Retry-After": str(wait)})
        return self._call(method, Call(self.world, args))

    def _call(self, method: Method, call: Call) -> Answered:
        headers = {"X-OAuth-Scopes": ",".join(sorted(self.world.manifest.scopes))}
        headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
        try:
            if method.scopes and method.bearer == "bot":
                call.require(*method.scopes)
            return Answered(OK, {"ok": True, **method.handler(call)}, headers)
        except SlackError as refused:
            return Answered(OK, refused.body(), headers)
        except Exception:  # noqa: BLE001 - a fault of the sandbox must reach the test, not the bot's retries
            self.faults.unexpected.append(f"{method.name} broke:\n{traceback.format_exc()}")
            return Answered(500, {"ok": False, "error": "fatal_error"}, ordered=True)

    def _authorize(self, request: web.Request, method: Method, args: Json) -> None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or args.get("token")
        if method.bearer == "nobody":
            return
        if not token:
            raise SlackError("not_authed")
        right = {"bot": self.world.bot_token, "app": self.world.app_token}
        if token not in right.values():
            raise SlackError("invalid_auth")
        if token != right[method.bearer]:
            raise SlackError("not_allowed_token_type")
        if self.world.refusal and method.bearer == "bot":
            raise SlackError(self.world.refusal)

    async def _break(self, fault: Fault | None, request: web.Request) -> None:
        if fault is not None and fault.kind is Kind.RESET and request.transport is not None:
            request.transport.abort()
        if fault is not None and fault.kind is Kind.WITHHOLD:
            await fault.released.wait()

    async def respond(self, request: web.Request) -> web.Response:
        """Take an answer at a response URL; by `response_url` it is known to what shall break."""
        self.under_way += 1
        fault = self.faults.take("POST", "response_url")
        try:
            responses.use(self.world, request.path, await request.json())
            await self._break(fault, request)
        except ValueError:
            return web.json_response(SlackError("invalid_payload").body(), status=BAD)
        except SlackError as refused:
            status = MISSING if refused.code in GONE else BAD
            return web.json_response(refused.body(), status=status)
        finally:
            self.under_way -= 1
            self.world.pulse.beat()
        return web.Response(text="ok")

    async def unknown(self, request: web.Request) -> web.Response:
        """Refuse anything else, loudly."""
        self.faults.unexpected.append(f"Slack's sandbox has no {request.method} {request.path}")
        return web.Response(status=MISSING)


async def _read(request: web.Request) -> Json:
    """Read the arguments: of the query and of the body, which may be a form or JSON."""
    args: Json = {key: value for key, value in request.query.items() if key != "token"}
    if request.content_type == "application/json":
        try:
            found = json.loads(await request.text() or "{}")
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(found, dict):
            raise SlackError("json_not_object")
        return args | found
    form = await request.post()
    return args | {key: value for key, value in form.items() if isinstance(value, str)}
