"""Brings an order to a running sandbox (`bot.sandbox.control`). It needs nothing of it, so that each takes no time."""

import base64
import json
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

HOST = "127.0.0.1"


def send(words: Sequence[str], port: int) -> tuple[str, bool]:
    """What came of it, and whether it was done."""
    try:
        free, files = _files(words)
    except OSError as fault:
        return f"{fault.filename or 'That file'} cannot be read: {fault.strerror}", False
    try:
        return _post(json.dumps({"words": free, "files": files}), port)
    except (OSError, HTTPException):
        return f"No sandbox listens on port {port}: start one in another terminal with `salon sandbox`.", False


def _files(words: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """What stands behind `--file` is read here: the sandbox may run in another folder."""
    free: list[str] = []
    files: list[tuple[str, str]] = []
    rest = iter(words)
    for word in rest:
        if word == "--file":
            path = Path(next(rest, ""))
            files.append((path.name, base64.b64encode(path.read_bytes()).decode()))
        else:
            free.append(word)
    return free, files


def _post(order: str, port: int) -> tuple[str, bool]:
    connection = HTTPConnection(HOST, port)
    try:
        connection.request("POST", "/act", order, {"Content-Type": "application/json"})
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != HTTPStatus.OK:
        return f"What listens on port {port} answered {response.status}: is it a sandbox?", False
    answer = json.loads(body)
    return str(answer["text"]), bool(answer["ok"])
