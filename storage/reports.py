"""Reports and their words (`bot.ports.Reports`)."""

from dataclasses import replace

from bot.ports import StoredFile, StoredReport
from storage.codec import REPORTS
from storage.sql import Sql

_ADD = "INSERT INTO reports (id, number, body) VALUES (:id, :number, :body)"
_CHANGE = "UPDATE reports SET number = :number, body = :body WHERE id = :id"


class Reports:
    """The reports table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, report: StoredReport) -> None:
        """Store one."""
        self._write(_ADD, report)

    def get(self, id_: str) -> StoredReport | None:
        """One, or None."""
        row = self._sql.row("SELECT body FROM reports WHERE id = :id", id=id_)
        return REPORTS.load(row["body"]) if row else None

    def set_state(self, id_: str, state: str, case: int | None = None) -> None:
        """`pending`, `joined`, `refused`, `unsure`…; and the case it joined (left as it is where none is given)."""
        report = self._known(id_)
        self._write(_CHANGE, replace(report, state=state, case=report.case if case is None else case))

    def store_files(self, id_: str, files: tuple[StoredFile, ...]) -> None:
        """Its files were fetched, or refused."""
        self._write(_CHANGE, replace(self._known(id_), stored=files))

    def confirm(self, id_: str) -> None:
        """The reporter goes on: `sure` is set."""
        self._write(_CHANGE, replace(self._known(id_), sure=True))

    def of_case(self, case: int) -> list[StoredReport]:
        """The reports of a case, oldest first."""
        rows = self._sql.rows("SELECT body FROM reports WHERE number = :case ORDER BY position", case=case)
        return [REPORTS.load(row["body"]) for row in rows]

    def _known(self, id_: str) -> StoredReport:
        report = self.get(id_)
        if report is None:
            raise KeyError(id_)
        return report

    def _write(self, statement: str, report: StoredReport) -> None:
        self._sql.run(statement, id=report.id, number=report.case, body=REPORTS.dump(report))
