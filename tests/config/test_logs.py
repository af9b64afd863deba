"""The log holds what happened, and neither a secret nor what people are called or wrote."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

DISCORD = f"MTIzNDU2Nzg5MDEyMzQ1Njc4{'.'}GaBcDe{'.'}abcdefghijklmnopqrstuvwxyz0123456789"
SLACK = f"xox{'b'}-123456789012-abcdefghijkl"
"""Made up, and in pieces, so that nobody's search for leaked tokens finds them."""


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Where the log of a test goes; logging is as it was afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up("debug", secrets=["s3cr3t-of-the-api"], stream=stream)
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)
    structlog.reset_defaults()


def read(lines: io.StringIO) -> list[dict[str, object]]:
    """The log, line by line."""
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_line_says_what_happened_and_when(lines: io.StringIO) -> None:
    """As JSON where nobody looks on."""
    structlog.get_logger("bot.app").info("case opened", case=7)
    (line,) = read(lines)
    assert (line["event"], line["case"], line["level"], line["logger"]) == ("case opened", 7, "info", "bot.app")
    assert str(line["timestamp"]).endswith("Z")


INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1"


@pytest.mark.parametrize(
    ("secret", "around"),
    [
        (DISCORD, "{}"),
        (SLACK, "{}"),
        ("s3cr3t-of-the-api", "https://api.example/?token={}"),
        (INTERACTION, "https://discord.com/api/v10/webhooks/1234/{}"),
        (INTERACTION, "https://discord.com/api/v10/interactions/1234/{}/callback"),
        ("actions/T1/2/abcdefgh", "https://hooks.slack.com/{}"),
        ("abcdefghijklmnop", "Authorization: Bearer {}"),
        ("abcdefghijklmnop", "authorization: bot {}"),
    ],
)
def test_no_secret_is_ever_in_the_log(lines: io.StringIO, secret: str, around: str) -> None:
    """Wherever it turns up: in the sentence, in a value, deep in one, in an exception, in a library's line."""
    text = around.format(secret)
    log = structlog.get_logger("bot.app")
    log.info(text, at=text, deep={"list": [text, {"k": (text,)}]})
    error = ValueError(text)
    log.error("failed", exc_info=error)
    logging.getLogger("some.library").error("also with %s", text, exc_info=error)
    assert len(read(lines)) == 3
    assert secret not in lines.getvalue()
    assert "[hidden]" in lines.getvalue()


def test_what_people_are_called_and_wrote_is_hidden(lines: io.StringIO) -> None:
    """Even if somebody logs it by mistake; numbers and ids are kept."""
    structlog.get_logger("bot.app").info(
        "x", name="Ada", content="my words", deep={"username": "ada", "id": 1}, count=2.5
    )
    (line,) = read(lines)
    assert (line["name"], line["content"], line["deep"]) == ("[hidden]", "[hidden]", {"username": "[hidden]", "id": 1})
    assert line["count"] == 2.5


def test_libraries_do_not_debug(lines: io.StringIO) -> None:
    """Their debugging holds whole messages of people."""
    logging.getLogger("discord.http").debug("payload")
    logging.getLogger("aiohttp.access").info("GET /")
    logging.getLogger("handlers.discord").debug("ours")
    assert [line["event"] for line in read(lines)] == ["ours"]


def test_on_a_terminal_lines_are_for_the_eye(lines: io.StringIO) -> None:
    """And as free of secrets as the others."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    logs.set_up("info", stream=screen)
    structlog.get_logger("bot.app").info("token is", at=DISCORD)
    assert "token is" in screen.getvalue()
    assert DISCORD not in screen.getvalue()
    assert lines.getvalue() == ""
