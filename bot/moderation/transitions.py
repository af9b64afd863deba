"""From which state a case can come to which; the README draws the same (a test compares them)."""

from collections.abc import Mapping

from bot.moderation.model import ENDED, Status

_EVERYWHERE = frozenset({Status.WITHDRAWN, Status.RESOLVED})
"""A moderator takes the case back, or its listing is gone (an appeal is about the decision, and goes on)."""

TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.IN_REVIEW: _EVERYWHERE | {Status.CLEARED, Status.LAPSED, Status.NOTICE_DUE},
    Status.NOTICE_DUE: _EVERYWHERE | {Status.AWAITING_MEMBER, Status.UNDELIVERABLE},
    Status.AWAITING_MEMBER: _EVERYWHERE
    | {Status.REPLY_IN_REVIEW, Status.NOTICE_DUE, Status.UNDELIVERABLE, Status.ACTION_IN_REVIEW},
    Status.UNDELIVERABLE: _EVERYWHERE | {Status.AWAITING_MEMBER, Status.NOTICE_DUE, Status.LAPSED},
    Status.REPLY_IN_REVIEW: _EVERYWHERE | {Status.NOTICE_DUE, Status.ACTION_IN_REVIEW, Status.CLOSED},
    Status.ACTION_IN_REVIEW: _EVERYWHERE | {Status.REPLY_IN_REVIEW, Status.NOTICE_DUE, Status.CLOSED},
    Status.APPEAL_IN_REVIEW: frozenset({Status.CLOSED, Status.OVERTURNED, Status.WITHDRAWN}),
    **{ended: frozenset() for ended in ENDED},
    Status.CLOSED: frozenset({Status.REPLY_IN_REVIEW, Status.APPEAL_IN_REVIEW, Status.WITHDRAWN}),
}


def check(before: Status, after: Status) -> None:
    """Refuse a step that no arrow leads along.

    Raises:
        ValueError: There is no such arrow: a fault of ours, which must not reach the ledger.
    """
    if before is not after and after not in TRANSITIONS[before]:
        raise ValueError(f"a case cannot go from '{before}' to '{after}'")
