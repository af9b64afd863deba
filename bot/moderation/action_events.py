"""What happens to a case from the question of further action on: the second half of `events.py`, as lasting."""

from dataclasses import dataclass
from datetime import datetime

from bot.moderation.model import Account, Choice, Ending, Reply


@dataclass(frozen=True, slots=True)
class LadderChanged:
    """What an action round may end in is another than when it was opened: an earlier violation stands no longer."""

    round: int
    offers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RoundSuperseded:
    """A question was taken off: the member answered, and that is judged first."""

    round: int


@dataclass(frozen=True, slots=True)
class ActionTaken:
    """Moderators decided on more than nothing.

    Attributes:
        until: When what it restricts ends by itself.
        expires: Until when it counts as a violation; None where it is none.
    """

    outcome: Choice
    at: datetime
    until: datetime | None
    expires: datetime | None


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """An action round has ended, or what the member said against its outcome, or to repair the work, is refused."""

    ending: Ending
    at: datetime


@dataclass(frozen=True, slots=True)
class ReasonsDelivered:
    """The member has the statement of reasons: the time to appeal runs.

    `by` and `words`: the moderator who told them another way, and how.
    """

    at: datetime
    by: Account | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReasonsFailed:
    """No private way led to the member with the statement of reasons, or it is tried once more; later it is again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class RestrictionEnded:
    """What the action restricted is over: its time was. In ledgers of earlier days also: the work is repaired."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ActionUndone:
    """The action is as if it had never been: overturned, taken back, or repaired."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Appealed:
    """The member asks other moderators to look at the decision again; `statement` says why, as far as it does."""

    statement: Reply


@dataclass(frozen=True, slots=True)
class AppealJoined:
    """More of what the member says, while the appeal is heard."""

    statement: Reply


@dataclass(frozen=True, slots=True)
class CaseOverturned:
    """The appeal was heard, or should have been: the decision is undone."""

    ending: Ending
    at: datetime


ActionEvent = (
    LadderChanged
    | RoundSuperseded
    | ActionTaken
    | CaseClosed
    | ReasonsDelivered
    | ReasonsFailed
    | RestrictionEnded
    | ActionUndone
    | Appealed
    | AppealJoined
    | CaseOverturned
)
