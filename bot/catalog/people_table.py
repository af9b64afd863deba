"""`salon people import`: which chat accounts belong to which member of the platform.

CSV columns: `person` (the platform's id of the member), `chat` (discord or slack), `account` (the account's id).
"""

import re
from functools import partial

from bot.catalog.imports import Columns, Fault, Fields, Import, collect, from_csv
from bot.moderation.model import Account, Chat

NAMES = frozenset({"person", "chat", "account"})
COLUMNS = Columns(NAMES, NAMES)

IDS = {Chat.DISCORD: re.compile(r"[0-9]{15,20}"), Chat.SLACK: re.compile(r"[UW][A-Z0-9]{2,}")}
"""Discord's ids are snowflakes; Slack's begin with U or W. A name in their place would never match anybody."""

EXAMPLES = {
    Chat.DISCORD: "a number of 15 to 20 digits ('Copy User ID', not the name)",
    Chat.SLACK: "U or W and then capital letters and digits ('Copy member ID', not the name)",
}

PersonRow = tuple[Account, str]


def read_people(data: bytes) -> Import[PersonRow]:
    """The accounts of a CSV file, each with its person. The same line twice does no harm; two persons are a fault."""
    return collect(from_csv(data, COLUMNS), partial(_read, {}))


def _read(seen: dict[Account, tuple[str, str]], where: str, fields: Fields) -> PersonRow | list[Fault]:
    person, said, id_ = (str(fields[name]) for name in ("person", "chat", "account"))
    faults = [] if person else [Fault(where, "the person is missing")]
    chat = next((chat for chat in Chat if chat == said.lower()), None)
    if chat is None:
        return [*faults, Fault(where, f"'{said}' is no chat; write {' or '.join(Chat)}")]
    if not IDS[chat].fullmatch(id_):
        return [*faults, Fault(where, f"'{id_}' is no {chat} account; it is {EXAMPLES[chat]}")]
    account = Account(chat, id_)
    earlier, line = seen.setdefault(account, (person, where))
    if earlier != person:
        faults.append(Fault(where, f"{account} belongs to '{earlier}' on {line}, and to '{person}' here"))
    return faults or (account, person)
