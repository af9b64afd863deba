"""What a member is told of their case: each question, each decision and each ending once."""

from typing import Final

from tests.chaos.hands import APPEAL
from tests.chaos.oracle import QUESTIONS, Oracle, Shown
from tests.chaos.reading import REASONS, is_notice, told
from tests.stories.acting import says

TOLD: Final = {
    ("verdict_unlist", "verdict_warn", "verdict_pause"): REASONS,
    ("closed_nothing_follows",): ("say.member_nothing_follows",),
    ("overturned",): ("say.member_overturned",),
    ("verdict_stands",): ("say.member_appeal_stands",),
    ("resolved_accepted",): ("say.member_accepted",),
    ("resolved_repaired",): ("say.member_repaired", "say.member_repaired_unjudged"),
    ("resolved_removed", "resolved_gone"): ("say.member_removed", "say.member_gone"),
    ("owner_disputed",): ("say.member_not_mine",),
}
"""What happened, and what the member hears of it."""
UNDONE: Final = "resolved_repaired"
"""Whoever slept meanwhile is not told in the morning why something was decided that does not hold any more."""
OVER_BEFORE: Final = ("resolved_removed", "resolved_gone", "owner_disputed")
"""What an artist can do about an earlier question while the next one waits for the morning, and is dropped then."""


def compare(oracle: Oracle) -> None:
    """Hold what each member was told against what happened in their cases."""
    for case in oracle.cases:
        _notices(oracle, case)
        for happened, keys in TOLD.items():
            times = case.happened(*happened)
            moot = keys is REASONS and case.happened(UNDONE)
            _once(oracle, case, keys, case.happened("reasons") if moot else times, times)
        again = case.happened("verdict_again", "verdict_refuse")
        asked = case.happened_open("verdict_again", "verdict_refuse")
        refused = again - asked
        _once(oracle, case, ("say.member_repair_refused", "say.member_repair_refused_over"), refused, refused)
        _appeals(oracle, case)


def _once(oracle: Oracle, case: Shown, keys: tuple[str, ...], least: int, most: int) -> None:
    artist = oracle.artist(case)
    came = sum(any(case.tells(text, key) for key in keys) for text in told(artist))
    oracle.found.exactly(f"{keys[0]} to {artist.name} in case {case.number}", came, least, most)


def _notices(oracle: Oracle, case: Shown) -> None:
    artist = oracle.artist(case)
    came = sum(is_notice(text) and says(text, "notice.contact", case=case.number) for text in told(artist))
    oracle.found.notices += came
    asked = min(QUESTIONS, case.happened_open("verdict_ask", "verdict_again"))
    least = asked - 1 if asked and case.happened(*OVER_BEFORE) else asked
    oracle.found.exactly(f"notices to {artist.name} in case {case.number}", came, least, asked)


def _appeals(oracle: Oracle, case: Shown) -> None:
    """On record once, and heard; unless a repair came before it, which moderators look at first."""
    tries = [each for each in oracle.play.diary.pressed if each.case == case.number and each.button == APPEAL]
    repaired = case.happened("replied") > case.happened_open("replied")
    promised = any(each.promised for each in tries) and not repaired
    what = f"appeals in case {case.number}"
    oracle.found.exactly(what, case.happened("appealed"), int(promised), 1)
