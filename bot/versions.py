"""The versions of the policy that are kept, by which works are judged that were listed in their time."""

from bot import data
from bot.config import Configuration
from bot.moderation.policy import Policy
from bot.ports import Cannot


def keep(given: Configuration, policy: Policy) -> None:
    """Keep a version that was in force before Salon was here; Cannot where it would judge nothing."""
    if policy.effective >= given.policy.effective:
        raise Cannot(
            f"version {policy.version} is from {policy.effective}, and {given.policy.version}, which is in force, from "
            f"{given.policy.effective}: only an earlier one has works to judge"
        )
    with data.marking(given.settings) as work:
        work.policies.keep(policy)


def kept(given: Configuration) -> list[str]:
    """A line for each day from which another version is in force; of several from one day the last counts."""
    with data.reading(given.settings) as work:
        by_day = {day: work.policies.get(hash_).version for hash_, day in work.policies.dates()}
    return [f"{day}  {by_day[day]}" for day in sorted(by_day)]
