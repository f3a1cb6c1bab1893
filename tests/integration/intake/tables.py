"""Which table holds a read model of intake at present."""

from __future__ import annotations

from scripts.stack.stack import Stack


def table_of(stack: Stack, view: str) -> str:
    with stack.postgres.connect("intake") as connection:
        found = connection.execute("SELECT version, generation FROM views WHERE name = %s", (view,)).fetchone()
    assert found is not None, view
    version, generation = found
    return f"view_{view}_v{version}_g{generation}"
