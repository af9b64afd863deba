"""Which pictures are named, wherever in the database that is: in any table whose rows have a JSON `body`."""

from storage.sql import Sql

_TABLES = """
    SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND columns.name = 'body' ORDER BY 1"""
_NAMED = """
    SELECT DISTINCT found.value AS digest FROM "{table}", json_tree("{table}".body) AS found
    WHERE found.key = 'digest' AND found.type = 'text'"""


_TORN = """SELECT count(*) AS rows FROM "{table}" WHERE NOT json_valid(body)"""


def named(sql: Sql) -> set[str]:
    """What stands under a key `digest`, also in tables that later releases add."""
    return {row["digest"] for table in _tables(sql) for row in sql.rows(_NAMED.format(table=table))}


def torn(sql: Sql) -> dict[str, int]:
    """Tables with rows whose body is no JSON (any more), and how many those are."""
    found = {table: int(sql.value(_TORN.format(table=table))) for table in _tables(sql)}
    return {table: rows for table, rows in found.items() if rows}


def _tables(sql: Sql) -> list[str]:
    return [row["name"] for row in sql.rows(_TABLES)]
