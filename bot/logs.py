"""The log: one line a happening, as JSON or for the eye. Neither a secret nor a person's name ever reaches it."""

import logging
import re
import sys
from collections.abc import Iterable, MutableMapping
from typing import Any, Final, TextIO

import structlog
from structlog.typing import Processor

_HIDDEN: Final = "[hidden]"
_SECRETS: Final = re.compile(
    r"""
      [A-Za-z0-9_-]{20,30}\.[A-Za-z0-9_-]{5,8}\.[A-Za-z0-9_-]{25,}   # a Discord bot's token
    | xox[a-z]-[A-Za-z0-9-]{8,} | xapp-[A-Za-z0-9-]{8,}              # Slack's tokens
    | (?<=/webhooks/)[0-9]+/[^\s/?]{20,}                             # Discord: whoever has such a link may answer
    | (?<=/interactions/)[0-9]+/[^\s/?]{20,}
    | (?<=hooks\.slack\.com/)[^\s?]+
    | (?i:(?<=bot\ )|(?<=bearer\ ))[A-Za-z0-9._~+/=-]{12,}           # what an Authorization header holds
    """,
    re.VERBOSE,
)
_PERSONAL: Final = frozenset(
    {"author", "content", "display_name", "email", "name", "nick", "text", "username", "words"}
)
"""Keys under which people's names and words would stand. The log has ids; the rest is in the database."""


class _Redact:
    """A processor that hides secrets in whatever is logged, however deep, and what people are called and wrote."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {key: _HIDDEN if key in _PERSONAL else self._clean(value) for key, value in event.items()}

    def _clean(self, value: Any) -> Any:  # noqa: ANN401 - anything may be logged
        match value:
            case None | bool() | int() | float():
                return value
            case dict():
                return {str(key): _HIDDEN if key in _PERSONAL else self._clean(each) for key, each in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._clean(each) for each in value]
            case _:
                return self._text(str(value))

    def _text(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _SECRETS.sub(_HIDDEN, text)


def set_up(level: str, *, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all logging, ours and the libraries', through one chain to the error stream.

    Args:
        level: The least that is logged of ours. Libraries say no more than 'info', since their debugging holds
            whole messages of people.
        secrets: Values that are to be hidden wherever they turn up.
        stream: Where the log goes instead; one that is no terminal gets JSON.
    """
    stream = stream or sys.stderr
    ours = getattr(logging, level.upper())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(ours),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    _to(stream, shared, _Redact(secrets))
    _levels(ours)


def _to(stream: TextIO, shared: list[Processor], redact: Processor) -> None:
    draw: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if stream.isatty():
        draw = structlog.dev.ConsoleRenderer()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, draw],
        )
    )
    logging.getLogger().handlers[:] = [handler]


def _levels(ours: int) -> None:
    logging.getLogger().setLevel(max(ours, logging.INFO))
    for package in ("bot", "handlers", "storage"):
        logging.getLogger(package).setLevel(ours)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
