"""Settings from the environment, and the files of the policy and of the words. Every fault is reported at once."""

from bot.config.faults import ConfigFaults
from bot.config.load import Configuration, fetch_choice, load, load_settings, policy_in_force
from bot.config.page import describe
from bot.config.policy_file import load_policy
from bot.config.quorums import quorum_overrides, quorum_remarks
from bot.config.settings import FetchChoice, Settings
from bot.config.texts_file import languages, load_texts
from bot.config.texts_page import describe_policy_texts, describe_texts

__all__ = [
    "ConfigFaults",
    "Configuration",
    "FetchChoice",
    "Settings",
    "describe",
    "describe_policy_texts",
    "describe_texts",
    "fetch_choice",
    "languages",
    "load",
    "load_policy",
    "load_settings",
    "load_texts",
    "policy_in_force",
    "quorum_overrides",
    "quorum_remarks",
]
