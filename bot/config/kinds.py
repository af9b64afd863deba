"""Kinds of settings: what text from the environment has to look like, and what it becomes."""

import os.path
import re
import ssl
from base64 import b64decode
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from bot.config.texts_file import languages
from bot.moderation.hours import DAY, Hours

_CERTIFICATE: Final = re.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----")
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


def _hosts(value: object) -> object:
    """Host names between commas, folded to small letters."""
    if not isinstance(value, str):
        return value
    hosts = tuple(host.strip().lower() for host in value.split(",") if host.strip())
    if not hosts or not all(_HOST.fullmatch(host) and _has_usable_port(f"//{host}") for host in hosts):
        raise ValueError
    for host in hosts:
        _named(host.partition(":")[0])
    return hosts


def _named(host: str) -> str:
    """A name that a host can have; ValueError where a part between two dots is empty, or longer than 63."""
    host.encode("idna")
    return host


def _has_usable_port(link: str) -> bool:
    """Whether it names none, or one that there is; ValueError where it is no number, or too high."""
    return urlsplit(link).port != 0


def _server(*schemes: str) -> AfterValidator:
    """The address of a server, to which paths are joined: a link of these schemes that ends before '?' and '#'."""

    def check(value: str) -> str:
        if "?" in value or "#" in value:
            raise ValueError
        return _address(value, schemes).rstrip("/")

    return AfterValidator(check)


def _address(value: str, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """A link of these schemes, without a name and password in it; '' stays what it is."""
    link = urlsplit(value)
    if value and (link.scheme not in schemes or not link.hostname or link.username is not None):
        raise ValueError
    _named(link.hostname or "")
    if re.search(r"\s", value) or not _has_usable_port(value):
        raise ValueError
    return value


def _with_place(value: str) -> str:
    if (value and value.count("{id}") != 1) or value.replace("{id}", "").count("{"):
        raise ValueError
    return value


def _file(value: Path) -> Path:
    if not os.path.isfile(value):  # noqa: PTH113 - pathlib raises where the name is too long for one
        raise ValueError
    return value


def _with_group(value: str) -> str:
    try:
        groups = re.compile(value).groupindex
    except re.error as error:
        raise ValueError from error
    if "id" not in groups:
        raise ValueError
    return value


def _reachable(value: str) -> str:
    """An address that a person can use: an e-mail address or a web page."""
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+|https?://[^\s<>]+", value):
        raise ValueError
    return value


def _certificates(value: object) -> object:
    """Those that stand in a PEM file, without the remarks between them. c2pa takes anything, and then trusts nobody."""
    if value == "":
        return value
    try:
        found = "\n".join(_CERTIFICATE.findall(Path(str(value)).read_text(encoding="utf-8")))
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=found)
    except (OSError, ValueError) as error:  # what is no certificate is an OSError too (ssl.SSLError)
        raise ValueError from error
    return found


def _unquoted(value: SecretStr) -> SecretStr:
    secret = value.get_secret_value()
    if not secret.isascii() or not secret.isprintable() or re.search(r"[\s\"']", secret):
        raise ValueError
    return value


def _whsec(value: SecretStr) -> SecretStr:
    """A secret as Standard Webhooks writes it: 24 to 64 bytes in base64, after `whsec_`."""
    prefix, _, key = value.get_secret_value().partition("_")
    if prefix != "whsec" or len(b64decode(key, validate=True)) not in range(24, 65):
        raise ValueError
    return value


def _spoken(value: str) -> str:
    if value not in languages():
        raise ValueError
    return value


def _whole(value: object) -> object:
    """Digits alone: a number of any other form is a slip, and not taken for the nearest one."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]+", value.strip()):
        raise ValueError
    return value


def _hours(value: object) -> object:
    """Two times of one day, such as 09:00-20:00; a day ends at 24:00."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"([01][0-9]|2[0-4]):([0-5][0-9])\s*-\s*([01][0-9]|2[0-4]):([0-5][0-9])", value.strip())
    begin, end = (int(match[n]) * 60 + int(match[n + 1]) for n in (1, 3)) if match else (0, 0)
    if not begin < end <= DAY:
        raise ValueError
    return Hours(begin, end)


def _zone(value: str) -> str:
    if value == "UTC":  # known even where the machine has no list of zones
        return value
    try:
        ZoneInfo(value)
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:
        raise ValueError from error
    return value


Zone = Annotated[str, Field(min_length=1), AfterValidator(_zone)]
Hour = Annotated[str, Field(pattern=r"^(off|1?[0-9]|2[0-3])$")]
Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9.:-]{1,253}$"), AfterValidator(_named)]
Hosts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_hosts)]
WebLink = Annotated[str, _server("http", "https")]
Endpoint = Annotated[str, AfterValidator(_address)]
"""A link that is kept to the letter: to some servers a slash at the end makes another one of it."""
SocketLink = Annotated[str, _server("ws", "wss")]
Template = Annotated[str, AfterValidator(_address), AfterValidator(_with_place)]
PolicyFile = Annotated[Path, AfterValidator(_file)]
Language = Annotated[str, AfterValidator(_spoken)]
Pattern = Annotated[str, AfterValidator(_with_group)]
Contact = Annotated[str, Field(max_length=200), AfterValidator(_reachable)]
Secret = Annotated[SecretStr, AfterValidator(_unquoted)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_whsec)]
ChatId = Annotated[int, BeforeValidator(_whole), Field(ge=1, lt=2**64)]
SlackId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{2,20}$")]
HoursOfDay = Annotated[Hours, NoDecode, BeforeValidator(_hours)]
Count = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=10_000)]
Port = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=65_535)]
Certificates = Annotated[str, BeforeValidator(_certificates)]
"""The content of a PEM file; the setting names the file."""
