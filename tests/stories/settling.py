"""Peace on a stage: everything has happened that follows, and no answer is half given any more.

An answer is gathered until nothing more has come for a while. To a story what somebody wrote is their whole answer, so
that the clock jumps over that while; a story about the while itself uses `Stage.settle`.
"""

from datetime import datetime, timedelta

from bot.clocks import JumpingClock
from bot.moderation.model import Status
from bot.moderation.replies import whole_at
from bot.ports import UnitOfWork
from bot.stage import Stage


async def settle(on: Stage, clock: JumpingClock) -> None:
    """Let everything happen that follows."""
    await on.settle()
    while on.bots and (left := await on.bot.quiet_core(_left, clock.now())) > timedelta():
        clock.jump(left)
        await on.settle()


def _left(uow: UnitOfWork, now: datetime) -> timedelta:
    """How long until the last answer that is being given is whole."""
    awaited = uow.cases.in_status(Status.AWAITING_MEMBER)
    times = [at for case in awaited if case.clock and (at := whole_at(case, case.clock))]
    return max(times, default=now) - now
