"""Rules broken on purpose, one at a time: the tests named with each must notice.

`uv run python -m tests.moderation.mutations` prints a line for each, and exits 1 if one is not noticed; with a number
behind it, for one in so many.
Each is applied to a copy of the core that stands first on the path, by text: a snippet that is not found exactly
once is an error, so that no mutation silently mutates nothing.
"""

import compileall
import io
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import Phase, settings

ROOT = Path(__file__).parents[2]
CORE = Path("bot", "moderation")
COPIED = (CORE, Path("bot", "config"), Path("bot", "texts"))
HERE = Path("tests", "moderation")
AT_ONCE = 2
FEW = 10
"""Examples of a law, where it is only to be seen that it is tried at all."""
FAILED = 1
"""What pytest exits with when tests failed; anything else (no tests, a syntax error) is no proof."""


@dataclass(frozen=True)
class Mutation:
    """One rule, broken.

    Attributes:
        name: What would be wrong.
        module: The module of the core that it breaks.
        old: The source as it is, exactly once.
        new: The source as it would be.
        tests: Where that must be noticed.
    """

    name: str
    module: str
    old: str
    new: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of one: whether the tests noticed, and what they said first."""

    mutation: Mutation
    noticed: bool
    said: str


MUTATIONS = (
    Mutation(
        "a stricter outcome needs half instead of two thirds",
        "ballots.py",
        "3 * support[each] >= 2 * cast",
        "2 * support[each] >= cast",
        ("test_rule_tables.py",),
    ),
    Mutation(
        "an outcome needs no quorum of its own",
        "ballots.py",
        "return strictest if support[strictest] >= rules.action else None",
        "return strictest if cast >= rules.action else None",
        ("test_rule_tables.py",),
    ),
    Mutation(
        "a tie overturns nothing and upholds",
        "ballots.py",
        "count[choice] >= rules.appeal and count[choice] > count[other]",
        "count[choice] >= rules.appeal and count[choice] >= count[other]",
        ("test_rule_tables.py",),
    ),
    Mutation(
        "who voted before hears the appeal",
        "ballots.py",
        "    return recused(case, facts) | heard(case, round_, facts)\n",
        "    return recused(case, facts)\n",
        ("test_appeal.py",),
    ),
    Mutation(
        "who voted before is counted as able to hear it",
        "ballots.py",
        "len(away | heard(case, case.round, facts))",
        "len(away)",
        ("test_appeal.py",),
    ),
    Mutation(
        "a step that is not offered counts",
        "ballots.py",
        " and mark.choice in round_.choices:",
        ":",
        ("test_action.py",),
    ),
    Mutation(
        "a first violation can be a warning",
        "standing.py",
        "if known.earlier and not known.exempt",
        "if not known.exempt",
        ("test_standing.py",),
    ),
    Mutation(
        "what was uploaded before the notice counts",
        "standing.py",
        " and each.noticed_at < listed_at",
        "",
        ("test_standing.py",),
    ),
    Mutation(
        "what was decided later counts",
        "standing.py",
        "each.at < case.opened_at and ",
        "",
        ("test_standing.py",),
    ),
    Mutation(
        "a violation never expires",
        "standing.py",
        " or now >= action.expires:",
        ":",
        ("test_standing.py",),
    ),
    Mutation(
        "what was undone counts",
        "standing.py",
        "action is None or action.undone or",
        "action is None or",
        ("test_standing.py",),
    ),
    Mutation(
        "what is older than the policy counts",
        "standing.py",
        " or listed_at.date() < since:",
        ":",
        ("test_standing.py",),
    ),
    Mutation(
        "silence of the moderators unlists",
        "conclusions.py",
        "            act(draft, Choice.NONE)\n",
        "            act(draft, Choice.UNLIST)\n",
        ("test_action.py",),
    ),
    Mutation(
        "silence of the moderators upholds",
        "conclusions.py",
        "            overturn(draft, Ending.OVERTURNED_UNJUDGED)\n",
        "            uphold(draft)\n",
        ("test_appeal.py",),
    ),
    Mutation(
        "an overturned action stands",
        "appeals.py",
        "    undo(draft)\n    draft.record(a.CaseOverturned",
        "    draft.record(a.CaseOverturned",
        ("test_appeal.py",),
    ),
    Mutation(
        "there is a second appeal",
        "appeals.py",
        "    if case.appeal is not None:\n",
        "    if case.appeal is not None and not case.number:\n",
        ("test_appeal.py",),
    ),
    Mutation(
        "one can appeal for ever",
        "appeals.py",
        "(until and now >= until)",
        "(until and not now)",
        ("test_appeal.py",),
    ),
    Mutation(
        "a case that is taken back keeps its action",
        "endings.py",
        "    undo(draft)\n    draft.record(e.CaseWithdrawn",
        "    draft.record(e.CaseWithdrawn",
        ("test_appeal.py",),
    ),
    Mutation(
        "a repaired work stays unlisted",
        "acting.py",
        "    undo(draft)\n    resolve",
        "    resolve",
        ("test_action.py",),
    ),
    Mutation(
        "what was repaired goes on counting",
        "acting.py",
        "    undo(draft)\n    resolve",
        "    lift(draft, draft.case.action)\n    resolve",
        ("test_action.py",),
    ),
    Mutation(
        "what is restricted never ends",
        "acting.py",
        "if action and ends and draft.facts.now >= ends:",
        "if action and ends and not draft.facts.now:",
        ("test_action.py",),
    ),
    Mutation(
        "the quorum is off by one",
        "ballots.py",
        "if count[choice] >= rules.ask and 3 *",
        "if count[choice] + 1 >= rules.ask and 3 *",
        ("test_rule_tables.py",),
    ),
    Mutation(
        "a majority is half instead of two thirds",
        "ballots.py",
        "3 * count[choice] >= 2 * cast",
        "2 * count[choice] >= cast",
        ("test_rule_tables.py",),
    ),
    Mutation(
        "a tie between 'ask again' and 'refuse' refuses",
        "ballots.py",
        "if refuse > again else",
        "if refuse >= again else",
        ("test_rule_tables.py",),
    ),
    Mutation(
        "a tie is not for the artist",
        "ballots.py",
        "accept >= again + refuse:",
        "accept > again + refuse:",
        ("test_rule_tables.py",),
    ),
    Mutation(
        "a recused ballot counts",
        "ballots.py",
        "if person not in away and len(said) == 1",
        "if len(said) == 1",
        ("test_recusal.py",),
    ),
    Mutation(
        "a reporter votes from another account",
        "ballots.py",
        "frozenset(facts.person(account) for account in case.reporters)",
        "frozenset(map(str, case.reporters))",
        ("test_team_tables.py",),
    ),
    Mutation(
        "an owner votes from another account",
        "ballots.py",
        "frozenset(facts.person(account) for account in (*owner, *case.owners))",
        "frozenset(map(str, (*owner, *case.owners)))",
        ("test_team_tables.py",),
    ),
    Mutation(
        "who voted once has no ballot on what follows",
        "ballots.py",
        "    if round_.kind is not RoundKind.APPEAL:\n        return frozenset()\n",
        "",
        ("test_team_tables.py",),
    ),
    Mutation(
        "the quorum to ask is enough to act",
        "ballots.py",
        "if support[strictest] >= rules.action else None",
        "if support[strictest] >= rules.ask else None",
        ("test_team_tables.py",),
    ),
    Mutation(
        "two verdicts of one person are a ballot",
        "ballots.py",
        "if person not in away and len(said) == 1",
        "if person not in away",
        ("test_one_ballot.py",),
    ),
    Mutation(
        "a foreign ballot counts",
        "ballots.py",
        "        if mark.account in round_.moderators and",
        "        if mark.account and",
        ("test_recusal.py",),
    ),
    Mutation(
        "two accounts of one person are two ballots",
        "model.py",
        "return self.people.get(account, str(account))",
        "return str(account)",
        ("test_one_ballot.py",),
    ),
    Mutation(
        "super reactions are ignored",
        "rounds.py",
        "if command.mark.choice not in CHOICES[round_.kind]:",
        "if command.mark.choice not in CHOICES[round_.kind] or command.mark.burst:",
        ("test_one_ballot.py",),
    ),
    Mutation(
        "no observation is needed",
        "ballots.py",
        '    if not noticed:\n        missing.append("sentence")\n    elif is_weak',
        "    if is_weak",
        ("test_observation.py",),
    ),
    Mutation(
        "anybody's observation will do",
        "ballots.py",
        " and facts.person(each.author) in voters",
        "",
        ("test_observation.py",),
    ),
    Mutation(
        "a weak consideration carries a finding",
        "ballots.py",
        "elif is_weak(noticed, case.rules):",
        "elif case.rules.team < 0:",
        ("test_observation.py",),
    ),
    Mutation(
        "one moderator names an owner alone",
        "ballots.py",
        "return owner.named_by is None or owner.confirmed_by is not None or rules.team < rules.confirm_owner_from",
        "return True",
        ("test_owner_naming.py",),
    ),
    Mutation(
        "the undo window is ignored",
        "rounds.py",
        "return draft.facts.now >= round_.stands.since + draft.case.rules.undo",
        "return True",
        ("test_undo_window.py",),
    ),
    Mutation(
        "the bot's own clock is ignored",
        "rounds.py",
        " or (round_.stands and not command.steady)",
        "",
        ("test_undo_window.py",),
    ),
    Mutation(
        "a verdict is final without a last look",
        "rounds.py",
        "    draft.record(e.LookAsked(round_.number))\n    draft.want(ReadCard(draft.case.number, round_.number))\n",
        "    finish(draft)\n",
        ("test_last_look.py",),
    ),
    Mutation(
        "a stale reading is applied",
        "rounds.py",
        "if command.began != round_.seen:",
        "if command.began > round_.seen:",
        ("test_last_look.py", "test_late_events.py"),
    ),
    Mutation(
        "a late event is applied",
        "rounds.py",
        "late = command.repeated or command.order < round_.newest",
        "late = command.repeated",
        ("test_laws.py::test_any_order",),
    ),
    Mutation(
        "a redelivery is applied",
        "rounds.py",
        "late = command.repeated or command.order < round_.newest",
        "late = command.order < round_.newest",
        ("test_late_events.py",),
    ),
    Mutation(
        "a removal that comes first is forgotten",
        "rounds.py",
        "        if command.order > round_.newest:\n",
        "        if command.order > '~':\n",
        ("test_laws.py::test_any_order",),
    ),
    Mutation(
        "the deadline decides against the artist",
        "conclusions.py",
        "_accept(draft, judged=False)",
        "draft.record(e.ActionNeeded())",
        ("test_deadline.py",),
    ),
    Mutation(
        "an undecided listing is asked about",
        "conclusions.py",
        "            draft.record(e.CaseLapsed(draft.facts.now))\n            tell_reporters(draft)\n",
        "            ask(draft)\n",
        ("test_deadline.py",),
    ),
    Mutation(
        "there is a third question",
        "offering.py",
        "and case.questions < case.rules.questions",
        "and case.questions <= case.rules.questions",
        ("test_replies.py",),
    ),
    Mutation(
        "reasons that reached nobody are never tried again",
        "telling_why.py",
        "if due and draft.facts.now >= due:",
        "if due and draft.facts.now < due:",
        ("test_telling_why.py",),
    ),
    Mutation(
        "who voted on a card that was deleted hears the appeal",
        "evolve.py",
        "lost=round_.lost | voted",
        "lost=round_.lost",
        ("test_appeal.py",),
    ),
    Mutation(
        "a refusal takes the place of what was asked",
        "evolve.py",
        "(*case.grounds, *event.finding)",
        "event.finding",
        ("test_replies.py",),
    ),
    Mutation(
        "a refused repair changes the reasons of a decision",
        "evolve.py",
        "case.grounds if case.closed_at else (",
        "case.grounds if case.appeal else (",
        ("test_replies.py",),
    ),
    Mutation(
        "what is said while moderators vote on what follows is lost",
        "replies.py",
        "elif case.status is Status.ACTION_IN_REVIEW:",
        "elif case.status is Status.CLEARED:",
        ("test_replies.py",),
    ),
    Mutation(
        "a member hears of a case without a notice",
        "endings.py",
        "if draft.case.member_knows:",
        "if draft.case.number:",
        ("test_who_hears_what.py", "test_withdrawn.py"),
    ),
    Mutation(
        "a reporter with two accounts is told twice",
        "endings.py",
        "if (person := draft.facts.person(account)) not in told:",
        "if person := draft.facts.person(account):",
        ("test_who_hears_what.py",),
    ),
    Mutation(
        "silence counts without a last look",
        "correspondence.py",
        "        draft.record(e.LookAsked(None))\n"
        "        draft.want(ReadConversation(case.number, case.owner.accounts[0]))\n",
        "        draft.record(e.MemberSilent())\n",
        ("test_silence.py",),
    ),
    Mutation(
        "silence counts before the conversation was read",
        "correspondence.py",
        "clock.looking and clock.read",
        "clock.looking",
        ("test_silence.py",),
    ),
    Mutation(
        "an answer is judged without a look at the listing",
        "correspondence.py",
        "        draft.record(e.LookAsked(None))\n        draft.want(LookAtListing(case.number))\n    elif clock.held",
        "        count_gathered(draft)\n    elif clock.held",
        ("test_looked_at.py",),
    ),
    Mutation(
        "an answer can be drawn out for ever",
        "replies.py",
        "min(clock.gathered.last + case.rules.settle, latest)",
        "clock.gathered.last + case.rules.settle",
        ("test_settling.py",),
    ),
    Mutation(
        "words alone begin a vote on an answer anew",
        "replies.py",
        "if voted and _is_new(draft.case, reply) and",
        "if voted and",
        ("test_revisions.py",),
    ),
    Mutation(
        "a question that nobody answers waits for ever",
        "correspondence.py",
        "return min((_waits_until(case, held) for held in clock.held), default=None)",
        "return min((_waits_until(case, held) for held in clock.held if not held.question), default=None)",
        ("test_questions.py",),
    ),
    Mutation(
        "a question that nobody answers is an answer",
        "correspondence.py",
        "all(held.question or",
        "all(",
        ("test_questions.py",),
    ),
    Mutation(
        "the answer of whoever leaves is lost",
        "seeking.py",
        "if case.clock and case.clock.gathered:",
        "if case.number < 0:",
        ("test_settling.py",),
    ),
    Mutation(
        "whoever was asked answers for another owner",
        "moving.py",
        "    elif draft.case.moved:\n",
        "    elif draft.case.number < 0:\n",
        ("test_owner_moved.py",),
    ),
    Mutation(
        "what whoever is the owner no more answered is held against somebody",
        "conclusions.py",
        "    elif case.moved:\n        let_go(draft)\n",
        "",
        ("test_owner_moved.py",),
    ),
    Mutation(
        "another owner has a ballot",
        "ballots.py",
        "for account in (*owner, *case.owners))",
        "for account in owner)",
        ("test_owner_moved.py",),
    ),
    Mutation(
        "the new owner is asked about the old one's answer",
        "evolve.py",
        ", questions=1, finding=first, grounds=first)",
        ", questions=1, grounds=first)",
        ("test_owner_moved.py",),
    ),
    Mutation(
        "a late reminder leaves no time",
        "correspondence.py",
        "deadline = max(clock.deadline, now + _left_after(case, number)) if last else clock.deadline",
        "deadline = clock.deadline",
        ("test_reminders.py",),
    ),
    Mutation(
        "one look that misses the listing is enough",
        "correspondence.py",
        "if draft.case.missing or (awaited and command.message):",
        "if draft.case.number:",
        ("test_listing_seen.py",),
    ),
    Mutation(
        "an owner whom one moderator named has no ballot",
        "ballots.py",
        "owner = case.owner.accounts if case.owner and is_settled(case.owner, case.rules) else ()",
        "owner = case.owner.accounts if case.owner else ()",
        ("test_recusal.py",),
    ),
    Mutation(
        "nobody hears that an owner's recusal leaves too few",
        "rounds.py",
        '            if why == "recused":\n                warn_if_too_few(draft)\n',
        "",
        ("test_recusal.py",),
    ),
    Mutation(
        "a failure at somebody else's account stops the clock",
        "seeking.py",
        "if owner is None or command.account not in owner.accounts or",
        "if owner is None or",
        ("test_notice.py",),
    ),
    Mutation(
        "a member who was lost is not heard",
        "replies.py",
        "if draft.case.status is Status.UNDELIVERABLE and draft.case.member_knows:",
        "if draft.case.number < 0:",
        ("test_notice.py",),
    ),
    Mutation(
        "a notice that arrives after the end is left standing",
        "seeking.py",
        "        tell_owner(draft, ending_key(draft.case))\n",
        "        return\n",
        ("test_late_notice.py",),
    ),
    Mutation(
        "an earlier question that stands is taken for the one that is due",
        "seeking.py",
        " and command.question == case.questions:",
        ":",
        ("test_late_notice.py",),
    ),
    Mutation(
        "an ended case whose notice stands stays unknown to the member",
        "seeking.py",
        "    draft.record(e.NoticeStood(command.notice, draft.facts.now))\n",
        "",
        ("test_late_notice.py",),
    ),
    Mutation(
        "who is not the owner any more is taken for the one who was asked",
        "seeking.py",
        "if owner is None or command.account not in owner.accounts:\n        _let_off",
        "if owner is None:\n        _let_off",
        ("test_late_notice.py",),
    ),
    Mutation(
        "who knew of a case hears of its end twice",
        "seeking.py",
        "    if not knew:\n        tell_owner",
        "    if draft:\n        tell_owner",
        ("test_late_notice.py",),
    ),
    Mutation(
        "who cannot be reached is looked for for ever",
        "seeking.py",
        "if now >= lost.since + case.rules.unreachable_within:",
        "if now is None:",
        ("test_seeking.py",),
    ),
    Mutation(
        "who was reminded by hand is reminded for ever",
        "evolve.py",
        "reminded = min(case.handed, len(case.rules.reminders))",
        "reminded = 0",
        ("test_seeking.py",),
    ),
    Mutation(
        "silence counts though the last reminder never went out",
        "evolve.py",
        "reminded=event.number - 1, looking=False",
        "reminded=event.number",
        ("test_seeking.py",),
    ),
    Mutation(
        "a listing that is as it was stays changed",
        "correspondence.py",
        "        draft.record(e.ListingChanged(draft.case.snapshot))\n",
        "",
        ("test_listing_seen.py",),
    ),
    Mutation(
        "a decided card that is lost takes its ballots with it",
        "evolve.py",
        "    if round_.closed:\n        return bare\n    voted",
        "    voted",
        ("test_card.py",),
    ),
    Mutation(
        "a case that is over takes reports",
        "reports.py",
        "if not case.takes_reports:",
        "if not case.number:",
        ("test_reports.py",),
    ),
    Mutation(
        "a case goes where no arrow leads",
        "draft.py",
        "check(before.status, self._case.status)",
        "check(before.status, before.status)",
        ("test_transitions.py",),
    ),
    Mutation(
        "a case that is over can come back",
        "transitions.py",
        "**{ended: frozenset() for ended in ENDED}",
        "**{ended: _EVERYWHERE for ended in ENDED}",
        ("test_transitions.py", "test_diagram.py"),
    ),
    Mutation(
        "a reporter who joins keeps the ballot that stands",
        "reports.py",
        "        explain(draft)\n        weigh(draft)\n",
        "        explain(draft)\n",
        ("test_recusal.py",),
    ),
    Mutation(
        "two ballots of one person count on after linking",
        "linking.py",
        "        explain(draft)\n        weigh(draft)\n",
        "        explain(draft)\n",
        ("test_laws.py::test_linked_before_or_after",),
    ),
    Mutation(
        "who is linked and recused is not told",
        "linking.py",
        "        explain(draft)\n        weigh(draft)\n",
        "        weigh(draft)\n",
        ("test_laws.py::test_linked_before_or_after",),
    ),
    Mutation(
        "a final verdict is questioned by what was known before",
        "linking.py",
        "people={**draft.facts.people, **command.before}",
        "people=command.before",
        ("test_linking.py",),
    ),
    Mutation(
        "linking moves a conversation that began",
        "reaching.py",
        "(*case.owner.accounts, *known) if case.member_knows else (*known, *case.owner.accounts)",
        "(*known, *case.owner.accounts)",
        ("test_linking.py",),
    ),
    Mutation(
        "one way that fails is the last",
        "reaching.py",
        "return later[0] if later else None",
        "return None",
        ("test_linking.py",),
    ),
    Mutation(
        "more time is given again and again",
        "more_time.py",
        "elif case.extended:",
        "elif case.number < 0:",
        ("test_more_time.py",),
    ),
    Mutation(
        "the reminder before the new deadline is left out",
        "evolve.py",
        "reminded = min(clock.reminded, max(len(case.rules.reminders) - 1, 0))",
        "reminded = clock.reminded",
        ("test_more_time.py",),
    ),
    Mutation(
        "silence counts with a conversation unread",
        "correspondence.py",
        "    if command.account and unread:\n",
        "    if command.account and case.number < 0:\n",
        ("test_linking.py",),
    ),
    Mutation(
        "a name that one person gave twice is confirmed",
        "linking.py",
        "    _unconfirm(draft)\n    before",
        "    before",
        ("test_linking.py",),
    ),
    Mutation(
        "the platform is told of every try that fails",
        "seeking.py",
        "return case.lost is not None and case.lost.tried == case.lost.since",
        "return case.lost is not None",
        ("test_platform_told.py",),
    ),
    Mutation(
        "the fourth case takes further listings",
        "joint.py",
        "return len(recent) + 1 >= rules.joint_from",
        "return len(recent) + 2 >= rules.joint_from",
        ("test_joint.py::test_from_the_fifth",),
    ),
    Mutation(
        "cases of last month make a flood",
        "joint.py",
        "if case.opened_at >= now - rules.joint_within]",
        "if case.opened_at <= now]",
        ("test_joint.py::test_only_those_of_late_count",),
    ),
    Mutation(
        "a listing joins what is decided already",
        "joint.py",
        "case.status is Status.IN_REVIEW and round_.stands is None and not",
        "case.status is Status.IN_REVIEW and not",
        ("test_joint.py::test_nothing_joins",),
    ),
    Mutation(
        "a listing joins beyond the letters of the sheet",
        "joint.py",
        "<= rules.joint_media",
        "< 999",
        ("test_joint.py::test_nothing_joins",),
    ),
    Mutation(
        "what is fine is asked about",
        "joint.py",
        "if letter not in {*fine})",
        "if letter)",
        ("test_joint.py::test_exceptions_by_letter",),
    ),
    Mutation(
        "who voted does not hear that more has joined",
        "joint.py",
        "        if (account, JOINED) not in round_.told:",
        "        if not account:",
        ("test_joint.py::test_voters_hear_once_that_there_is_more",),
    ),
    Mutation(
        "a listing that no sentence names is asked about",
        "evolve.py",
        "spared=part.spared or not _shows(part, named)",
        "spared=part.spared",
        ("test_joint.py",),
    ),
    Mutation(
        "a question about the answer spares what was asked about",
        "evolve.py",
        "return case.parts if all(part.spared for part in left) else left",
        "return left",
        ("test_joint.py", "test_laws.py::test_life_of_a_case"),
    ),
    Mutation(
        "one of several listings that is gone ends the case",
        "joint.py",
        "if all(part.gone for part in touched(draft.case)):",
        "if any(part.gone for part in touched(draft.case)):",
        ("test_joint.py",),
    ),
    Mutation(
        "silence counts while one of several listings cannot be reached",
        "joint.py",
        " or any(each.sight is c.Sight.UNREACHABLE for each in seen)",
        "",
        ("test_joint.py::test_silence_after_all_were_seen",),
    ),
    Mutation(
        "what we unlisted ourselves is taken for removed",
        "joint.py",
        "    if before.closed_at:\n        return\n",
        "",
        ("test_joint.py::test_what_was_decided_on_is_not_looked_for",),
    ),
    Mutation(
        "a change in a listing that nobody asked about is an answer",
        "joint.py",
        "parts = {part.listing: part for part in touched(draft.case)}",
        "parts = {part.listing: part for part in draft.case.parts}",
        ("test_joint.py::test_a_change_elsewhere_is_no_answer",),
    ),
    Mutation(
        "what is said of a repair spares what is unlisted",
        "evolve.py",
        "    if case.closed_at:\n        return case.parts\n",
        "",
        ("test_joint.py::test_a_refused_repair_spares_nothing",),
    ),
    Mutation(
        "the platform hears of an accepted picture for the first listing alone",
        "told.py",
        "    once = effect.event in _ONCE",
        "    once = effect.event in {*_ONCE, PlatformEvent.REPLACEMENT_ACCEPTED}",
        ("test_joint.py::test_a_replacement_is_told_of_each_listing",),
    ),
    Mutation(
        "the platform never hears that a listing was left out as fine",
        "told.py",
        'touched(case)) or ("",)',
        'case.parts) or ("",)',
        ("test_joint.py::test_one_notice_about_what_is_named",),
    ),
    Mutation(
        "the platform hears of an end again when what followed is taken back",
        "told.py",
        "not case.takes_reports",
        "not case.is_open",
        ("test_platform_told.py::test_over_by_an_action",),
    ),
    Mutation(
        "what is unlisted is cleared as well",
        "told.py",
        " and each not in acted_on",
        "",
        ("test_platform_told.py::test_over_by_an_action",),
    ),
)


class NotFoundOnceError(ValueError):
    """The snippet of a mutation is not in the source exactly once."""


def mutated(source: str, mutation: Mutation) -> str:
    """The source with the mutation applied."""
    if source.count(mutation.old) != 1:
        raise NotFoundOnceError(f"{mutation.name}: found {source.count(mutation.old)} times in {mutation.module}")
    return source.replace(mutation.old, mutation.new)


def copy_core(to: Path) -> Path:
    """A copy of the core, and of what reads the policy, as a package `bot`; where it stands."""
    for folder in COPIED:
        shutil.copytree(ROOT / folder, to / folder)
    shutil.copy(ROOT / "bot" / "__init__.py", to / "bot" / "__init__.py")
    return to


def processes() -> ProcessPoolExecutor:
    """Processes of which each does one thing: pytest is there already, and no core."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "hypothesis", "pytest_asyncio"])
    return ProcessPoolExecutor(AT_ONCE, context, max_tasks_per_child=1)


def run_tests(copy: Path, tests: Iterable[str], examples: int = 100) -> tuple[int, str, Path]:
    """Run some tests of this directory against this copy, in a process that has no core yet.

    Args:
        copy: Where the core stands.
        tests: Files of this directory, or tests in them.
        examples: How many examples a law is tried with that asks for no number. One that breaks is made no smaller.

    Returns:
        pytest's exit code, what it said, and where the core was that it tested.
    """
    sys.path[:0] = [str(copy), str(ROOT)]
    sys.dont_write_bytecode = True
    for name in [name for name in os.environ if name.startswith(("COV", "PYTEST"))]:
        del os.environ[name]
    settings.register_profile("mutations", max_examples=examples, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("mutations")
    options = ["-x", "-q", "-n0", "-p", "no:cacheprovider", "--no-cov", "--tb=no", f"--rootdir={ROOT}"]
    options += ["--assert=plain"]  # nobody reads why a test failed
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # the plugins are there already
    with redirect_stdout(io.StringIO()) as said:
        code = pytest.main([*options, *(str(ROOT / HERE / name) for name in tests)])
    return code, said.getvalue(), Path(str(sys.modules["bot.moderation"].__file__))


def attempt(mutation: Mutation) -> Outcome:
    """Break one rule and see whether its tests notice."""
    with tempfile.TemporaryDirectory() as directory:
        copy = copy_core(Path(directory))
        module = copy / CORE / mutation.module
        module.write_text(mutated(module.read_text("utf-8"), mutation), "utf-8")
        code, said, _ = run_tests(copy, mutation.tests)
    lines = [line for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return Outcome(mutation, code == FAILED, lines[0] if lines else said)


def attempt_all(mutations: Iterable[Mutation]) -> Iterator[Outcome]:
    """A few at once, in their order."""
    with processes() as pool:
        yield from pool.map(attempt, mutations)


def untouched(mutations: Iterable[Mutation]) -> str:
    """What is wrong with their tests on a copy that nobody broke: nothing, or what they said."""
    tests = sorted({name for mutation in mutations for name in mutation.tests})
    with tempfile.TemporaryDirectory() as directory, processes() as pool:
        copy = copy_core(Path(directory))
        code, said, core = pool.submit(run_tests, copy, tests, FEW).result()
    if not core.is_relative_to(copy):
        return f"it is {core} that was tested"
    return said if code else ""


def main(one_in: int = 1) -> int:
    """Say what was noticed; 1 if something was not, or if the tests are red on a core that nobody broke."""
    chosen = MUTATIONS[::one_in]
    for folder in (*COPIED, HERE):  # once, and not for each mutation; a copy keeps what is compiled with it
        compileall.compile_dir(ROOT / folder, quiet=2)
    if wrong := untouched(chosen):
        sys.stdout.write(f"Of no use, since they fail on a core that nobody broke: {wrong}\n")
        return 1
    survived = 0
    for outcome in attempt_all(chosen):
        survived += not outcome.noticed
        verdict = "noticed " if outcome.noticed else "SURVIVED"
        sys.stdout.write(f"{verdict}  {outcome.mutation.name}: {outcome.said}\n")
    sys.stdout.write(f"{len(chosen)} mutations, {survived} survived\n")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
