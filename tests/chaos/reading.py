"""What anybody reads in a message: which case and which listings it is about, and what it asks of whom."""

import re
from typing import Final

from tests.chaos.hands import EMOJI, Hand, Sight
from tests.stories.acting import says

TITLE: Final = re.compile(r"Study\d\d")
"""What every listing is called: found in a text, it names one."""
NUMBER: Final = re.compile(r"[Cc]ase (\d+)")
ROUNDS: Final = ("listing", "reply", "action", "appeal")
NOTICES: Final = ("notice.greeting", "notice.greeting_several", "notice.greeting_again")
REASONS: Final = ("say.member_unlisted", "say.member_unlisted_unmarked", "say.member_warned", "say.member_paused")
"""The statements of reasons."""
HEARD: Final = ("say.report_taken", "say.report_repeated", "say.report_joint", "say.reporter_closed")
"""What tells somebody that they are part of a case by their report."""


def round_of(card: Sight) -> str:
    """What a card asks about; '' where it asks nothing any more."""
    asked = (each for each in ROUNDS if says(card.text, f"card.heading_{each}"))
    return "" if card.deleted else next(asked, "")


def offers(card: Sight, choice: str) -> bool:
    """Whether its legend has this choice."""
    discord, slack = EMOJI[choice]
    return discord in card.text or f":{slack}:" in card.text


def case_of(text: str) -> int:
    """The case that a text names first; 0 where it names none."""
    found = NUMBER.search(text)
    return int(found[1]) if found else 0


def titles_of(text: str) -> frozenset[str]:
    """The listings that a text names."""
    return frozenset(TITLE.findall(text))


def is_notice(text: str) -> bool:
    """Whether it asks a member about a listing."""
    return any(says(text, key) for key in NOTICES)


def is_reasons(text: str) -> bool:
    """Whether it tells a member what was decided against them, and why."""
    return any(says(text, key) for key in REASONS)


def told(who: Hand) -> list[str]:
    """Everything that the bot told somebody in private."""
    return [*who.answers, *(each.text for each in who.inbox if each.by_bot)]
