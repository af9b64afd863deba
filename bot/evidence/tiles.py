"""One tile of a sheet: a picture, or the name of what has none, under its letter."""

from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from bot.evidence.icons import draw_icon
from bot.evidence.ink import BRIGHT, LINE, PLATE, QUIET, badge, fitted, font, latin
from bot.evidence.layout import ENLARGED, STRIP, Box
from bot.moderation.model import Media, MediaKind
from bot.moderation.resemblance import DOUBTFUL

NAMED = (800, 600)
BADGE = 68
WORDS = 46
TITLE = 34

KINDS = {
    MediaKind.IMAGE: "Image",
    MediaKind.VIDEO: "Video",
    MediaKind.AUDIO: "Sound",
    MediaKind.MODEL: "3D model",
    MediaKind.OTHER: "File",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The words on a sheet. The font has ASCII letters only."""

    before: str = "Before"
    after: str = "After"
    more: str = "and {count} more"
    nothing: str = "Nothing to show"
    seen: str = "seen before"
    kinds: dict[MediaKind, str] = field(default_factory=lambda: dict(KINDS))


@dataclass(frozen=True, slots=True)
class Tile:
    """What is drawn for one piece of media; `picture` is None where there is none to show."""

    media: Media
    picture: Image.Image | None

    @property
    def size(self) -> tuple[int, int]:
        """The room it would like."""
        return self.picture.size if self.picture else NAMED


def draw_tile(sheet: Image.Image, tile: Tile, box: Box, labels: Labels) -> None:
    """Draw the tile into its box and its letter into the strip above."""
    draw = ImageDraw.Draw(sheet)
    top = box.y - STRIP + (STRIP - BADGE) // 2
    if not tile.media.letter:
        _draw_title(draw, tile.media.name, box)
        if tile.picture:
            _draw_picture(sheet, tile.picture, box)
        else:
            _draw_name(draw, tile.media, box, labels)
        return
    x = badge(draw, box.x, top, BADGE, tile.media.letter) + BADGE // 4
    if tile.picture is None:
        _draw_name(draw, tile.media, box, labels)
        return
    word = fitted(latin(_word(tile.media, labels)), WORDS, box.x + box.width - x)
    draw.text((x, top + BADGE / 2), word, font=font(WORDS), fill=QUIET, anchor="lm")
    _draw_picture(sheet, tile.picture, box)


def _word(media: Media, labels: Labels) -> str:
    """What is to be known beside the letter: that it was seen before, or that it is no picture."""
    if media.letter.endswith(DOUBTFUL):
        return labels.seen
    return "" if media.kind is MediaKind.IMAGE else labels.kinds[media.kind]


def _draw_title(draw: ImageDraw.ImageDraw, title: str, box: Box) -> None:
    """A work of somebody's in place of a letter: nobody votes on it."""
    words = fitted(latin(title), TITLE, box.width)
    draw.text((box.x, box.y - STRIP / 2), words, font=font(TITLE), fill=QUIET, anchor="lm")


def _draw_picture(sheet: Image.Image, picture: Image.Image, box: Box) -> None:
    part = min(box.width / picture.width, box.height / picture.height, ENLARGED)
    size = max(1, round(picture.width * part)), max(1, round(picture.height * part))
    if size != (box.width, box.height):
        ImageDraw.Draw(sheet).rectangle((box.x, box.y, box.x + box.width - 1, box.y + box.height - 1), fill=PLATE)
    shown = picture.resize(size, Image.Resampling.LANCZOS)
    sheet.paste(shown, (box.x + (box.width - size[0]) // 2, box.y + (box.height - size[1]) // 2))


def _draw_name(draw: ImageDraw.ImageDraw, media: Media, box: Box, labels: Labels) -> None:
    edge = (box.x, box.y, box.x + box.width - 1, box.y + box.height - 1)
    draw.rounded_rectangle(edge, radius=18, fill=PLATE, outline=LINE, width=3)
    x, unit = box.x + box.width / 2, min(box.height, box.width * 0.75)
    y = box.y + box.height / 2
    draw_icon(draw, media.kind, (x, y - unit * 0.17), unit * 0.36)
    kind_size, name_size = max(34, int(unit * 0.12)), max(28, int(unit * 0.085))
    kind = fitted(latin(labels.kinds[media.kind]), kind_size, box.width - 24)
    draw.text((x, y + unit * 0.17), kind, font=font(kind_size), fill=BRIGHT, anchor="mm")
    name = fitted(latin(media.name), name_size, box.width - 32)
    draw.text((x, y + unit * 0.33), name, font=font(name_size), fill=QUIET, anchor="mm")
