"""`salon compare`: two files, one verdict; what cannot be compared is refused in words."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from bot.cli import main
from bot.config.policy_file import POLICY
from tests.evidence.hostile import film
from tests.evidence.media import huge_png, huge_webp
from tests.evidence.paintings import dice, painting
from tests.evidence.transforms import TRANSFORMS
from tests.reading import shared_pool

Compare = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few pictures."""
    here = tmp_path_factory.mktemp("pictures")
    work = painting("compare", 2)
    work.save(here / "work.png")
    work.save(here / "again.webp", lossless=True)
    work.resize((300, 300)).save(here / "small.jpg")
    TRANSFORMS["tilted by 2°"](TRANSFORMS["crop 10 %"](work, dice("a")), dice("b")).save(here / "changed.jpg")
    painting("compare", 3).save(here / "other.avif")
    Image.new("RGB", (400, 300), "teal").save(here / "blue.gif")
    return here


@pytest.fixture
def compare(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Compare:
    """The verb, in a folder with a few pictures, and with nothing set."""
    monkeypatch.chdir(folder)
    runner = CliRunner(env={"SALON_POLICY": ""})
    return lambda *words, **more: runner.invoke(main, ["compare", *words], **{"obj": shared_pool(), **more})


@pytest.mark.parametrize(
    ("other", "verdict", "words"),
    [
        ("work.png", "same", "The same picture. They have the same pixels."),
        ("again.webp", "same", "The same picture. They have the same pixels."),
        ("small.jpg", "same", "The same picture. They differ in"),
        ("changed.jpg", "derived", "One is probably made from the other. They differ in"),
        ("other.avif", "different", "Different pictures. They differ in"),
        ("blue.gif", "unsure", "One of them has too little in it to judge by (0 of 100, and 50 are needed)."),
    ],
)
def test_a_verdict(compare: Compare, other: str, verdict: str, words: str) -> None:
    """As a sentence for people, and as one object of two keys for programs; whichever of both comes first."""
    told, shown = compare("work.png", other), compare(other, "work.png", "--json")
    assert (told.exit_code, shown.exit_code) == (0, 0)
    assert words in told.output
    found = json.loads(shown.output)
    assert list(found) == ["distance", "verdict"]
    assert found["verdict"] == verdict
    assert isinstance(found["distance"], int)


REFUSED = {
    "a text": (b"no picture", "JPEG, PNG, WebP, GIF, AVIF and HEIC work"),
    "an empty file": (b"", "arrived empty"),
    "a PDF": (b"%PDF-1.7 ", "is a PDF"),
    "a video": (b"\x1aE\xdf\xa3rest", "Only pictures can be compared"),
    "a cut PNG": (b"\x89PNG\r\n\x1a\n", "cannot be read"),
    "a PNG of 20000 by 20000": (huge_png(20_000), "more than 40 million pixels"),
    "a WebP of 36 bytes": (huge_webp(12_000), "more than 40 million pixels"),
    "30 MB": (bytes(30 * 1024 * 1024), "larger than 25 MB"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_refusal(compare: Compare, data: bytes, words: str) -> None:
    """Exit 3, the reason in words, on the error stream or in the object; nothing that looks like a verdict."""
    Path("strange\u202e.file").write_bytes(data)
    told = compare("work.png", "strange\u202e.file")
    shown = compare("strange\u202e.file", "work.png", "--json")
    assert (told.exit_code, shown.exit_code, told.stdout) == (3, 3, "")
    assert words in told.stderr
    assert "“strange.file”" in told.stderr
    found = json.loads(shown.stdout)
    assert (found["distance"], found["verdict"]) == (None, None)
    assert words in found["refused"]


@pytest.mark.parametrize(
    ("other", "words"),
    [("gone.png", "no such file"), (".", "a folder or a device"), ("pipe", "a folder or a device")],
)
def test_nothing_to_compare(compare: Compare, other: str, words: str) -> None:
    """A refusal like any other, so that a program always gets its object; nobody waits for a pipe."""
    if not Path("pipe").exists():
        os.mkfifo("pipe")
    told, shown = compare("work.png", other), compare(other, "work.png", "--json")
    assert (told.exit_code, shown.exit_code, words in told.stderr) == (3, 3, True)
    assert words in json.loads(shown.stdout)["refused"]


def test_the_same_file_twice(compare: Compare) -> None:
    """A video has no looks to compare: the same bytes are the same all the same, and other ones cannot be compared."""
    Path("one.mp4").write_bytes(film())
    Path("two.mp4").write_bytes(film())
    Path("other.mp4").write_bytes(film(frames=12))
    assert json.loads(compare("one.mp4", "two.mp4", "--json").stdout) == {"distance": 0, "verdict": "same"}
    assert "They have the same pixels." in compare("one.mp4", "one.mp4").stdout
    assert compare("one.mp4", "other.mp4").exit_code == 3


def test_the_community_s_language(compare: Compare) -> None:
    """People read verdict and reasons in theirs; what programs read is the same everywhere."""
    spanish = {"SALON_LANGUAGE": "es", "SALON_POLICY": ""}
    assert compare("work.png", "again.webp", env=spanish).output == "La misma imagen. Tienen los mismos píxeles.\n"
    assert "no existe" in compare("work.png", "gone.png", env=spanish).stderr
    assert json.loads(compare("work.png", "again.webp", "--json", env=spanish).output)["verdict"] == "same"


def test_the_policy_in_force_has_the_thresholds(compare: Compare) -> None:
    """Whoever measures again on their own listings changes a file."""
    mine = POLICY.read_text(encoding="utf-8").replace("same = 45", "same = 0").replace("derived = 63", "derived = 0")
    Path("mine.toml").write_text(mine.replace("unsure = 80", "unsure = 128"), encoding="utf-8")
    result = compare("work.png", "changed.jpg", "--json", env={"SALON_POLICY": "mine.toml"}, obj=None)
    assert json.loads(result.output)["verdict"] == "unsure"
