"""What `salon doctor` says of the quorums, against the team and against the policy's preset. All of it is advice."""

from bot.config.policy_file import POLICY, load_policy
from bot.config.settings import Settings, variable
from bot.moderation.policy import Policy


def quorum_remarks(policy: Policy, team: int) -> tuple[str, ...]:
    """What a team of this size should know about its quorums."""
    rules = policy.rules(team)
    asked = {"ask the artist": rules.ask, "accept an answer": rules.accept, "act": rules.action, "appeal": rules.appeal}
    return tuple(
        f"the quorum to {name} is {number}, more than your {team}: that question always ends by its deadline"
        for name, number in asked.items()
        if number > team
    )


def quorum_overrides(settings: Settings) -> tuple[str, ...]:
    """Where a quorum that was set is another one than the policy has for a team of this size."""
    preset = load_policy(settings.policy or POLICY).rules(settings.team)
    return tuple(
        f"{variable(f'quorum_{name}')} is {number}; the policy has {theirs} for a team of {settings.team}"
        for name, number in settings.quorums.items()
        if number != (theirs := getattr(preset, name))
    )
