"""Values for tests of the Discord edge: settings, sentences, views, and what Discord would hold against a drawing."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from bot.config.policy_file import load_policy
from bot.config.texts_file import languages, load_texts
from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat, Media, MediaKind, MessageRef, RoundKind
from bot.moderation.notices import Tongues
from bot.moderation.views import AddedNotes, CardView, FactLine, LegendLine, NoticeView, Statement, Written, versions
from handlers.discord.settings import DiscordSettings
from handlers.discord.views.drawing import Drawn, Pen

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
POLICY = load_policy()
TEXTS = load_texts("en")
PEN = Pen(TEXTS, Tongues(TEXTS, {each: load_texts(each) for each in languages()}))
SETTINGS = DiscordSettings("token", guild_id=1, moderator_channel_id=2)
ANN = Account(Chat.DISCORD, "77")
CARD = MessageRef(Chat.DISCORD, "2", "3")
EFFECT = "e" * 22

RELAXED = settings(deadline=None)
"""How long a drawing takes depends on what else the machine does."""

PING = re.compile(r"@everyone|@here|<@[!&]?\d+>", re.IGNORECASE)
PIECES = st.sampled_from(
    ["@everyone", "@here", "<@123456789012345678>", "<@&1>", "**", "||", "```", "\\", "https://x.y/_@everyone*",
     "[a](https://b.c)", "\n# big", "\x00\u202e\u200b", "😀" * 200, "word " * 300, "@\u200beveryone", "\ud800"]
)  # fmt: skip
LENGTHS = st.integers(min_value=1, max_value=3000)
"""Below and above every limit of a text."""
NASTY = st.one_of(
    st.lists(st.one_of(st.text(max_size=300), PIECES), max_size=8).map("".join),
    st.builds(lambda piece, length: (piece * length)[:length], PIECES, LENGTHS),
)


def media(letter: str = "A", kind: MediaKind = MediaKind.IMAGE, name: str = "dusk.png") -> Media:
    """A piece of media."""
    return Media(letter, kind, "0" * 64, name)


def legend(kind: RoundKind) -> tuple[LegendLine, ...]:
    """A round's legend under the policy."""
    return tuple(LegendLine(each.choice, each.label) for each in POLICY.legend(kind))


def card(text: str = "Dusk", kind: RoundKind = RoundKind.LISTING, count: int = 2, *, over: bool = False) -> CardView:
    """A card with the same words everywhere."""
    say = Say("command.case", {"case": text})
    return CardView(
        case=7,
        round=1,
        kind=kind,
        card=None,
        title=text,
        url="https://gallery.example/listing/7",
        description=text,
        process_notes=text,
        media=tuple(media(letter, name=text) for letter in "ABCD"[:count]),
        questions=tuple(each.question for each in POLICY.considerations),
        policy=POLICY,
        legend=legend(kind),
        deadline=NOW + timedelta(days=7),
        waits_for=(say,) * count,
        status=(say,) * count,
        over=over,
        asked=(Statement(text, (text,), ("A",)),) * count,
        before=(media("A", name=text),),
        after=(media("E", name=text),),
        answer=(Written(text), Written(text, say)) * count,
        files=(say,) * count,
    )


def full_card(
    text: str = "Dusk", kind: RoundKind = RoundKind.LISTING, count: int = 2, *, over: bool = False
) -> CardView:
    """With all that may stand beside the listing."""
    return replace(
        card(text, kind, count, over=over),
        works=tuple(media("", name=text) for _ in range(min(count, 9))),
        seen=(Say("command.case", {"case": text}),) * count,
        notes=(AddedNotes(NOW, text),) * count,
        facts=(FactLine(("A", "B"), "png", text or "field", text, Say("fact.tool")),) * count,
        judged=Say("say.card_judged", {"policy": "2026-11", "judged": "2026-01"}),
        record=(Say("command.case", {"case": text}),) * (count if kind is RoundKind.ACTION else 0),
    )


def notice(text: str = "Dusk", count: int = 2, question: int = 1) -> NoticeView:
    """A notice with the same words everywhere."""
    return NoticeView(
        case=7,
        question=question,
        account=ANN,
        title=text,
        url="https://gallery.example/listing/7",
        captured_at=NOW,
        statements=(Statement(text, ("no visible artistic intention",), ("A", "B")),) * count,
        media=(media("A", name=text), media("B", MediaKind.VIDEO, text)),
        deadline=NOW + timedelta(days=14),
        version=versions("2026-11", "2026-01" if count > 1 else ""),
        support=text,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What Discord holds against a message, as its documentation says; code points, as it counts."""

    drawn: Drawn

    def texts(self) -> list[str]:
        """Everything that people can read in it."""
        found = [self.drawn.content]
        for embed in self.drawn.embeds:
            found += [embed.title or "", embed.description or ""]
            found += [text or "" for field in embed.fields for text in (field.name, field.value)]
        for item in self.drawn.items:
            found += [getattr(item, "label", None) or "", getattr(item, "placeholder", None) or ""]
            found += [option.label for option in getattr(item, "options", [])]
        return [*found, *(each.alt for each in self.drawn.pictures)]

    def faults(self) -> list[str]:
        """What is too long, empty where it must not be, or calls somebody."""
        return [
            *(f"ping in {text!r}" for text in self.texts() if PING.search(text)),
            *([] if len(self.drawn.content) <= 2000 else ["content"]),
            *([] if len(self.drawn.embeds) <= 10 else ["embeds"]),
            *([] if sum(map(len, self.drawn.embeds)) <= 6000 else ["embeds together"]),
            *self._embeds(),
            *(
                f"label {item!r}"
                for item in self.drawn.items
                if not 1 <= len(getattr(item, "label", None) or "x") <= 80
            ),
            *("alt text" for each in self.drawn.pictures if not 1 <= len(each.alt) <= 1024),
        ]

    def _embeds(self) -> list[str]:
        found = []
        for embed in self.drawn.embeds:
            found += ["title"] if len(embed.title or "") > 256 else []
            found += ["description"] if len(embed.description or "") > 4096 else []
            found += ["fields"] if len(embed.fields) > 25 else []
            found += [f"field {field.name}" for field in embed.fields if not 1 <= len(field.name or "") <= 256]
            found += [f"value {field.name}" for field in embed.fields if not 1 <= len(field.value or "") <= 1024]
        return found
