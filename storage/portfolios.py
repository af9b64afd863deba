"""What owners showed beside the listing of a case (`bot.ports.Portfolios`)."""

from bot.ports import Portfolio
from storage.codec import PORTFOLIOS
from storage.sql import Sql

_KEEP = "INSERT INTO portfolios (number, body) VALUES (:case, :body) ON CONFLICT DO UPDATE SET body = excluded.body"


class Portfolios:
    """The portfolios table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def keep(self, case: int, portfolio: Portfolio) -> None:
        """Store what was found for a case, in place of what was found before."""
        self._sql.run(_KEEP, case=case, body=PORTFOLIOS.dump(portfolio))

    def of(self, case: int) -> Portfolio | None:
        """What was found for a case; None where nobody has looked yet."""
        body = self._sql.value("SELECT body FROM portfolios WHERE number = :case", case=case)
        return PORTFOLIOS.load(body) if body else None
