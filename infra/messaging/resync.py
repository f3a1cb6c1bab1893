"""After a source was restored from an older copy: what both sides still know, what is missing, what is surplus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from infra.database import Connection
from infra.eventstore.records import Statement
from infra.eventstore.store import EventStore

INBOX = "SELECT channel, partition, log_id, last FROM inbox WHERE source = %s ORDER BY channel, partition"
LOCKED = INBOX + " FOR UPDATE"
# Events keep the id of the log that they were first recorded in: its end here is where the histories part.
COMMON = "SELECT coalesce(max(notification_id), 0) FROM stored_events WHERE log_id = %s"
MISSING = "SELECT count(*) FROM published WHERE channel = %s AND partition = %s AND position > %s"
EFFECTS = """SELECT DISTINCT metadata::jsonb ->> 'causation_id' FROM stored_events
              WHERE metadata::jsonb ->> 'role' = 'reaction'"""
# Up to the restore only: the same version of a stream may have been given to another event since.
STREAMS = """SELECT originator_id, max(originator_version) FROM stored_events
              WHERE originator_id = ANY(%s) AND log_id <> (SELECT log_id FROM log_head) GROUP BY 1"""
PARKED = """SELECT id FROM parked WHERE source = %s AND channel = %s AND partition = %s AND log_id = %s
             AND position > %s AND state = 'parked' ORDER BY id"""
ACCEPT = "UPDATE inbox SET log_id = %s, last = %s WHERE source = %s AND channel = %s AND partition = %s"


@dataclass(frozen=True)
class Place:
    """One partition: we have read up to `last`, both know what is up to `common`, the source has more after it.

    `surplus` positions we have read and the source lost; `parked` are parked messages among them.
    """

    channel: str
    partition: int
    last: int
    common: int
    missing: int
    parked: tuple[int, ...]

    @property
    def surplus(self) -> int:
        return self.last - self.common


@dataclass(frozen=True)
class Comparison:
    """Where a consumer stands against a source's present log. `lost` are ids of messages that had effects here
    and whose aggregates the source holds in an older version.
    """

    source: str
    log_id: UUID
    places: tuple[Place, ...]
    lost: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return any(place.surplus for place in self.places)


def compare(store: EventStore, source: str, log: Connection) -> Comparison:
    """`log` is a connection to the source's database that may read its log. Changes nothing."""
    log_id = UUID(str(_one(log, "SELECT log_id::text FROM log_head")))
    with store.begin() as unit:
        rows = unit.query(INBOX, (source,))
        places = []
        for channel, partition, known, last in rows:
            if known in (None, log_id):
                continue
            common = min(last, int(str(_one(log, COMMON, known))))
            parked = unit.query(PARKED, (source, channel, partition, known, common))
            missing = int(str(_one(log, MISSING, channel, partition, common)))
            places.append(Place(channel, partition, last, common, missing, tuple(row[0] for row in parked)))
        differs = any(place.surplus for place in places)
        effects = [row[0] for row in unit.query(EFFECTS)] if differs else []
    return Comparison(source, log_id, tuple(places), tuple(_lost(log, effects)))


def accept(store: EventStore, comparison: Comparison) -> None:
    """Go on in the source's present log, in each partition from the last position that both know.

    Raises Moved when somebody accepted or read on meanwhile: then compare again.
    """
    with store.begin() as unit:
        now = {(channel, partition): last for channel, partition, _, last in unit.query(LOCKED, (comparison.source,))}
        for place in comparison.places:
            if now[place.channel, place.partition] != place.last:
                raise Moved
            values = (comparison.log_id, place.common, comparison.source, place.channel, place.partition)
            unit.first(Statement(ACCEPT, values))
        unit.commit()


class Moved(Exception):
    """The positions are not those that were compared."""


def _lost(log: Connection, effects: Sequence[str | None]) -> list[str]:
    """Streams that the source does not know at all are other sources', or lost whole: nobody can tell by their id."""
    wanted = [(UUID(stream), int(version)) for stream, _, version in (e.partition(":") for e in effects if e)]
    known: dict[UUID, int] = dict(log.execute(STREAMS, ([stream for stream, _ in wanted],)).fetchall())
    return sorted(f"{stream}:{version}" for stream, version in wanted if version > known.get(stream, version))


def _one(log: Connection, sql: str, *parameters: object) -> object:
    row = log.execute(sql.encode(), parameters).fetchone()
    assert row is not None
    return row[0]
