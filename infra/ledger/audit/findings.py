"""What the monitor can find, and how it says so: what, where, and nothing that was recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What somebody did to the log."""

    CHANGED = "changed"
    DELETED = "deleted"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    ROLLED_BACK = "rolled-back"
    FORKED = "forked"
    FORGED = "forged"
    SEALED_CHANGED = "sealed-changed"
    SEALED_SWAPPED = "sealed-swapped"
    SEALED_MISSING = "sealed-missing"
    UNEXPLAINED_RESTORE = "unexplained-restore"
    TREE_DAMAGED = "tree-damaged"
    STATE_MISSING = "state-missing"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `position` is the log position nearest to it, None when only a range is known."""

    kind: Kind
    text: str
    position: int | None = None


MOST = 1000


@dataclass
class Report:
    """What one audit of one store looked at and found; findings beyond a thousand are counted only."""

    store: str
    events: int = 0
    leaves: int = 0
    checkpoints: int = 0
    witnessed: int = 0
    sealed: int = 0
    erased: int = 0
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    def add(self, kind: Kind, text: str, position: int | None = None) -> None:
        if len(self.findings) < MOST:
            self.findings.append(Finding(kind, text, position))
        else:
            self.more += 1

    @property
    def clean(self) -> bool:
        return not self.findings
