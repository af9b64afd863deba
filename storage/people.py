"""Accounts, and the persons behind them (`bot.ports.People`)."""

from collections.abc import Iterable
from datetime import datetime

from bot.moderation.model import Account, Chat
from storage.sql import Sql, account_of, listed, moment, stamp

_SEEN = """
    INSERT INTO accounts (account, chat, locale, channel, seen_at) VALUES (:account, :chat, :locale, :channel, :now)
    ON CONFLICT DO UPDATE SET seen_at = max(seen_at, excluded.seen_at),
        locale = CASE WHEN excluded.locale = '' THEN locale ELSE excluded.locale END,
        channel = CASE WHEN excluded.channel = '' THEN channel ELSE excluded.channel END"""
_LINK = """
    INSERT INTO accounts (account, chat, person) VALUES (:account, :chat, :person)
    ON CONFLICT DO UPDATE SET person = excluded.person"""
_PERSONS = """
    SELECT account, person FROM accounts
    WHERE person IS NOT NULL AND account IN (SELECT value FROM json_each(:accounts))"""
_MET = """
    INSERT INTO accounts (account, chat, channel) VALUES (:account, :chat, :channel)
    ON CONFLICT DO UPDATE SET channel = excluded.channel"""
_OPENING = """
    INSERT INTO accounts (account, chat, opened_at) VALUES (:account, :chat, :now)
    ON CONFLICT DO UPDATE SET opened_at = excluded.opened_at"""
_OPENINGS = """
    SELECT account, opened_at FROM accounts WHERE chat = :chat AND opened_at > :since AND opened_at <= :until"""
_OF_PERSON = "SELECT account FROM accounts WHERE person = :person ORDER BY seen_at DESC, account"
_KNOWN = "SELECT account FROM accounts WHERE chat = :chat AND channel <> '' ORDER BY account"


class People:
    """The accounts table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def seen(self, account: Account, now: datetime, locale: str = "", channel: str = "") -> None:
        """The account was seen; its locale and private channel are remembered where given."""
        who = {"account": str(account), "chat": account.chat.value}
        self._sql.run(_SEEN, **who, now=stamp(now), locale=locale, channel=channel)

    def persons(self, accounts: Iterable[Account]) -> dict[Account, str]:
        """The person of each account that belongs to one."""
        rows = self._sql.rows(_PERSONS, accounts=listed(map(str, accounts)))
        return {account_of(row["account"]): row["person"] for row in rows}

    def accounts_of(self, person: str) -> tuple[Account, ...]:
        """The accounts of a person (the platform's member id), last used first."""
        return tuple(account_of(row["account"]) for row in self._sql.rows(_OF_PERSON, person=person))

    def link(self, account: Account, person: str) -> None:
        """The account belongs to this person."""
        self._sql.run(_LINK, account=str(account), chat=account.chat.value, person=person)

    def met(self, account: Account, channel: str) -> None:
        """Our conversation with the account is this one."""
        self._sql.run(_MET, account=str(account), chat=account.chat.value, channel=channel)

    def opening(self, account: Account, now: datetime) -> None:
        """A conversation with the account, which we do not know yet, is opened now."""
        self._sql.run(_OPENING, account=str(account), chat=account.chat.value, now=stamp(now))

    def openings(self, chat: Chat, since: datetime, until: datetime) -> dict[Account, datetime]:
        """With whom conversations of a chat were opened in a time, and when."""
        rows = self._sql.rows(_OPENINGS, chat=chat.value, since=stamp(since), until=stamp(until))
        return {account_of(row["account"]): moment(row["opened_at"]) for row in rows}

    def private_channel(self, account: Account) -> str | None:
        """The conversation with the account, where known."""
        return self._sql.value("SELECT channel FROM accounts WHERE account = :account", account=str(account)) or None

    def known_conversations(self, chat: Chat) -> list[Account]:
        """Every account of a chat with a known conversation."""
        return [account_of(row["account"]) for row in self._sql.rows(_KNOWN, chat=chat.value)]
