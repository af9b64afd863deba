"""Videos: how long, how large, and a few frames. PyAV is an extra: without it a video is kept and named.

Nothing but the file's own bytes is opened, and only by the reader for its container.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from bot.evidence.inside.dates import dates
from bot.evidence.inside.facts import fact
from bot.evidence.limits import PictureLimits, Unfit
from bot.evidence.sniff import Format
from bot.moderation.file_fact import FileFact

if TYPE_CHECKING:
    from av.container import InputContainer

try:
    import av
except ImportError:
    av = None  # type: ignore[assignment]

READERS = {Format.MP4: "mov", Format.WEBM: "matroska"}
MOMENTS = (0.1, 0.5, 0.9)
"""Where frames are taken, as parts of the whole: titles and fades are at the ends."""
SECOND = 1_000_000
TOOLS = frozenset({"encoder", "com.apple.quicktime.software"})
NOT_INSPECTED = fact("video", "inspection", "not inspected", "fact.not_inspected")
UNREADABLE = fact("video", "inspection", "cannot be read", "fact.video_unreadable")


@dataclass(frozen=True, slots=True)
class Film:
    """What a video's header says; all None where it was not inspected."""

    width: int | None
    height: int | None
    facts: tuple[FileFact, ...]


def describe(what: Format, data: bytes, limits: PictureLimits) -> Film:
    """Size, length and the plain words of a video; else that nothing here reads such a one, or not this one."""
    try:
        with _opened(what, data, limits) as (container, stream):
            return Film(stream.width, stream.height, tuple(_facts(container, stream)))
    except _Unreadable:
        return Film(None, None, (UNREADABLE if _has_reader(what) else NOT_INSPECTED,))


def poster(what: Format, data: bytes, limits: PictureLimits, most: int) -> Image.Image:
    """Up to three frames side by side, together no wider or higher than `most`; Unfit where there are none."""
    try:
        with _opened(what, data, limits) as (container, stream):
            frames = [frame for moment in MOMENTS if (frame := _frame(container, stream, moment, most))]
    except _Unreadable:
        raise Unfit("file.broken") from None
    if not frames:
        raise Unfit("file.broken")
    strip = Image.new("RGB", (sum(frame.width for frame in frames), frames[0].height))
    x = 0
    for frame in frames:
        strip.paste(frame, (x, 0))
        x += frame.width
    return strip


class _Unreadable(Exception):
    """There is no reader for it, or it is no video."""


def _has_reader(what: Format) -> bool:
    return av is not None and what in READERS


@contextmanager
def _opened(what: Format, data: bytes, limits: PictureLimits) -> "Iterator[tuple[InputContainer, Any]]":
    if not _has_reader(what):
        raise _Unreadable
    try:
        with av.open(BytesIO(data), "r", format=READERS[what]) as container:
            stream = container.streams.video[0]
            stream.codec_context.thread_count = 1
            if max(stream.width, stream.height) > limits.most_side or stream.width * stream.height > limits.pixels:
                raise Unfit("file.too_many_pixels")
            yield container, stream
    except (av.FFmpegError, IndexError, ValueError):
        raise _Unreadable from None


def _facts(container: "InputContainer", stream: Any) -> Iterator[FileFact]:  # noqa: ANN401 - PyAV's own
    length = container.duration
    told = f"{length / SECOND:.1f} s" if length else "unknown"
    yield fact("video", "duration", told, "fact.video")
    yield fact("video", "codec", stream.codec_context.name, "fact.video")
    for field, value in container.metadata.items():
        if field.lower() in TOOLS:
            yield fact("video", field.lower(), value, "fact.tool")
        elif field.lower() == "creation_time":
            yield from dates("video", "creation_time", value)


def _frame(container: "InputContainer", stream: Any, moment: float, most: int) -> Image.Image | None:  # noqa: ANN401
    container.seek(int((container.duration or 0) * moment))
    frame = next(container.decode(stream), None)
    if frame is None:
        return None
    picture: Image.Image = frame.to_image()
    picture.thumbnail((most // len(MOMENTS), most), Image.Resampling.LANCZOS)
    return picture
