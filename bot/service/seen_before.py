"""Where pictures like those of a card were seen before, in words. It proves nothing, and says nothing of reports.

Of earlier outcomes one is said: that nearly the same picture was unlisted. All others are behind `/case show N`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from bot.moderation.effects import Say
from bot.moderation.joint import left_out
from bot.moderation.model import Case, Choice, Media
from bot.moderation.policy import Policy
from bot.moderation.resemblance import SeenAs
from bot.ports import UnitOfWork
from bot.service.doubtful import away
from bot.service.resemblance import Past, Series, alike, past

DAY = timedelta(days=1)


def seen_before(uow: UnitOfWork, case: Case, media: Iterable[Media], policy: Policy) -> tuple[Say, ...]:
    """The lines; what is to be said of several pictures in the same words is said once, with their letters."""
    found: list[tuple[Say, list[str]]] = []
    for each in media:
        for say in _all_lines(uow, case, each.digest, policy) if each.digest else ():
            letters = next((letters for other, letters in found if other == say), None)
            if letters is None:
                found.append((say, [each.letter]))
            else:
                letters.append(each.letter)
    return tuple(replace(say, words={**say.words, "letters": ", ".join(letters)}) for say, letters in found)


def _all_lines(uow: UnitOfWork, case: Case, digest: str, policy: Policy) -> Iterator[Say]:
    yield from _unlisted(uow, case, alike(uow, digest, policy.sameness))
    yield from _lines(uow, case, past(uow, case, digest, policy.sameness))


def _unlisted(uow: UnitOfWork, case: Case, digests: Iterable[str]) -> Iterator[Say]:
    """The last case in which it, or nearly the same, was unlisted; what was undone is as if it had never been."""
    about = [each for digest, each in uow.cases.about(digests) if digest not in left_out(each)]
    others = {each.number: each.action for each in about if each.number != case.number}
    unlisted = [n for n, action in others.items() if action and action.outcome is Choice.UNLIST and not action.undone]
    if unlisted:
        yield Say("say.card_seen_unlisted", {"other": max(unlisted)})


def _lines(uow: UnitOfWork, case: Case, known: Past) -> Iterator[Say]:
    if known.series and known.series.listings > 1:
        yield _series(known.series)
    listed = [each for each in known.elsewhere if each.seen_as is SeenAs.LISTING]
    if listed:
        yield Say("say.card_seen_elsewhere", {}, {"at": listed[0].at})
    elif known.elsewhere:
        yield Say("say.card_seen_answered", {}, {"at": known.elsewhere[0].at})
    if any(away(uow, case, known.unsure)):
        yield Say("say.card_seen_unsure")


def _series(series: Series) -> Say:
    words = {"pictures": series.pictures, "listings": series.listings, "days": max(1, round(series.within / DAY))}
    return Say("say.card_seen_series" if words["days"] > 1 else "say.card_seen_series_day", words)
