"""Bring the databases and the broker's topology of a running stack up to date."""

from scripts.options import Name


def command(name: Name = "dev") -> None:
    from scripts.stack.stack import load
    from scripts.stack.supervisor import migrate

    migrate(load(name))
