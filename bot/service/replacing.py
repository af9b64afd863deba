"""What a member sends instead: whether it is the same picture again, what it replaces, and whether it is known."""

from collections.abc import Iterable, Iterator

from bot.moderation.effects import Say
from bot.moderation.model import Case, Media, Reply, Status
from bot.moderation.platform import Accepted
from bot.moderation.resemblance import Likeness, Sameness
from bot.moderation.understood import Given
from bot.ports import UnitOfWork
from bot.service.given import given_as
from bot.service.placing import hung, is_same, places
from bot.service.resemblance import Match, flags, match, past


def pictures(case: Case) -> frozenset[str]:
    """All that a case has shown so far, by digest."""
    return frozenset(media.digest for media in _shown(case) if media.digest)


def _shown(case: Case, before: Reply | None = None) -> tuple[Media, ...]:
    """What was asked about, and what was answered so far; only `before` a reply, where one is given."""
    replies = case.replies[: case.replies.index(before)] if before in case.replies else case.replies
    return (*case.media, *(media for reply in replies for media in reply.media))


def _by(uow: UnitOfWork, case: Case) -> Sameness:
    return uow.policies.get(case.policy).sameness


def same_again(uow: UnitOfWork, case: Case, reply: Reply, latest: Reply) -> Say | None:
    """What to tell a member whose latest message has the first pictures of an answer, all of them shown already.

    Whoever sends something after that insists; and once the time is over, all that there is counts. Where an answer has
    begun without pictures, this goes with it: it may be the last. `reply` is all that no answer has taken up.
    """
    begun = answer_so_far(case)
    if begun is None or begun.media or len(reply.media) > len(latest.media):
        return None
    found = [(media, _match(uow, case, media)) for media in latest.media]
    if not found or any(matched is None or matched.likeness is not Likeness.SAME for _, matched in found):
        return None
    media, matched = found[0]
    words = {"name": media.name, "letter": matched.letter if matched and matched.letter else ""}
    if case.clock and begun == Reply():
        return Say("say.member_same_picture", words, {"deadline": case.clock.deadline})
    return Say("say.member_same_picture_added", words)


def answer_so_far(case: Case) -> Reply | None:
    """What there is of the answer that a member is giving, or has just given; None where there is none to add to."""
    if case.status is Status.REPLY_IN_REVIEW:
        return case.replies[-1]
    clock = case.clock
    if case.status is not Status.AWAITING_MEMBER or clock is None:
        return None
    if clock.gathered:
        return clock.gathered.reply
    return None if clock.looking else Reply()


def _match(uow: UnitOfWork, case: Case, media: Media, before: Reply | None = None) -> Match | None:
    """What it looks like of all that the case showed before; None where nothing compares, as with most videos."""
    if media.digest is None:
        return None
    return match(uow, media.digest, _shown(case, before), _by(uow, case))


def replacements(uow: UnitOfWork, case: Case, reply: Reply, asked: Iterable[Media]) -> Iterator[Say]:
    """A line or more for each picture of a reply, for the moderators who judge it."""
    matched, given = _matched(uow, case, reply), given_as(uow, reply)
    stands = places(uow, case, reply, matched, given, asked)
    for media in reply.media:
        if (found := matched[media.letter]) is not None:
            yield _line(media, found, stands.get(media.letter), given.get(media.digest))
            yield from _known(uow, case, media, found)


def accepted(uow: UnitOfWork, case: Case, media: tuple[Media, ...], asked: Iterable[Media]) -> tuple[Accepted, ...]:
    """What was accepted, is new, does not just show how the work was made, and does not hang on the platform already.

    What it stands instead of is told only where it was sent as that, and the listing is still theirs who sent it.
    """
    reply = next((each for each in case.replies if set(media) <= set(each.media)), Reply(media=media))
    matched, given, there = _matched(uow, case, reply), given_as(uow, reply), hung(uow, case, reply)
    stands = places(uow, case, reply, matched, given, asked)
    new = [each for each in media if each.letter not in there and not is_same(matched[each.letter])]
    told = [each for each in new if given.get(each.digest) is not Given.PROOF]
    plain = {each.letter: stands.get(each.letter) for each in told if given.get(each.digest) is Given.INSTEAD}
    return tuple(Accepted(each, None if case.moved else plain.get(each.letter)) for each in told)


def _matched(uow: UnitOfWork, case: Case, reply: Reply) -> dict[str, Match | None]:
    return {media.letter: _match(uow, case, media, reply) for media in reply.media}


def _line(media: Media, matched: Match, place: str | None, given: Given | None) -> Say:
    if matched.likeness is Likeness.DIFFERENT:
        return Say(f"say.card_file_{_use(place, given)}", {"letter": media.letter, "other": place or ""})
    return Say(f"say.card_file_{matched.likeness}", {"letter": media.letter, "other": matched.letter or ""})


def _use(place: str | None, given: Given | None) -> str:
    """What a new picture is there for."""
    if given is Given.PROOF:
        return "proof"
    if place is None:
        return "different"
    return "replaces" if given else "unsaid"


def _known(uow: UnitOfWork, case: Case, media: Media, matched: Match) -> Iterator[Say]:
    """Whether it was judged in another case, or is somebody else's. Of what the case itself showed, nothing is new."""
    if media.digest is None or matched.likeness is Likeness.SAME:
        return
    by = _by(uow, case)
    if judged := flags(uow, case, media.digest, by):
        yield Say("say.card_file_judged", {"letter": media.letter, "other": judged[-1].case})
    if past(uow, case, media.digest, by).elsewhere:
        yield Say("say.card_file_elsewhere", {"letter": media.letter})
