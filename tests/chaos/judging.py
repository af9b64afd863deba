"""All that is compared once a stage is at rest: first with what people see, then with what the bot keeps."""

from tests.chaos import ballots, outcomes, presses
from tests.chaos.findings import Findings
from tests.chaos.oracle import Oracle
from tests.chaos.record import read


async def compared(oracle: Oracle) -> Findings:
    """What was found; the bot is gone afterwards."""
    await oracle.compare()
    outcomes.compare(oracle)
    await oracle.play.bot.kill()
    record = read(oracle.play)
    presses.compare(oracle, record)
    return ballots.compare(oracle, record)
