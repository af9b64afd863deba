"""Every kind of person, what each may do, and a watch over what must stay as it is while they are refused."""

import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from tests.stories.acting import Scene, says
from tests.stories.hand import Seen

M, L, P, T = "say.moderators_only", "say.leads_only", "say.not_your_case", "say.not_yours"
KOI, SNOW, TIDE = 1, 2, 3
"""The cases: of an artist's work, of a moderator's own, and of one more of the artist's; alice and kai reported."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A kind of person.

    Attributes:
        looks, shows, handles, leads: With which sentence they are refused that, or None.
        votes: Which advice they get on a reaction of theirs; None for those whose ballot counts.
        case: The case that they have, or try to have, a part in.
        sees: Whether they see the moderators' channel.
    """

    looks: str | None
    shows: str | None
    handles: str | None
    leads: str | None
    votes: str | None = None
    case: int = KOI
    sees: bool = True


PEOPLE: Mapping[str, Somebody] = {
    "bob": Somebody(M, M, M, L, sees=False),  # a member
    "carol": Somebody(M, M, M, L, "outsider"),  # who sees the moderators' channel, and is none of them
    "alice": Somebody(M, M, M, L, "outsider"),  # who reported it
    "ines": Somebody(M, M, M, L, "outsider"),  # whose work it is
    "mo": Somebody(None, P, P, L, "recused", SNOW),  # a moderator whose work it is
    "kai": Somebody(None, None, P, L, "recused"),  # a moderator who reported it
    "moderator4": Somebody(None, None, None, L),  # a moderator
    "moderator5": Somebody(M, M, M, L, "outsider"),  # who was a moderator, and still sees their channel
    "noor": Somebody(None, None, None, None),  # who leads
}
OWNERS = {KOI: "ines", SNOW: "mo", TIDE: "ines"}
REPORTERS = {KOI: ("alice", "kai"), SNOW: ("alice", "kai"), TIDE: ("alice",)}
VOTERS = ("moderator4", "noor")
GUESTS = ("alice", "carol", "ines")
"""They are let into the moderators' channel."""

FREE = frozenset({"my-case", "ai-policy", "link", "report-listing", "process-notes", "appeal"})
LOOKING = frozenset({"case list", "case next", "case open", "case standing"})
SHOWING = frozenset({"case show"})
LEADING = frozenset({"case unseal", "case purge"})
HANDLING = frozenset(
    f"case {verb}" for verb in ("note", "reopen", "owner", "notice", "delivered", "message", "reply", "withdraw")
)
COMMANDS = FREE | LOOKING | SHOWING | LEADING | HANDLING

NOTED = frozenset({"inbox", "accounts", "sqlite_sequence"})
"""The tables in which a refusal leaves something: that it was asked for, and when its author was last seen."""


def refusal(name: str, thing: str) -> str | None:
    """The sentence with which somebody is refused a command, or a kind of button and form; None where they may."""
    who = PEOPLE[name]
    groups = (LOOKING | {"looking"}, SHOWING | {"showing"}, HANDLING | {"handling"}, LEADING)
    for group, key in zip(groups, (who.looks, who.shows, who.handles, who.leads), strict=True):
        if thing in group:
            return key
    return None


def is_refused(seen: Seen, key: str, why: object) -> None:
    """It is this refusal, for nobody else's eyes, and no word more of the case."""
    assert says(seen.text, key), (why, seen.text)
    assert seen.ephemeral, why
    assert "Neon Koi" not in seen.text, why
    assert "First Snow" not in seen.text, why


def is_not_refused(seen: Seen, why: object) -> None:
    """Whatever else it says, it is none of these."""
    assert not [key for key in (M, L, P, T) if says(seen.text, key)], (why, seen.text)


def recorded(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that is on record."""
    with closing(sqlite3.connect(data / "salon.db")) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {str(name) for [name] in found} - NOTED
        return {each: connection.execute(f'SELECT * FROM "{each}"').fetchall() for each in sorted(tables)}  # noqa: S608


@asynccontextmanager
async def nothing_changes(scene: Scene, data: Path) -> AsyncIterator[None]:
    """Nothing is put on record meanwhile, and nothing said where anybody else could see it."""
    before, said = recorded(data), _said(scene)
    yield
    await scene.settle()
    after = recorded(data)
    changed = [each for each in after if after[each] != before[each]]
    assert not changed, changed
    assert _said(scene) == said


def _said(scene: Scene) -> list[str]:
    return [each.text for side in scene.sides for each in side.said if not each.ephemeral]
