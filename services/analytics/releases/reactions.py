"""What releases does when an office's device hands in late: the period that it belongs to is open again."""

from __future__ import annotations

from uuid import uuid5

from contracts import offline
from contracts.vocabulary.offices import OfflineEntryKind
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.analytics.facts.domain.fact import FactKind
from services.analytics.releases.application import ReleasesApplication

# What an entry of a device becomes that is counted by the day on which it happened.
COUNTED_AS = {OfflineEntryKind.RECEPTION_COMPLETION: FactKind.RECEPTION_COMPLETED}


@subscribe(offline.OfflineEntryAccepted)
def on_offline_entry_accepted(
    app: ReleasesApplication, message: offline.OfflineEntryAccepted, envelope: Envelope
) -> None:
    """PL37. What is not published yet needs nothing: it is counted with the rest."""
    kind = COUNTED_AS.get(message.kind)
    if kind is not None:
        entry_id = uuid5(message.batch_id, str(message.seq))
        app.reopen(kind, envelope.occurred_at, envelope.uf, entry_id)
