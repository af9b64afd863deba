"""`salon people import`: which chat accounts belong to which member of the platform.

CSV columns: `person` (the platform's id of the member), `chat` (discord or slack), `account` (the account's id) and,
where it helps, `email`: by it the member's account on Slack is looked for when it is needed. A line may have an address
and no account.
"""

import re
from dataclasses import dataclass
from functools import partial

from bot.catalog.imports import Columns, Fault, Fields, Import, collect, from_csv
from bot.moderation.model import Account, Chat

NAMES = frozenset({"person", "chat", "account"})
COLUMNS = Columns(NAMES, NAMES | {"email"})

IDS = {Chat.DISCORD: re.compile(r"[0-9]{15,20}"), Chat.SLACK: re.compile(r"[UW][A-Z0-9]{2,}")}
"""Discord's ids are snowflakes; Slack's begin with U or W. A name in their place would never match anybody."""

EXAMPLES = {
    Chat.DISCORD: "a number of 15 to 20 digits ('Copy User ID', not the name)",
    Chat.SLACK: "U or W and then capital letters and digits ('Copy member ID', not the name)",
}
EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
ADDRESSED = Chat.SLACK
"""The chat that finds accounts by address."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A member, and an account of theirs, or an address, or both."""

    person: str
    account: Account | None = None
    address: str = ""


def read_people(data: bytes) -> Import[PersonRow]:
    """The accounts of a CSV file, each with its person. The same line twice does no harm; two persons are a fault."""
    return collect(from_csv(data, COLUMNS), partial(_read, {}))


def _read(seen: dict[Account, tuple[str, str]], where: str, fields: Fields) -> PersonRow | list[Fault]:
    person, address = str(fields["person"]), str(fields.get("email", ""))
    faults = [] if person else [Fault(where, "the person is missing")]
    if address and not EMAIL.fullmatch(address):
        faults.append(Fault(where, "the email is no address"))
    account = _account(where, fields)
    if isinstance(account, Fault):
        return [*faults, account]
    if account:
        earlier, line = seen.setdefault(account, (person, where))
        if earlier != person:
            faults.append(Fault(where, f"{account} belongs to '{earlier}' on {line}, and to '{person}' here"))
    return faults or PersonRow(person, account, address)


def _account(where: str, fields: Fields) -> Account | Fault | None:
    said, id_ = str(fields["chat"]), str(fields["account"])
    if fields.get("email") and not said and not id_:
        return None
    chat = next((chat for chat in Chat if chat == said.lower()), None)
    if chat is None:
        return Fault(where, f"'{said}' is no chat; write {' or '.join(Chat)}")
    if not IDS[chat].fullmatch(id_):
        return Fault(where, f"'{id_}' is no {chat} account; it is {EXAMPLES[chat]}")
    return Account(chat, id_)
