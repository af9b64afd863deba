"""What a round offers to choose: only what would lead to something of its own."""

from bot.moderation.model import CHOICES, Case, Choice, Record, RoundKind
from bot.moderation.standing import ladder


def offered(case: Case, kind: RoundKind, known: Record) -> tuple[Choice, ...]:
    """The choices of a round that opens now; none where it is all that its kind knows."""
    if kind is RoundKind.ACTION:
        return ladder(known)
    if kind is RoundKind.REPLY and not _can_ask_again(case):
        return tuple(each for each in CHOICES[kind] if each is not Choice.AGAIN)
    return ()


def _can_ask_again(case: Case) -> bool:
    """A repair can be sent as often as one likes, and of questions there are only so many."""
    return case.closed_at is None and case.questions < case.rules.questions
