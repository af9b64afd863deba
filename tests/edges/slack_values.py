"""Values for tests of the Slack edge: settings, sentences, views, and what Slack would hold against a drawing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from bot.config.policy_file import load_policy
from bot.config.texts_file import languages, load_texts
from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat, Media, MediaKind, MessageRef, RoundKind
from bot.moderation.notices import Tongues
from bot.moderation.views import AddedNotes, CardView, FactLine, LegendLine, NoticeView, Statement, Written, versions
from handlers.slack.acts import Act
from handlers.slack.settings import SlackSettings
from handlers.slack.views.drawing import Drawn, Pen
from handlers.slack.way import Way
from handlers.slack.workspace import Identity

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
POLICY = load_policy()
TEXTS = load_texts("en")
PEN = Pen(TEXTS, Tongues(TEXTS, {each: load_texts(each) for each in languages()}))
GOES_ON = PEN.text("command.goes_on")
SETTINGS = SlackSettings("xoxb-secret", "xapp-secret", moderator_channel_id="C2")
ME = Identity("T1", "UBOT", "BBOT", "https://salon.slack.example/")
ANN = Account(Chat.SLACK, "UANN")
CARD = MessageRef(Chat.SLACK, "C2", "1700000000.000100")
WAY = Way("https://hooks.slack.example/1", NOW + timedelta(minutes=29), "C5")
ACT = Act("trigger1", ANN, moderator=True, way=WAY)

RELAXED = settings(deadline=None)
"""How long a drawing takes depends on what else the machine does."""

PING = re.compile(r"<[!@#](?!date\^)|@(channel|here|everyone)", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
PIECES = st.sampled_from(
    ["<!channel>", "@here", "<@U123|ann>", "<!subteam^S1>", "<#C1>", "&lt;", "<", ">", "&", "```", "*b*",
     "https://x.y/_@everyone?a=1&b=2", "|c", "<https://a.b|c>", "\n> big", "\x00\u202e\u200b", "😀" * 200,
     "word " * 900, "@\u200beveryone", "\ud800", "<!date^1^{date}|x>"]
)  # fmt: skip
LENGTHS = st.integers(min_value=1, max_value=4500)
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


def texts(part: object) -> Iterator[tuple[str, str]]:
    """Every text in blocks: its kind and what it says."""
    if isinstance(part, list):
        for each in part:
            yield from texts(each)
    elif isinstance(part, dict):
        if part.get("type") in {"mrkdwn", "plain_text"}:
            yield part["type"], part["text"]
        yield from texts(list(part.values()))


def length(part: object) -> int:
    """How long all that somebody can read in it is together."""
    if isinstance(part, str):
        return len(part)
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return sum(map(length, inner))


def as_files(drawn: Drawn, file_id: str = "F123456789") -> dict[str, str]:
    """As if Slack had each of its pictures."""
    return {each.shown.name: file_id for each in drawn.pictures}


def words(drawn: Drawn) -> str:
    """All that a drawing says."""
    return "\n".join([drawn.text, *(text for _, text in texts(drawn.parts(as_files(drawn))["blocks"]))])


def all_words(drawn: Drawn) -> str:
    """All that an answer says, in as many messages as it needs."""
    return "\n".join([drawn.text, *(text for page in drawn.pages(GOES_ON) for _, text in texts(page["blocks"]))])


@dataclass(frozen=True, slots=True)
class Held:
    """What Slack holds against blocks, as its documentation says; code points, as it counts.

    `together`: how long all of them may be; Slack documents none, and 13,200 was seen (slackapi/bolt-js#2509).
    """

    blocks: list[dict[str, Any]]
    most: int = 50
    together: float = 13_200

    @classmethod
    def pages(cls, drawn: Drawn) -> list[str]:
        """What it holds against an answer, in as many messages as that needs."""
        return [fault for page in drawn.pages(GOES_ON) for fault in cls(page["blocks"]).faults()]

    def faults(self) -> list[str]:
        """What is too long, empty where it must not be, or calls somebody."""
        found = [] if len(self.blocks) <= self.most else ["blocks"]
        found += [] if sum(125 + length(each) for each in self.blocks) <= self.together else ["too long together"]
        for block in self.blocks:
            found += getattr(self, f"_{block['type']}")(block)
        for kind, text in texts(self.blocks):
            found += [] if text else ["empty text"]
            found += [f"ping in {text!r}"] if kind == "mrkdwn" and PING.search(text) else []
            found += [f"torn in {text!r}"] if kind == "mrkdwn" and re.search(r"[<>]", TAG.sub("", text)) else []
        return found

    @staticmethod
    def _header(block: dict[str, Any]) -> list[str]:
        return [] if len(block["text"]["text"]) <= 150 else ["header"]

    @staticmethod
    def _section(block: dict[str, Any]) -> list[str]:
        return [] if 1 <= len(block["text"]["text"]) <= 3000 else ["section"]

    @staticmethod
    def _context(block: dict[str, Any]) -> list[str]:
        return [] if all(len(each["text"]) <= 2000 for each in block["elements"]) else ["context"]

    @staticmethod
    def _image(block: dict[str, Any]) -> list[str]:
        return [] if 1 <= len(block["alt_text"]) <= 2000 and len(block["block_id"]) <= 255 else ["image"]

    @staticmethod
    def _actions(block: dict[str, Any]) -> list[str]:
        found = [] if 1 <= len(block["elements"]) <= 25 else ["actions"]
        for each in block["elements"]:
            found += [] if len(each["action_id"]) <= 255 else ["action id"]
            found += [] if len(each.get("text", {}).get("text", "")) <= 75 else ["button"]
            found += [] if len(each.get("options", [])) <= 100 else ["options"]
            found += ["option" for option in each.get("options", []) if not 1 <= len(option["text"]["text"]) <= 75]
        return found
