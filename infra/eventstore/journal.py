"""The journal of disclosures: a read record is committed, in a transaction of its own, before any key is released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg

from infra import crashpoints
from infra.eventstore.disclosures import Part, disclosure
from infra.eventstore.recorder import Recorder
from infra.eventstore.unit_of_work import UnitOfWork
from infra.metadata import Metadata, acting, current_metadata
from infra.refusals import Unavailable, VersionConflict
from infra.sealed import AccessContext

if TYPE_CHECKING:
    from infra.eventstore.store import EventStore


class Journal:
    """Writes read records. It has connections of its own: whoever opens holds one of the store's already,
    and would wait for a second one that others, waiting for the same, hold."""

    def __init__(self, store: EventStore, recorder: Recorder) -> None:
        self.store, self.recorder = store, recorder

    def write(self, parts: Sequence[Part], count: int, access: AccessContext) -> None:
        """One record, for whatever is opened at once. Raises Unavailable: then nothing is opened.

        Raises ViewsSwitched when a read model was rebuilt meanwhile: then the whole unit is to be repeated.
        """
        disclosed = disclosure(self.store.name)
        try:
            with self.recorder.transaction() as transaction, acting(_circumstances(access)):
                unit = UnitOfWork(self.store, transaction)
                unit.save(disclosed(tuple(parts), count, access.institution, access.recipient, access.on_behalf_of))
                unit.commit()
        except (psycopg.Error, VersionConflict) as error:
            raise Unavailable("read records") from error
        crashpoints.reached("disclosure.after-record", self.store.name)


def _circumstances(access: AccessContext) -> Metadata:
    """A reading happens now, also when a command that opens something tells of an earlier moment."""
    return replace(
        current_metadata(), actor=access.actor, role=access.role, purpose=access.purpose,
        legal_basis=access.legal_basis, consent_refs=access.consent_refs, occurred_at=None,
    )  # fmt: skip
