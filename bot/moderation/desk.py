"""What moderators do at their desk: notes on the record, a case taken up again, media that must not be kept."""

from typing import assert_never

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.authority import lead_refusal, refusal
from bot.moderation.draft import Draft
from bot.moderation.effects import EraseMedia, Say


def act(draft: Draft, command: c.AddNote | c.TakeUpAgain | c.Purge) -> None:
    """Whatever state the case is in."""
    match command:
        case c.AddNote():
            add_note(draft, command)
        case c.TakeUpAgain():
            take_up_again(draft, command)
        case c.Purge():
            purge(draft, command)
        case _:
            assert_never(command)


def add_note(draft: Draft, command: c.AddNote) -> None:
    """A note stands on the record, also after the end; it is shown to moderators alone, and changes nothing."""
    case = draft.case
    if refused := refusal(case, command.by, draft.facts, moderator=command.moderator):
        draft.say(refused)
        return
    draft.record(e.NoteAdded(command.by, command.words))
    draft.say(Say("say.noted", {"case": case.number}))


def take_up_again(draft: Draft, command: c.TakeUpAgain) -> None:
    """The record of an ended case leads on to the one that takes it up."""
    draft.record(e.TakenUpAgain(command.number))


def purge(draft: Draft, command: c.Purge) -> None:
    """Have media erased, in whatever state the case is: what must not be kept is not kept for a procedure's sake."""
    case = draft.case
    if refused := lead_refusal(case, command.by, draft.facts, lead=command.lead):
        draft.say(refused)
        return
    if not command.digests:
        draft.say(Say("say.purge_nothing", {"case": case.number}))
        return
    draft.record(e.MediaPurged(command.by, command.digests, command.words))
    draft.want(EraseMedia(case.number, command.digests))
    draft.say(Say("say.purged", {"case": case.number, "count": len(command.digests)}))
