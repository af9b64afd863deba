"""What moderators do at their desk: notes on the record, a case taken up again, media that must not be kept."""

from typing import assert_never

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.authority import lead_refusal, refusal
from bot.moderation.draft import Draft
from bot.moderation.effects import CallLeads, EraseMedia, Say

DeskWork = c.AddNote | c.TakeUpAgain | c.Purge | c.LoseMedia | c.Unseal | c.Suspect


def act(draft: Draft, command: DeskWork) -> None:
    """Whatever state the case is in."""
    match command:
        case c.AddNote():
            add_note(draft, command)
        case c.TakeUpAgain():
            take_up_again(draft, command)
        case c.Purge():
            purge(draft, command)
        case c.LoseMedia():
            draft.record(e.MediaPurged(command.by, command.digests, command.words))
        case c.Unseal():
            unseal(draft, command)
        case c.Suspect():
            suspect(draft, command)
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


def unseal(draft: Draft, command: c.Unseal) -> None:
    """A lead may know who reported. That they asked, and why, is on record before they are told."""
    case = draft.case
    if refused := lead_refusal(case, command.by, draft.facts, lead=command.lead):
        draft.say(refused)
    elif not case.reporters:
        draft.say(Say("say.unseal_nobody", {"case": case.number}))
    else:
        draft.record(e.ReportersUnsealed(command.by, command.words))


def suspect(draft: Draft, command: c.Suspect) -> None:
    """Many reports in a short time may be an agreement, or just a busy day: people look, nothing follows by itself."""
    case = draft.case
    if case.crowded or not case.is_open:
        return
    draft.record(e.ManyReports(command.people, command.minutes))
    if command.tell:
        words = {"case": case.number, "people": command.people, "minutes": command.minutes}
        draft.want(CallLeads(case.number, case.round.number, Say("say.lead_crowd", words)))
