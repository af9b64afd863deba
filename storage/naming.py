"""Which pictures are named, wherever in the database that is."""

from storage.sql import Sql

_COLUMNS = """
    SELECT tables.name AS "table", columns.name AS "column"
    FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND columns.name IN ('body', 'digest') ORDER BY 1, 2"""
_IN_JSON = """
    SELECT DISTINCT found.value FROM "{table}", json_tree("{table}".body) AS found
    WHERE found.key = 'digest' AND found.type = 'text'"""
_IN_COLUMN = 'SELECT DISTINCT digest AS value FROM "{table}" WHERE digest IS NOT NULL'


def named(sql: Sql) -> set[str]:
    """The digests in every column `digest`, and under every key `digest` in every JSON `body`: also of later tables."""
    found: set[str] = set()
    for place in sql.rows(_COLUMNS):
        query = _IN_JSON if place["column"] == "body" else _IN_COLUMN
        found |= {row["value"] for row in sql.rows(query.format(table=place["table"]))}
    return found
