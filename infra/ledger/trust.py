"""Whose signatures count: the verifier keys of all logs and witnesses, given out of band in one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from infra.ledger.checkpoints import key_name, store_of, witness_name
from infra.ledger.keys import COSIGNATURE, ED25519, KeyRefused, VerifierKey


@dataclass(frozen=True)
class Trust:
    """Verifier keys; a name may have several while one replaces another."""

    keys: tuple[VerifierKey, ...] = ()

    @classmethod
    def parse(cls, lines: Iterable[str]) -> Trust:
        """A key on each line; empty lines and those that begin with `#` are skipped. Raises KeyRefused."""
        wanted = (line.strip() for line in lines)
        return cls(tuple(VerifierKey.parse(line) for line in wanted if line and not line.startswith("#")))

    @classmethod
    def from_file(cls, path: Path) -> Trust:
        """Raises KeyRefused, OSError."""
        return cls.parse(path.read_text().splitlines())

    def log(self, store: str) -> tuple[VerifierKey, ...]:
        """The keys that may sign checkpoints of this store."""
        return self._named(key_name(store), ED25519)

    def of_origin(self, origin: str) -> tuple[VerifierKey, ...]:
        """The keys that may sign checkpoints of this origin; none for an origin that is not ours."""
        store = store_of(origin)
        return self.log(store) if store else ()

    def witness(self, store: str) -> tuple[VerifierKey, ...]:
        """The keys with which this store cosigns."""
        return self._named(witness_name(store), COSIGNATURE)

    def _named(self, name: str, algorithm: int) -> tuple[VerifierKey, ...]:
        return tuple(key for key in self.keys if (key.name, key.algorithm) == (name, algorithm))


__all__ = ["KeyRefused", "Trust"]
