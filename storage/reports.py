"""Reports and their words (`bot.ports.Reports`)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.moderation.model import Account
from bot.moderation.reporters import Fate, Restraint
from bot.ports import StoredFile, StoredReport
from storage.codec import REPORTS
from storage.sql import Sql, account_of, listed, moment, stamp

_ADD = """
    INSERT INTO reports (id, number, body, reporter, at, duty) VALUES (:id, :number, :body, :reporter, :at, :duty)"""
_MADE = """
    SELECT at FROM reports WHERE reporter IN (SELECT value FROM json_each(:accounts)) AND at > :since AND NOT duty
        AND json_extract(body, '$.state') NOT IN ('refused', 'muted') ORDER BY at DESC"""
_FATES = """
    SELECT at, status <> 'cleared' AS upheld FROM reports JOIN cases USING (number)
    WHERE reporter IN (SELECT value FROM json_each(:accounts)) AND NOT duty AND (
        status = 'cleared'
        OR json_extract(cases.body, '$.questions') > 0 AND status NOT IN ('withdrawn', 'overturned')
    ) ORDER BY position DESC LIMIT :last"""
_CROWD = """
    SELECT DISTINCT reporter FROM reports JOIN cases USING (number)
    WHERE NOT duty AND at > :since AND (owner = :owner OR listing = :listing)"""
_RESTRAIN = """
    INSERT INTO restraints (account, warned_at, until) VALUES (:account, :warned_at, :until)
    ON CONFLICT DO UPDATE SET warned_at = excluded.warned_at, until = excluded.until"""
_RESTRAINT = """
    SELECT max(warned_at) AS warned_at, max(until) AS until FROM restraints
    WHERE account IN (SELECT value FROM json_each(:accounts))"""
_CHANGE = "UPDATE reports SET number = :number, body = :body WHERE id = :id"


class Reports:
    """The reports table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, report: StoredReport) -> None:
        """Store one."""
        who = {"reporter": str(report.reporter), "at": stamp(report.at), "duty": int(report.duty)}
        self._sql.run(_ADD, id=report.id, number=report.case, body=REPORTS.dump(report), **who)

    def get(self, id_: str) -> StoredReport | None:
        """One, or None."""
        row = self._sql.row("SELECT body FROM reports WHERE id = :id", id=id_)
        return REPORTS.load(row["body"]) if row else None

    def set_state(self, id_: str, state: str, case: int | None = None) -> None:
        """`pending`, `joined`, `refused`, `unsure`…; and the case it joined (left as it is where none is given)."""
        report = self._known(id_)
        self._write(replace(report, state=state, case=report.case if case is None else case))

    def store_files(self, id_: str, files: tuple[StoredFile, ...]) -> None:
        """Its files were fetched, or refused."""
        self._write(replace(self._known(id_), stored=files))

    def confirm(self, id_: str) -> None:
        """The reporter goes on: `sure` is set."""
        self._write(replace(self._known(id_), sure=True))

    def of_case(self, case: int) -> list[StoredReport]:
        """The reports of a case, oldest first."""
        rows = self._sql.rows("SELECT body FROM reports WHERE number = :case ORDER BY position", case=case)
        return [REPORTS.load(row["body"]) for row in rows]

    def made(self, accounts: Iterable[Account], since: datetime) -> list[datetime]:
        """When these accounts sent reports that were passed on, newest first."""
        rows = self._sql.rows(_MADE, accounts=listed(map(str, accounts)), since=stamp(since))
        return [moment(row["at"]) for row in rows]

    def fates(self, accounts: Iterable[Account], last: int) -> list[Fate]:
        """What became of their last reports, of those about which moderators decided; newest first.

        One is upheld where the artist was asked, however that ended; a case that was taken back says nothing.
        """
        rows = self._sql.rows(_FATES, accounts=listed(map(str, accounts)), last=last)
        return [Fate(moment(row["at"]), bool(row["upheld"])) for row in rows]

    def crowd(self, owner: str | None, listing: str, since: datetime) -> list[Account]:
        """Who reported works of this owner (key), or this listing."""
        rows = self._sql.rows(_CROWD, owner=owner, listing=listing, since=stamp(since))
        return [account_of(row["reporter"]) for row in rows]

    def restraint(self, accounts: Iterable[Account]) -> Restraint | None:
        """That one of these accounts was warned, or pauses; None where none was."""
        row = self._sql.row(_RESTRAINT, accounts=listed(map(str, accounts)))
        if row is None or row["warned_at"] is None:
            return None
        return Restraint(moment(row["warned_at"]), moment(row["until"]) if row["until"] else None)

    def restrain(self, account: Account, restraint: Restraint) -> None:
        """Store it for an account, in place of what was."""
        until = stamp(restraint.until) if restraint.until else ""
        self._sql.run(_RESTRAIN, account=str(account), warned_at=stamp(restraint.warned_at), until=until)

    def forgive(self, accounts: Iterable[Account]) -> None:
        """Forget that they were warned."""
        query = "DELETE FROM restraints WHERE account IN (SELECT value FROM json_each(:accounts))"
        self._sql.run(query, accounts=listed(map(str, accounts)))

    def _known(self, id_: str) -> StoredReport:
        report = self.get(id_)
        if report is None:
            raise KeyError(id_)
        return report

    def _write(self, report: StoredReport) -> None:
        self._sql.run(_CHANGE, id=report.id, number=report.case, body=REPORTS.dump(report))
