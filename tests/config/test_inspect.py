"""`salon inspect`: what strangers and moderators see of a file, and how a program reads it."""

import asyncio
import hashlib
import json
from pathlib import Path

import pytest
from aiohttp import web
from click.testing import CliRunner

from bot.cli import main
from bot.config import FetchChoice, Settings
from tests.evidence.leavings import png_text
from tests.evidence.media import huge_webp, picture
from tests.evidence.servers import listening, serving
from tests.evidence.signing import TRAINED, root, signed
from tests.reading import shared_pool

KEYS = ["ok", "format", "width", "height", "sha256", "quality", "facts", "refused"]
PLACES = ("SALON_LISTING_HOSTS", "SALON_MEDIA_HOSTS", "SLACK_FILES_URL", "SALON_LANGUAGE", "SALON_TRUSTED_SIGNERS")


@pytest.fixture
def salon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line in an empty folder, with nothing set."""
    monkeypatch.chdir(tmp_path)
    return CliRunner(env=dict.fromkeys(PLACES, ""))


def told(salon: CliRunner, *words: str, code: int = 0, **env: str) -> dict[str, object]:
    """What it says to a program."""
    result = salon.invoke(main, ["inspect", *words, "--json"], env=env, obj=None if env else shared_pool())
    assert result.exit_code == code, result.output
    found: dict[str, object] = json.loads(result.output)
    assert list(found) == KEYS
    return found


def test_a_file_for_a_program(salon: CliRunner) -> None:
    """All that is promised, and nothing else."""
    data = png_text(parameters="a castle, Steps: 20")
    Path("work.png").write_bytes(data)
    found = told(salon, "work.png")
    facts = found.pop("facts")
    assert isinstance(facts, list)
    [fact] = facts
    assert fact.pop("means").startswith("An image generator is known to leave this.")
    assert fact == {"source": "png", "field": "parameters", "value": "A1111 or Forge: a castle, Steps: 20"}
    found.pop("quality")
    assert found == {
        "ok": True,
        "format": "PNG",
        "width": 64,
        "height": 48,
        "sha256": hashlib.sha256(data).hexdigest(),
        "refused": None,
    }


def test_a_signer_who_is_vouched_for(salon: CliRunner) -> None:
    """By the same setting as on cards."""
    made = {"action": "c2pa.created", "digitalSourceType": TRAINED}
    Path("work.jpg").write_bytes(signed("JPEG", picture("JPEG"), made))
    Path("trust.pem").write_text(root(), encoding="ascii")
    facts = told(salon, "work.jpg", SALON_TRUSTED_SIGNERS="trust.pem")["facts"]
    assert isinstance(facts, list)
    assert facts[0]["value"] == "Atelier (Trusted)"


def test_a_file_for_people(salon: CliRunner) -> None:
    """Its name, what it is, each fact with what it does and does not mean."""
    Path("work.jpg").write_bytes(picture("JPEG"))
    result = salon.invoke(main, ["inspect", "work.jpg"], obj=shared_pool())
    assert result.exit_code == 0
    first, second, _, fact, meaning = result.output.splitlines()
    assert (first, second[:26]) == ("work.jpg", "JPEG, 64 by 48, SHA-256 " + second[24:26])
    assert fact == "file metadata: no information"
    assert "no point for or against" in meaning


def test_a_file_that_looks_like_a_link(salon: CliRunner) -> None:
    """What is there is looked at, whatever it is called."""
    Path("x:").mkdir()
    Path("x:/work.gif").write_bytes(picture("GIF"))
    assert told(salon, "x://work.gif")["format"] == "GIF"


def test_a_refused_file(salon: CliRunner) -> None:
    """Exit 3, the reason in words, and what is known of it all the same."""
    data = huge_webp(12_000)
    Path("work.webp").write_bytes(data)
    found = told(salon, "work.webp", code=3)
    assert (found["ok"], found["format"], found["facts"]) == (False, "WEBP", [])
    assert found["sha256"] == hashlib.sha256(data).hexdigest()
    assert "more than 40 million pixels" in str(found["refused"])


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("nothing.png", "no such file"),
        (".", "a folder or a device"),
        ("/dev/zero", "a folder or a device"),
        ("\x00", "no such file"),
        ("large.png", "larger than 25 MB"),
        ("http://127.0.0.1/x.png", "on a site that I do not open"),
        ("https://gallery.example/x.png", "on a site that I do not open"),
        ("file:///etc/passwd", "neither http nor https"),
        ("http://me:secret@gallery.example/", "credentials in the link"),
        ("http://[fe80::1%25eth0]/", "an address with a zone: fe80::1%25eth0"),
        ("http://127.1/", "a host that ends in a number is to be an address: 127.1"),
        ("http://", "no host"),
        ("http://xn--/", "no link"),
        ("http://xn--a-/x.png", "no link"),
        ("http://[/x", "no link"),
        ("http://[]é@", "no link"),
        ("x://[", "no link"),
    ],
)
def test_nothing_to_look_at(salon: CliRunner, what: str, why: str) -> None:
    """The reason is in words there, too; the rest is null."""
    with Path("large.png").open("wb") as large:
        large.truncate(26 * 1024 * 1024)
    found = told(salon, what, code=3)
    assert why in str(found["refused"])
    assert {key: found[key] for key in KEYS[:6]} == {"ok": False, **dict.fromkeys(KEYS[1:6])}
    people = salon.invoke(main, ["inspect", what])
    assert (people.exit_code, why in people.output, "Traceback" in people.output) == (3, True, False)


async def test_a_link_to_a_configured_server(salon: CliRunner) -> None:
    """It may stand on loopback; nothing else there may."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=picture("GIF"))

    async with serving(answer) as url, listening() as other:
        found = await asyncio.to_thread(told, salon, f"{url}/work", SLACK_FILES_URL=url)
        assert (found["ok"], found["format"]) == (True, "GIF")
        words = (f"http://127.0.0.1:{other.port}/", "--any-host")
        refused = await asyncio.to_thread(told, salon, *words, code=3, SLACK_FILES_URL=url)
    assert "not public" in str(refused["refused"])
    assert other.visitors == []


async def test_any_host_lifts_the_list_alone(salon: CliRunner) -> None:
    """A name at loopback stays out of reach; without the option it is not even looked up."""
    async with listening() as there:
        link = f"http://localhost:{there.port}/work.png"
        listed = await asyncio.to_thread(told, salon, link, code=3)
        lifted = await asyncio.to_thread(told, salon, link, "--any-host", code=3)
    assert ("not on the list" in str(listed["refused"]), "not public" in str(lifted["refused"])) == (True, True)
    assert there.visitors == []


async def test_a_server_that_is_away(salon: CliRunner) -> None:
    """It may work later, and is a refusal until then."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=503)

    async with serving(answer) as url:
        found = await asyncio.to_thread(told, salon, f"{url}/work.png", code=3, SLACK_FILES_URL=url)
    assert "could not be fetched" in str(found["refused"])


def test_places_are_settings_of_the_bot() -> None:
    """What may be fetched by the command is what the bot may fetch, by the same names."""
    assert FetchChoice.model_fields.keys() <= Settings.model_fields.keys()


def test_a_misspelt_place_is_told(salon: CliRunner) -> None:
    """With exit 2, as by every verb."""
    Path(".env").write_text("SALON_LISTING_PAGE_URL=nonsense\n", encoding="utf-8")
    result = salon.invoke(main, ["inspect", "http://gallery.example/"])
    assert (result.exit_code, "SALON_LISTING_PAGE_URL cannot be used" in result.stderr) == (2, True)
