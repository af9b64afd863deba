"""The REST server: reads requests, counts them against their limits, answers, and records (API Reference)."""

from __future__ import annotations

import json
import re
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox.faults import Faults, Kind

from . import drafts, routes
from .calls import Call, Reply, Route
from .errors import ApiError
from .traffic import Exchange

if TYPE_CHECKING:
    from bot.sandbox.faults import Fault

    from .limits import Limits
    from .world import World

PREFIX = "/api/v10"
MAX_BODY = 64 * 1024 * 1024
FILE_FIELD = re.compile(r"files\[(\d+)\]")
RATE_LIMITED = 429
UNKNOWN_ROUTE = 501


@dataclass(slots=True)
class Received:
    """A request as far as it could be read."""

    content: Any = None
    uploads: list[drafts.Upload] = field(default_factory=list)


@dataclass(slots=True)
class Answered:
    """A status, a body and headers, ready to go."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    ordered: bool = False

    def response(self) -> web.Response:
        """Build the response: Discord says exactly `application/json`, with no charset."""
        if self.body is None:
            return web.Response(status=self.status, headers=self.headers)
        headers = {"Content-Type": "application/json", **self.headers}
        return web.Response(status=self.status, body=json.dumps(self.body).encode(), headers=headers)


@dataclass(slots=True)
class Rest:
    """Discord's HTTP API for one bot."""

    world: World
    faults: Faults
    limits: Limits
    traffic: list[Exchange] = field(default_factory=list)
    under_way: int = 0

    def app(self) -> web.Application:
        """Return the server's application."""
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_route("*", "/{path:.*}", self.serve)
        return app

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        self.under_way += 1
        self.world.pulse.beat()
        try:
            return await self._serve(request)
        finally:
            self.under_way -= 1
            self.world.pulse.beat()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.rel_url.raw_path
        found = routes.find(request.method, path.removeprefix(PREFIX)) if path.startswith(PREFIX) else None
        received = Received()
        if found is None:
            answered = self._unknown(request)
        else:
            route, params = found
            fault = self.faults.take(route.method, route.template)
            answered = await self._answer(request, route, params, received, fault)
            await self._break(fault, request)
        self._record(request, found[0] if found else None, received, answered)
        return answered.response()

    def _unknown(self, request: web.Request) -> Answered:
        self.faults.unexpected.append(f"Discord's sandbox has no route {request.method} {request.rel_url.raw_path}")
        return Answered(UNKNOWN_ROUTE, {"message": f"{UNKNOWN_ROUTE}: Not Implemented", "code": 0})

    async def _answer(
        self, request: web.Request, route: Route, params: dict[str, str], received: Received, fault: Fault | None
    ) -> Answered:
        try:
            self._authorize(request, route)
            received.content, received.uploads = await _read(request)
            if fault is not None and fault.kind is Kind.ANSWER:
                return self._by_order(fault)
            verdict = self.limits.ask(route.limit, route.major(params), counts_globally=route.authorized)
            if verdict.retry_after is not None:
                return Answered(RATE_LIMITED, verdict.body(), verdict.headers)
            return self._call(
                route, Call(self.world, params, request.query, received.content, received.uploads), verdict.headers
            )
        except ApiError as error:
            return Answered(error.status, error.body())

    def _by_order(self, fault: Fault) -> Answered:
        if fault.status == RATE_LIMITED and not fault.body:
            verdict = self.limits.by_order()
            return Answered(RATE_LIMITED, verdict.body(), verdict.headers, ordered=True)
        body = fault.body or {"message": f"{fault.status}: by order", "code": 0}
        after = {"Retry-After": str(body["retry_after"])} if "retry_after" in body else {}
        return Answered(fault.status, body, after, ordered=True)

    def _call(self, route: Route, call: Call, headers: dict[str, str]) -> Answered:
        try:
            drafts.check_sizes(call.uploads)
            reply: Reply = route.handler(call)
        except ApiError as error:
            return Answered(error.status, error.body(), headers)
        except Exception:  # noqa: BLE001 - a fault of the sandbox must reach the test, not the bot's retries
            self.faults.unexpected.append(f"{route.method} {route.template} broke:\n{traceback.format_exc()}")
            return Answered(UNKNOWN_ROUTE, {"message": "The sandbox broke", "code": 0})
        return Answered(204 if reply.body is None else reply.status, reply.body, headers)

    def _authorize(self, request: web.Request, route: Route) -> None:
        if route.authorized and request.headers.get("Authorization") != f"Bot {self.world.token}":
            raise ApiError(0)

    async def _break(self, fault: Fault | None, request: web.Request) -> None:
        if fault is None:
            return
        if fault.kind is Kind.RESET and request.transport is not None:
            request.transport.abort()
        if fault.kind is Kind.WITHHOLD:
            await fault.released.wait()

    def _record(self, request: web.Request, route: Route | None, received: Received, answered: Answered) -> None:
        self.traffic.append(
            Exchange(
                method=request.method,
                template=route.template if route else None,
                path=request.rel_url.raw_path.removeprefix(PREFIX),
                query=dict(request.query),
                content_type=request.content_type,
                request=received.content,
                files=tuple(each.filename for each in received.uploads),
                status=answered.status,
                response=answered.body,
                ordered=answered.ordered,
            )
        )


async def _read(request: web.Request) -> tuple[Any, list[drafts.Upload]]:
    if request.content_type == "multipart/form-data":
        return await _read_form(request)
    text = await request.text()
    return (_parse(text) if text else None), []


async def _read_form(request: web.Request) -> tuple[Any, list[drafts.Upload]]:
    form, uploads = await request.post(), []
    for name, part in form.items():
        numbered = FILE_FIELD.fullmatch(name)
        if isinstance(part, web.FileField) and numbered:
            uploads.append(drafts.Upload(numbered[1], part.filename, part.file.read(), part.content_type))
            part.file.close()
    text = form.get("payload_json", "{}")
    return _parse(text if isinstance(text, str) else ""), uploads


def _parse(text: str) -> Any:  # noqa: ANN401 - JSON is whatever was sent
    try:
        return json.loads(text)
    except ValueError:
        raise ApiError(50109) from None
