"""Pictures are whole or absent."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ports import MediaStore as Port
from storage import MediaStore
from storage.backup import copy
from tests.disks import full_disk

PNG = b"\x89PNG and so on"


def kept(store: Port) -> Port:
    """The store, as everything else knows it."""
    return store


def files(root: Path) -> list[str]:
    """Every file below."""
    return [os.path.relpath(Path(folder) / name, root) for folder, _, names in os.walk(root) for name in names]


async def test_bytes_come_back_by_their_digest(tmp_path: Path) -> None:
    """A picture is found by the SHA-256 of its bytes, in a folder of its first two digits."""
    store = kept(MediaStore(tmp_path / "media"))
    digest = await store.put(PNG)
    assert digest == hashlib.sha256(PNG).hexdigest()
    assert await store.get(digest) == PNG
    assert files(tmp_path) == [f"media/{digest[:2]}/{digest}"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(st.binary())
async def test_any_bytes_come_back(tmp_path: Path, data: bytes) -> None:
    """Whatever they are, also none at all, and also the second time."""
    store = MediaStore(tmp_path)
    assert await store.put(data) == await store.put(data)
    assert await store.get(hashlib.sha256(data).hexdigest()) == data


async def test_a_picture_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    """The same picture twice is one file, left as it is."""
    store = MediaStore(tmp_path)
    path = tmp_path / (digest := await store.put(PNG))[:2] / digest
    before = path.stat()
    await store.put(PNG)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


@pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc/passwd", "A" * 64, "0" * 64 + "\n"])
async def test_what_is_not_there_is_a_key_error(tmp_path: Path, digest: str) -> None:
    """An unknown digest, and what is no digest at all, is a KeyError; no path is made of it."""
    with pytest.raises(KeyError):
        await MediaStore(tmp_path).get(digest)


async def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    """Where a file cannot be written to its end, the caller hears of it and no part of the file stays."""
    store = MediaStore(tmp_path)
    with full_disk(1000), pytest.raises(OSError, match="too large"):
        await store.put(bytes(2000))
    assert files(tmp_path) == []
    digest = await store.put(bytes(2000))
    assert await store.get(digest) == bytes(2000)


async def test_a_file_that_died_half_written_is_in_nobodys_way(tmp_path: Path) -> None:
    """What a killed process left under another name is neither served nor an obstacle."""
    store = MediaStore(tmp_path)
    digest = hashlib.sha256(PNG).hexdigest()
    part = tmp_path / digest[:2] / f".{digest}.0000.part"
    part.parent.mkdir()
    part.write_bytes(PNG[:5])
    with pytest.raises(KeyError):
        await store.get(digest)
    assert await store.put(PNG) == digest
    assert await store.get(digest) == PNG


async def test_what_was_erased_stays_so(tmp_path: Path) -> None:
    """The bytes are gone, come back by no new copy, are missed by nobody, and are in no backup either."""
    store, other = MediaStore(tmp_path / "media"), MediaStore(tmp_path / "copy")
    digest = await store.put(PNG)
    await store.erase(digest)
    await store.erase("no digest")
    assert await store.put(PNG) == digest
    for each in (store, other):
        with pytest.raises(KeyError):
            await each.get(digest)
        assert copy(digest, store, other)
    assert (list(store.digests()), list(other.digests())) == ([], [])
    assert [store.is_erased(digest), other.is_erased(digest)] == [True, True]
    assert digest not in [Path(each).name for each in files(tmp_path)]
