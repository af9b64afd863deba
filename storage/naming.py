"""Which pictures are named, wherever in the database that is."""

from storage.sql import Sql

_TABLES = """
    SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND columns.name = 'body' ORDER BY 1"""
_NAMED = """
    SELECT DISTINCT found.value AS digest FROM "{table}", json_tree("{table}".body) AS found
    WHERE found.key = 'digest' AND found.type = 'text'"""


def named(sql: Sql) -> set[str]:
    """What stands under a key `digest` in any table's JSON `body`: also in tables that later releases add."""
    tables = [row["name"] for row in sql.rows(_TABLES)]
    return {row["digest"] for table in tables for row in sql.rows(_NAMED.format(table=table))}
