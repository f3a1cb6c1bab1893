"""The people of a notice who must not deliberate on it, for the conflict check alone."""

from __future__ import annotations

from infra import world
from infra.eventstore.unit_of_work import UnitOfWork
from infra.refusals import Gone
from infra.sealed import ERASED, AccessContext
from services.intake.notices.domain.notice import Notice

BLOCK = 8
TOKEN_SIZE = 32


def parties(unit: UnitOfWork, notice: Notice, opening: AccessContext) -> list[str]:
    """Registry references of notifier, affected and noticed persons. Raises Gone when they were erased."""
    notifier, affected, noticed = unit.open_many([notice.notifier, notice.affected, notice.noticed], opening)
    if ERASED in (notifier, affected, noticed):
        raise Gone
    people = [notifier, *([affected] if affected else []), *(noticed or [])]
    return [str(person["person_ref"]) for person in people]


def padded(tokens: set[str]) -> set[str]:
    """With decoys up to a full block, so that a message does not tell how many people a notice concerns."""
    missing = -len(tokens) % BLOCK
    return tokens | {world.random_bytes(TOKEN_SIZE).hex() for _ in range(missing)}
