"""Holds a Web API exchange against Slack's own OpenAPI 2 document of 2021, whose path SALON_SLACK_OPENAPI names.

`problems(exchange)` returns what is wrong with the arguments and with the answer, in words; nothing if all is well.
The document is old, so it is held to shapes alone: see `DEVIATIONS`.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft4Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.slack import Exchange

VARIABLE = "SALON_SLACK_OPENAPI"

# What Slack does and its document of 2021 does not say, each with its reason.
DEVIATIONS = {
    "newer fields": "the document forbids whatever it does not list; Slack added fields since, as its pages show",
    "alternatives": "it writes a choice of schemas as a list under `items`; read literally, that binds nothing",
    "unfinished": "`blocks` it leaves open, though chat.update says that they are one object; they are a list",
    "empty history": "it asks for at least one message; an empty conversation has none",
    "lone root": "it asks each root for `thread_ts` and counts; a message without replies has neither",
    "profile fields": "it asks for an object or a list in `fields`; Slack sends null where there are none",
    "private ids": "it knows private channels by a leading G; Slack gives new ones a C since 2021, as the page says",
    "paging": "it asks for `paging` numbers beside cursors; the pages of the methods show cursors alone",
}
OLD_PRIVATE_ID, PRIVATE_ID = "^[G][A-Z0-9]{8,}$", "^[CG][A-Z0-9]{8,}$"
ABSENT = {
    "apps.connections.open": "newer than the document",
    "files.completeUploadExternal": "newer than the document",
    "files.getUploadURLExternal": "newer than the document",
}


def _loosen(part: Any) -> Any:  # noqa: ANN401 - a JSON schema is whatever is in it
    if isinstance(part, list):
        return [_loosen(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _loosen(value) for key, value in part.items() if key not in ("additionalProperties", "format")}
    if isinstance(made.get("items"), list) and made.get("type") != "array":
        made["anyOf"] = made.pop("items")
    if made.get("type") == "array":
        made.pop("minItems", None)
    if made.get("pattern") == OLD_PRIVATE_ID:
        made["pattern"] = PRIVATE_ID
    return made


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = _loosen(json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8")))
    document["paths"]["/chat.update"]["post"]["responses"]["200"]["schema"]["properties"]["message"]["properties"].pop(
        "blocks"
    )
    replies = document["paths"]["/conversations.replies"]["get"]["responses"]["200"]["schema"]["properties"]
    replies["messages"]["items"] = {"$ref": "#/definitions/objs_message"}
    return document


def available() -> bool:
    """Tell whether there is a document to hold exchanges against."""
    return bool(os.environ.get(VARIABLE))


@cache
def _validator(method: str) -> Draft4Validator:
    (operation,) = _document()["paths"][f"/{method}"].values()
    schema = operation["responses"]["200"]["schema"]
    return Draft4Validator({**schema, "definitions": _document()["definitions"]})


def problems(exchange: Exchange) -> list[str]:
    """Return everything in which an exchange departs from the document."""
    if exchange.ordered or not exchange.known or exchange.method in ABSENT:
        return []
    if f"/{exchange.method}" not in _document()["paths"]:
        return [f"{exchange}: the document has no such method"]
    return [f"{exchange}: {each}" for each in [*_arguments(exchange), *_answer(exchange)]]


def _arguments(exchange: Exchange) -> Iterator[str]:
    # What Slack refused need not be well-formed: that is why it was refused.
    if not exchange.ok:
        return
    (operation,) = _document()["paths"][f"/{exchange.method}"].values()
    for each in operation["parameters"]:
        if each.get("required") and each["name"] not in ("token", *exchange.request):
            yield f"the argument {each['name']} is missing"


def _answer(exchange: Exchange) -> Iterator[str]:
    if not exchange.ok:
        if set(exchange.response) < {"ok", "error"} or not isinstance(exchange.response["error"], str):
            yield "a refusal without its code"
        return
    for error in _validator(exchange.method).iter_errors(exchange.response):
        deepest = error
        while deepest.context:
            deepest = max(deepest.context, key=lambda one: len(one.absolute_path))
        yield f"{deepest.json_path}: {deepest.message[:300]}"
