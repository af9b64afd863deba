"""What a drawing is made of: sentences, a picture, and blocks above and below it."""

import hashlib
import re
from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from types import MappingProxyType
from typing import Any, Final, Self

from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat, Media, MediaKind
from bot.moderation.notices import Texts, Tongues
from bot.moderation.views import AddedNotes, FactLine, Statement, Written
from handlers.shared import wording
from handlers.shared.wording import cut
from handlers.slack import custom_ids, limits, markup
from handlers.slack.views import blocks
from handlers.slack.views.blocks import Block

SHEET: Final = "sheet-"
VALUE: Final = 80
"""Of what a file says, on a card."""
NO_FILES: Final[Mapping[str, str]] = MappingProxyType({})
ROOMS: Final = (12_000, 9_000, 7_500, 6_000, 5_000, 4_000, 3_000, 2_500, 2_000, 1_500, 1_000, 700, 500, 300, 150)
"""How much each of the longer texts of a message may fill: the first with which all of it fits."""
_ANY_FILE: Final = "F0123456789"
_ADDRESS: Final = re.compile(r"https?://[^\s<>|]+")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes with a message; nobody is shown one without words for it."""

    data: bytes
    alt: str
    veil: bytes | None = None
    """What is shown in its place on the message: Slack has no spoilers. The picture itself is in the thread."""
    heading: str = ""
    note: str = ""
    """Small print under it."""

    @property
    def name(self) -> str:
        """The same for the same picture: by it, one that Slack has already is known again."""
        return SHEET + hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def shown(self) -> "Picture":
        """What stands on the message itself."""
        return self if self.veil is None else replace(self, data=self.veil, veil=None)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as it would be sent: `text` for notifications and screen readers, then the blocks.

    `brief` draws the same in as few words as there can be, for where Slack takes even this for too long.
    """

    text: str
    top: tuple[Block, ...] = ()
    rest: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()
    brief: "Callable[[], Drawn] | None" = None

    def parts(self, files: Mapping[str, str] = NO_FILES) -> dict[str, Any]:
        """The arguments for one message or an edit; with the pictures that Slack has, by name: the first one on top.

        It is never more than a message holds: what would be is left out from the end.
        """
        above, below = self._around(files)
        rest = list(self.rest)
        while rest and not blocks.fit([*above, *rest, *below]):
            rest.pop()
        return {"text": markup.spoken(self.text), "blocks": [*above, *rest, *below]}

    def pages(self, goes_on: str) -> list[dict[str, Any]]:
        """The arguments for as many messages as all of it needs, without pictures; `goes_on` ends each but the last."""
        pages = blocks.pages((*self.top, *self.rest), blocks.context(goes_on))
        return [{"text": markup.spoken(self.text), "blocks": page} for page in pages]

    @property
    def fits(self) -> bool:
        """Whether one message holds all of it, its pictures too."""
        above, below = self._around({each.shown.name: _ANY_FILE for each in self.pictures})
        return blocks.fit([*above, *self.rest, *below])

    def _around(self, files: Mapping[str, str]) -> tuple[list[Block], list[Block]]:
        first, more = self.pictures[:1], self.pictures[1:]
        below = [block for each in more for block in _image(each, files)]
        return [*self.top, *(block for each in first for block in _image(each, files))], below


def fitted(draw: Callable[[int], Drawn]) -> Drawn:
    """The drawing with the most room for each of its longer texts with which one message holds it."""
    whole, brief = draw(ROOMS[0]), partial(draw, ROOMS[-1])
    if not whole.fits:
        drawn = cache(draw)  # with less room less is drawn, but for a line that says so
        first = bisect(ROOMS, False, key=lambda room: drawn(room).fits)
        whole = drawn(ROOMS[min(first, len(ROOMS) - 1)])
    return replace(whole, brief=brief)


def _image(picture: Picture, files: Mapping[str, str]) -> list[Block]:
    shown = picture.shown
    if shown.name not in files:
        return []
    heading = [blocks.section(f"*{picture.heading}*")] if picture.heading else []
    note = [blocks.context(picture.note)] if picture.note else []
    return [*heading, blocks.image(files[shown.name], picture.alt, shown.name), *note]


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes the sentences of one language."""

    texts: Texts
    tongues: Tongues | None = None

    def of(self, locale: str) -> Self:
        """The pen for a reader of this language; where nothing is known of it, or there are no words, our own."""
        return replace(self, texts=self.tongues.of(locale)) if self.tongues else self

    def text(self, key: str, **words: str | int) -> str:
        """A sentence of the edge's own tables; people's words in it are escaped."""
        return markup.say(self.texts, Say(key, words))

    def label(self, key: str, room: int, **words: str | int) -> str:
        """A sentence for a surface that knows no markup."""
        return markup.plain(self.texts.sentences[key].format_map(words), room)

    def timed(self, key: str, **times: datetime) -> str:
        """A sentence with times in it."""
        return markup.say(self.texts, Say(key, {}, times))

    def say(self, sentence: Say, room: int = limits.SECTION) -> str:
        """A sentence that the core or a use case chose."""
        return markup.say(self.texts, sentence, room)

    def written(self, each: Written) -> str:
        """What was written about a case, what is to be known of it and, where a moderator wrote it, who."""
        parts = [self._author(each.by) if each.by else "", markup.escape(each.words)]
        return "\n".join(part for part in (*parts, f"_{self.say(each.note)}_" if each.note else "") if part)

    def _author(self, account: Account) -> str:
        if account.chat is not Chat.SLACK:
            return self.text("command.from_elsewhere")
        return self.texts.text("command.from_moderator").format(by=f"<@{account.id}>")

    def title(self, title: str) -> str:
        """A listing's title, unescaped, or words for one that has none."""
        return markup.clean(title) or self.texts.text("card.untitled")

    def linked(self, title: str, url: str | None) -> str:
        """A title, as a link where there is an address that can stand in one."""
        shown = markup.words(self.title(title), limits.HEADER)
        safe = (
            url and url.startswith(("https://", "http://")) and not set(url) & set("<>|\n ") and len(url) < limits.WORD
        )
        return f"<{markup.address(url)}|{shown.replace('<', '').replace('>', '')}>" if url and safe else shown

    def media(self, media: Sequence[Media]) -> str:
        """Media by letter and name, unescaped."""
        return ", ".join(self._one(each) for each in media) or self.texts.text("card.no_media")

    def _one(self, media: Media) -> str:
        name = f"{media.letter}: {media.name}" if media.name else media.letter
        if media.kind is MediaKind.IMAGE:
            return name
        return f"{name} ({self.texts.text(f'card.kind_{media.kind}')})"

    def statement(self, statement: Statement) -> str:
        """One observation."""
        key = "notice.statement_on" if statement.media else "notice.statement"
        line = self.text(key, sentence=statement.sentence, media=", ".join(statement.media))
        if not statement.considerations:
            return line
        return f"{line} {self.text('notice.considerations', considerations='; '.join(statement.considerations))}"

    def fact(self, line: FactLine) -> str:
        """One thing that files say, and what it does and does not mean."""
        letters = ", ".join(line.media)
        if not line.field:
            return self.text("card.fact_nothing", letters=letters)
        value, means = cut(line.value, VALUE), self.texts.text(line.means.key)
        return self.text("card.fact", letters=letters, field=wording.field(line), value=value, means=means)

    def facts(self, lines: Sequence[FactLine], case: int, most: int) -> list[str]:
        """Those that help most, then which files say nothing, and how many more there are."""
        told, nothing = [each for each in lines if each.field], [each for each in lines if not each.field]
        more = [self.text("card.facts_more", count=len(told) - most, case=case)] if len(told) > most else []
        return [*map(self.fact, (*told[:most], *nothing)), *more]

    def added(self, notes: AddedNotes) -> str:
        """Process notes that the member added, under the time when they did."""
        return f"{self.timed('card.notes_added', at=notes.at)}\n{markup.escape(notes.words)}"

    def works(self, works: Sequence[Media], room: int) -> str:
        """What is told of a strip of works to those who do not see it."""
        titles = "; ".join(self.title(each.name) for each in works)
        return self.label("card.alt_works", min(limits.ALT_TEXT, room), titles=titles)

    def button(self, key: str, custom_id: custom_ids.CustomId, *, main: bool = False) -> Block:
        """A button of ours."""
        label = self.label(f"button.{key}", limits.BUTTON)
        return blocks.button(label, custom_ids.write(custom_id), main=main)

    def go_to(self, key: str, url: str) -> Block:
        """A button that leads somewhere."""
        label = self.label(f"button.{key}", limits.BUTTON)
        return blocks.go_to(label, custom_ids.write(custom_ids.Link()), url)
