"""What was done is undone, or has ended: for the member's record, and on the platform."""

from bot.moderation import action_events as a
from bot.moderation.draft import Draft
from bot.moderation.effects import CallPlatform, PlatformEvent
from bot.moderation.model import Action


def undo(draft: Draft) -> None:
    """The action, if there was one, is as if it had never been."""
    action = draft.case.action
    if action and not action.undone:
        draft.record(a.ActionUndone(draft.facts.now))
        if not action.over:
            draft.want(CallPlatform(draft.case.number, PlatformEvent.ACTION_UNDONE, outcome=action.outcome))


def lift(draft: Draft, action: Action) -> None:
    """What the action restricts ends; that it happened stays on record."""
    draft.record(a.RestrictionEnded(draft.facts.now))
    draft.want(CallPlatform(draft.case.number, PlatformEvent.ACTION_UNDONE, outcome=action.outcome))
