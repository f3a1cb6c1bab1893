"""What a stack holds in tables and logs at a moment, to see what one action leaves behind."""

from __future__ import annotations

from psycopg import sql

from scripts.stack.stack import Stack

Traces = dict[str, str]
TABLES = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"


def traces(stack: Stack, databases: tuple[str, ...]) -> Traces:
    """A digest of every table of these databases, and the length of every log file of the application."""
    found = {}
    for database in databases:
        with stack.postgres.connect(database) as connection:
            for schema, table in connection.execute(TABLES).fetchall():
                content = sql.SQL("SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {} t")
                row = connection.execute(content.format(sql.Identifier(schema, table))).fetchone()
                found[f"table {database}.{table}"] = str(row[0]) if row else ""
    for log in stack.layout.logs.glob("*-confidential.log"):
        found[f"log {log.name}"] = str(log.stat().st_size)
    return found


def changed(before: Traces, after: Traces) -> list[str]:
    """What differs between two moments."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
