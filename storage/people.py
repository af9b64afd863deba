"""Accounts, and the persons behind them (`bot.ports.People`)."""

from collections.abc import Iterable
from datetime import datetime

from bot.moderation.model import Account, Chat, MessageRef
from bot.ports import Profile
from storage.sql import Sql, account_of, listed, moment, stamp

_SEEN = """
    INSERT INTO accounts (account, chat, locale, channel, seen_at) VALUES (:account, :chat, :locale, :channel, :now)
    ON CONFLICT DO UPDATE SET seen_at = max(seen_at, excluded.seen_at),
        read_to = CASE WHEN excluded.channel IN ('', channel) THEN read_to ELSE '' END,
        locale = CASE WHEN excluded.locale = '' THEN locale ELSE excluded.locale END,
        channel = CASE WHEN excluded.channel = '' THEN channel ELSE excluded.channel END"""
_LEARN = """
    INSERT INTO accounts (account, chat, locale, zone) VALUES (:account, :chat, :locale, :zone)
    ON CONFLICT DO UPDATE SET
        locale = CASE WHEN excluded.locale = '' THEN locale ELSE excluded.locale END,
        zone = CASE WHEN excluded.zone = '' THEN zone ELSE excluded.zone END"""
_TOLD = """
    SELECT locale, zone FROM accounts
    WHERE account = :account OR person = (SELECT person FROM accounts WHERE account = :account)
    ORDER BY account = :account DESC, seen_at DESC"""
_CHOSEN = """
    INSERT INTO accounts (account, chat, chosen_at) VALUES (:account, :chat, :now)
    ON CONFLICT DO UPDATE SET chosen_at = excluded.chosen_at"""
_TALKS_IN = """
    INSERT INTO accounts (account, chat, channel) VALUES (:account, :chat, :channel)
    ON CONFLICT DO UPDATE SET channel = excluded.channel,
        read_to = CASE WHEN channel = excluded.channel THEN read_to ELSE '' END"""
_HAVE_READ = "UPDATE accounts SET read_to = :message WHERE account = :account AND channel = :channel"
_OPENING = """
    INSERT INTO accounts (account, chat, opened_at) VALUES (:account, :chat, :now)
    ON CONFLICT DO UPDATE SET opened_at = excluded.opened_at"""
_OPENINGS = """
    SELECT account, opened_at FROM accounts WHERE chat = :chat AND opened_at > :since AND opened_at <= :until"""
_MODERATES = """
    INSERT INTO accounts (account, chat, moderated_at) VALUES (:account, :chat, :now)
    ON CONFLICT DO UPDATE SET moderated_at = max(moderated_at, excluded.moderated_at)"""
_MODERATORS = """
    SELECT account FROM accounts WHERE chat = :chat AND moderated_at <> '' ORDER BY moderated_at DESC, account"""
_LINK = """
    INSERT INTO accounts (account, chat, person, ours) VALUES (:account, :chat, :person, :ours)
    ON CONFLICT DO UPDATE SET person = excluded.person, ours = excluded.ours"""
_TAKE_OVER = """
    UPDATE accounts SET person = :person, ours = :ours
    WHERE ours AND person = (SELECT person FROM accounts WHERE account = :account)"""
_PERSONS = """
    SELECT account, person, ours FROM accounts
    WHERE person IS NOT NULL AND account IN (SELECT value FROM json_each(:accounts))"""
_ACCOUNTS = """
    SELECT person, account FROM accounts WHERE person IN (SELECT value FROM json_each(:persons))
    ORDER BY chosen_at DESC, seen_at DESC, account"""
_KNOWN = "SELECT account FROM accounts WHERE chat = :chat AND channel <> '' ORDER BY account"
_TALKING = "SELECT account FROM accounts WHERE chat = :chat AND channel = :channel"
_ADDRESS = """
    INSERT INTO addresses (person, chat, address) SELECT :person, :chat, :address
    WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE person = :person AND chat = :chat)
    ON CONFLICT DO UPDATE SET address = excluded.address"""
_NEEDLESS = """
    DELETE FROM addresses WHERE EXISTS
        (SELECT 1 FROM accounts WHERE accounts.person = addresses.person AND accounts.chat = addresses.chat)"""


class People:
    """The accounts table, and the addresses by which further accounts are to be found."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def seen(self, account: Account, now: datetime, locale: str = "", channel: str = "") -> None:
        """The account was seen; its locale and private channel are remembered where given."""
        self._sql.run(_SEEN, **_who(account), now=stamp(now), locale=locale, channel=channel)

    def seen_at(self, account: Account) -> datetime | None:
        """When the account last did something that we know of; None where it never did."""
        seen = self._sql.value("SELECT seen_at FROM accounts WHERE account = :account", account=str(account))
        return moment(seen) if seen else None

    def learn(self, account: Account, profile: Profile) -> None:
        """What the chat tells of the account; what it does not tell stays as it was."""
        self._sql.run(_LEARN, **_who(account), locale=profile.locale, zone=profile.zone)

    def profile(self, account: Account) -> Profile:
        """What was last told of the account or, where nothing was, of another one of the same person."""
        rows = self._sql.rows(_TOLD, account=str(account))
        return Profile(*(next((row[what] for row in rows if row[what]), "") for what in ("locale", "zone")))

    def persons(self, accounts: Iterable[Account]) -> dict[Account, str]:
        """The person of each account that belongs to one."""
        rows = self._sql.rows(_PERSONS, accounts=listed(map(str, accounts)))
        return {account_of(row["account"]): row["person"] for row in rows}

    def members(self, accounts: Iterable[Account]) -> dict[Account, str]:
        """The same for persons who are members of the platform, as far as it said so; nobody else."""
        rows = self._sql.rows(_PERSONS, accounts=listed(map(str, accounts)))
        return {account_of(row["account"]): row["person"] for row in rows if not row["ours"]}

    def accounts_of(self, person: str) -> tuple[Account, ...]:
        """The accounts of a person: the one last chosen to be written to first, then the one last used."""
        return self.accounts([person]).get(person, ())

    def accounts(self, persons: Iterable[str]) -> dict[str, tuple[Account, ...]]:
        """The accounts of several persons, in that order."""
        found: dict[str, tuple[Account, ...]] = {}
        for row in self._sql.rows(_ACCOUNTS, persons=listed(persons)):
            found[row["person"]] = (*found.get(row["person"], ()), account_of(row["account"]))
        return found

    def link(self, account: Account, person: str) -> None:
        """The platform says that the account is this member's; so are all that were linked with it."""
        self._give(account, person, ours=False)

    def unite(self, accounts: tuple[Account, Account], fresh: str) -> None:
        """Both are one person's, with all that are linked with either: a member's where one is, else `fresh`'s."""
        member = next(iter(self.members(accounts).values()), None)
        for account in accounts:
            self._give(account, member or fresh, ours=member is None)

    def _give(self, account: Account, person: str, *, ours: bool) -> None:
        self._sql.run(_TAKE_OVER, account=str(account), person=person, ours=int(ours))
        self._sql.run(_LINK, **_who(account), person=person, ours=int(ours))
        self._sql.run(_NEEDLESS)

    def choose(self, account: Account, now: datetime) -> None:
        """Its person wants to be written to there."""
        self._sql.run(_CHOSEN, **_who(account), now=stamp(now))

    def talks_in(self, account: Account, channel: str) -> None:
        """The private conversation with the account."""
        self._sql.run(_TALKS_IN, **_who(account), channel=channel)

    def opening(self, account: Account, now: datetime) -> None:
        """A conversation with the account, which we do not know yet, is opened now."""
        self._sql.run(_OPENING, **_who(account), now=stamp(now))

    def openings(self, chat: Chat, since: datetime, until: datetime) -> dict[Account, datetime]:
        """With whom conversations of a chat were opened in a time, and when."""
        rows = self._sql.rows(_OPENINGS, chat=chat.value, since=stamp(since), until=stamp(until))
        return {account_of(row["account"]): moment(row["opened_at"]) for row in rows}

    def moderates(self, account: Account, now: datetime) -> None:
        """The account acted as a moderator."""
        self._sql.run(_MODERATES, **_who(account), now=stamp(now))

    def moderators(self, chat: Chat) -> tuple[Account, ...]:
        """Accounts of a chat that acted as moderators, the latest first."""
        return tuple(account_of(row["account"]) for row in self._sql.rows(_MODERATORS, chat=chat.value))

    def private_channel(self, account: Account) -> str | None:
        """The conversation with the account, where known."""
        return self._sql.value("SELECT channel FROM accounts WHERE account = :account", account=str(account)) or None

    def read_to(self, account: Account) -> MessageRef | None:
        """Up to where the private conversation was read without a gap: whatever is older is on record."""
        row = self._sql.row("SELECT channel, read_to FROM accounts WHERE account = :account", account=str(account))
        return MessageRef(account.chat, row["channel"], row["read_to"]) if row and row["read_to"] else None

    def have_read(self, account: Account, to: MessageRef) -> None:
        """It was read without a gap up to this message, which stands in it."""
        self._sql.run(_HAVE_READ, **_who(account), channel=to.channel, message=to.message)

    def known_conversations(self, chat: Chat) -> list[Account]:
        """Every account of a chat with a known conversation."""
        return [account_of(row["account"]) for row in self._sql.rows(_KNOWN, chat=chat.value)]

    def talking_in(self, chat: Chat, channel: str) -> Account | None:
        """Whose private conversation this is, where it is one that we know."""
        found = self._sql.value(_TALKING, chat=chat.value, channel=channel) if channel else None
        return account_of(found) if found else None

    def keep_address(self, person: str, chat: Chat, address: str) -> None:
        """The member's e-mail address, until their account on this chat is known; nothing where it is."""
        self._sql.run(_ADDRESS, person=person, chat=chat.value, address=address)

    def address(self, person: str, chat: Chat) -> str | None:
        """That address, or None."""
        query = "SELECT address FROM addresses WHERE person = :person AND chat = :chat"
        found: str | None = self._sql.value(query, person=person, chat=chat.value)
        return found

    def addressed(self, person: str) -> list[Chat]:
        """The chats for which there is one."""
        rows = self._sql.rows("SELECT chat FROM addresses WHERE person = :person ORDER BY chat", person=person)
        return [Chat(row["chat"]) for row in rows]

    def forget_address(self, person: str, chat: Chat) -> None:
        """It was looked up, and is needed no longer."""
        self._sql.run("DELETE FROM addresses WHERE person = :person AND chat = :chat", person=person, chat=chat.value)


def _who(account: Account) -> dict[str, str]:
    return {"account": str(account), "chat": account.chat.value}
