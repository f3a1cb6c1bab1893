"""Sealed values are opened by the vault alone, which puts on record who reads before it asks for a key."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules.rule import Rule, imports

OPENING = ("infra.eventstore.sealing.decrypt", "infra.eventstore.sealing", "infra.eventstore.sealing.*")
RELEASING = frozenset({"private_keys", "unwrap", "decrypt"})


def offences(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (node for node, name in imports(tree) if name in OPENING)
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in RELEASING)


RULE = Rule(
    statement="only the vault asks for private keys and decrypts; everybody else opens through a unit of work",
    offences=offences,
    planted=(
        "from infra.eventstore.sealing import decrypt",
        "from infra.eventstore import sealing\nsealing.decrypt(blob, key, place)",
        "import infra.eventstore.sealing",
        "def quick(store, ref):\n    return store.vault.keys.private_keys([ref.key_id])",
        "def quicker(self, row):\n    return self.master.unwrap(*row)",
    ),
    innocent=("unit.open(person.civil_name, opening)", "from infra.eventstore.sealing import encrypt"),
    folders=("contracts", "infra", "services", "scripts"),
    # The veil hides places and accounts of a whole zone under the zone's key; no sealed value is behind it alone.
    exempt=("infra/eventstore/vault.py", "infra/eventstore/keys.py", "infra/eventstore/sealing.py", "infra/veil.py"),
)
