"""Every reaction of a round's cards, put there by everybody."""

from datetime import datetime

from bot.config import load_policy
from bot.moderation.ballots import ballots
from bot.moderation.model import CHOICES, Account, Chat, Choice, RoundKind
from bot.ports import UnitOfWork
from bot.service.deciding import facts
from bot.stage import DISCORD
from tests.stories.acting import Scene, says
from tests.stories.everybody import KOI, PEOPLE, VOTERS
from tests.stories.hand import Seen

POLICY = load_policy()


async def every_reaction_as_everybody(scene: Scene, kind: RoundKind, cards: dict[int, Seen]) -> None:
    """No ballot counts but those of moderators who have no part in the case; others hear why, in private, and once."""
    seeing = [name for name, somebody in PEOPLE.items() if somebody.sees]
    before, offers = {name: len(scene.advised(name)) for name in seeing}, await offered(scene)
    for choice in CHOICES[kind]:
        emoji = POLICY.reactions[choice].emoji[Chat.DISCORD]
        for name in seeing:
            await scene.who(name).reacts(emoji, cards[PEOPLE[name].case])
        await scene.settle()
        counts = kind is not RoundKind.APPEAL and choice in offers
        assert await standing(scene, kind) == {account(scene, name): choice for name in VOTERS if counts}, choice
        for name in seeing:
            if name in cards[PEOPLE[name].case].reactors(emoji):
                await scene.who(name).unreacts(emoji, cards[PEOPLE[name].case])
        await scene.settle()
        assert await standing(scene, kind) == {}
    uncounted = "heard" if kind is RoundKind.APPEAL else "unoffered" if {*offers} < {*CHOICES[kind]} else None
    for name in seeing:
        why, told = PEOPLE[name].votes or uncounted, scene.advised(name)[before[name] :]
        assert [says(each, f"say.voter_{why}", case=PEOPLE[name].case) for each in told] == [True] * bool(why), (
            name,
            told,
        )


def account(scene: Scene, name: str) -> str:
    """Somebody's account, as ballots name them."""
    on_discord = scene.on.chats[0] == DISCORD
    person = scene.on.person(name) if on_discord else scene.on.colleague(name)
    return str(Account(Chat.DISCORD if on_discord else Chat.SLACK, str(person.id)))


async def standing(scene: Scene, kind: RoundKind) -> dict[str, Choice]:
    """The ballots that count in the two cases now."""
    return await scene.on.bot.quiet_core(_ballots, kind, scene.clock.now())


def _ballots(uow: UnitOfWork, kind: RoundKind, now: datetime) -> dict[str, Choice]:
    cast: dict[str, Choice] = {}
    for number in sorted({each.case for each in PEOPLE.values()}):
        case = uow.cases.get(number)
        assert case
        assert case.round.kind is kind
        cast |= ballots(case, case.round, facts(uow, case, now))
    return cast


async def offered(scene: Scene) -> tuple[Choice, ...]:
    """What the round offers in the case in which people vote."""
    return await scene.on.bot.quiet_core(_offered)


def _offered(uow: UnitOfWork) -> tuple[Choice, ...]:
    case = uow.cases.get(KOI)
    assert case
    return case.round.choices
