"""Holds an exchange against Discord's official OpenAPI document, whose path SALON_DISCORD_OPENAPI names.

`problems(exchange)` returns what is wrong with the request and with the response, in words; nothing if all is well.
One validator is built for each operation and kept.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.discord import Exchange

VARIABLE = "SALON_DISCORD_OPENAPI"
DOCUMENT = "urn:discord"
JSON = "application/json"
BAD_REQUESTS = range(400, 500)

# What Discord does and its document of July 2026 does not say, each with its reason.
DEVIATIONS = {
    "numbers as snowflakes": "discord.py sends ids as numbers; 'API Reference', 'Snowflakes', lets a request do so",
    "names as codes": "inside `errors` a code is a name ('API Reference', 'Error Messages'), not a number",
}


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer", "minimum": 0}]}
    named = {"type": "object", "required": ["code", "message"], "properties": {"code": {"type": "string"}}}
    schemas["InnerErrors"]["properties"]["_errors"]["items"] = named
    return document


def available() -> bool:
    """Tell whether there is a document to hold exchanges against."""
    return bool(os.environ.get(VARIABLE))


@cache
def _registry() -> Registry[Any]:
    resource = Resource.from_contents(_document(), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(DOCUMENT, resource)
    return registry


@cache
def _validator(pointer: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"{DOCUMENT}#{pointer}"}, registry=_registry())


def _escape(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def _operation(exchange: Exchange) -> tuple[str, dict[str, Any]] | None:
    for path, methods in _document()["paths"].items():
        if path == exchange.template and exchange.method.lower() in methods:
            return f"/paths/{_escape(path)}/{exchange.method.lower()}", methods[exchange.method.lower()]
    return None


def problems(exchange: Exchange) -> list[str]:
    """Return everything in which an exchange departs from the document."""
    if exchange.ordered:
        return []
    found = _operation(exchange)
    if found is None:
        return [f"{exchange}: the document has no such operation"]
    pointer, operation = found
    wrong = [*_request(exchange, pointer, operation), *_response(exchange, pointer, operation)]
    return [f"{exchange}: {each}" for each in wrong]


def _request(exchange: Exchange, pointer: str, operation: dict[str, Any]) -> Iterator[str]:
    # What Discord refused need not be well-formed: that is why it was refused.
    if exchange.request is None or exchange.status in BAD_REQUESTS:
        return
    if JSON not in operation.get("requestBody", {}).get("content", {}):
        yield "the document takes no body here"
        return
    # A multipart body carries the same JSON in payload_json; the files stand beside it.
    yield from _errors(f"{pointer}/requestBody/content/{_escape(JSON)}/schema", exchange.request)


def _response(exchange: Exchange, pointer: str, operation: dict[str, Any]) -> Iterator[str]:
    status = str(exchange.status)
    responses = operation["responses"]
    name = status if status in responses else f"{status[0]}XX"
    if name not in responses:
        yield f"the document knows no status {status} here"
        return
    content = responses[name].get("content")
    if "$ref" in responses[name]:
        pointer = responses[name]["$ref"].removeprefix("#")
        yield from _errors(f"{pointer}/content/{_escape(JSON)}/schema", exchange.response)
    elif content:
        yield from _errors(f"{pointer}/responses/{name}/content/{_escape(JSON)}/schema", exchange.response)
    elif exchange.response is not None:
        yield "the document promises an empty response"


def _errors(pointer: str, instance: object) -> Iterator[str]:
    for error in _validator(pointer).iter_errors(instance):
        deepest = error
        while deepest.context:
            deepest = max(deepest.context, key=lambda each: len(each.absolute_path))
        yield f"{deepest.json_path}: {deepest.message[:300]}"
