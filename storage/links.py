"""Codes that link accounts, and who tried wrong ones (`bot.ports.Links`)."""

from datetime import datetime

from bot.moderation.model import Account
from storage.sql import Sql, account_of, moment, stamp

_OFFER = """
    INSERT INTO link_codes (account, digest, until) VALUES (:account, :digest, :until)
    ON CONFLICT (account) DO UPDATE SET digest = excluded.digest, until = excluded.until"""
_MISSED = """
    INSERT INTO link_tries (account, wrong, until) VALUES (:account, 1, :until)
    ON CONFLICT DO UPDATE SET wrong = wrong + 1, until = excluded.until"""


class Links:
    """The tables of codes and of tries."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def offer(self, account: Account, digest: str, until: datetime) -> None:
        """The account has this code now, and no other."""
        self._sql.run(_OFFER, account=str(account), digest=digest, until=stamp(until))

    def find(self, digest: str, now: datetime) -> Account | None:
        """Whose code this is; None where it is nobody's, or nobody's any more."""
        self._sql.run("DELETE FROM link_codes WHERE until <= :now", now=stamp(now))
        account = self._sql.value("SELECT account FROM link_codes WHERE digest = :digest", digest=digest)
        return account_of(account) if account else None

    def spend(self, account: Account) -> None:
        """The account's code was used."""
        self._sql.run("DELETE FROM link_codes WHERE account = :account", account=str(account))

    def missed(self, account: Account, until: datetime) -> None:
        """The account tried a wrong code; it and those before count until then."""
        self._sql.run(_MISSED, account=str(account), until=stamp(until))

    def misses(self, account: Account, now: datetime) -> tuple[int, datetime] | None:
        """Its wrong tries that still count, and until when; None where there are none."""
        self._sql.run("DELETE FROM link_tries WHERE until <= :now", now=stamp(now))
        row = self._sql.row("SELECT wrong, until FROM link_tries WHERE account = :account", account=str(account))
        return (row["wrong"], moment(row["until"])) if row else None

    def forgive(self, account: Account) -> None:
        """It had a right one: the wrong ones count no longer."""
        self._sql.run("DELETE FROM link_tries WHERE account = :account", account=str(account))
