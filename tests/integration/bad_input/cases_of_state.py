"""What can be wrong with a request about something that exists: its version, its territory, its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import uuid4

from infra.web.answers import Answer
from infra.web.caller import Caller
from infra.web.host import EXTENSION, Host
from infra.web.idempotency import Kept, slot_of
from tests.integration.bad_input.probes import Case, Probe, valid
from tests.openapi.document import Operation
from tests.openapi.records import CLIENT, SUBJECT, Records


def stale_version(records: Records, operation: Operation) -> Iterator[Probe]:
    """A tag that we never gave is a version that the record is not at."""
    if operation.conditional:
        for tag in ('"999999"', '"0"', 'W/"1"', "1", "*", '"one"', '"1", "2"', '"' + "9" * 40 + '"'):
            request = valid(records, operation).having(If_Match=tag)
            yield Probe(request, (412,), slug="stale-version", about=f"If-Match {tag}")


def foreign_territory(records: Records, operation: Operation) -> Iterator[Probe]:
    """What lies elsewhere does not exist; where a record is made, a credential without the territory is refused."""
    request = valid(records, operation).having(Authorization=f"Bearer {records.stranger}")
    statuses = (404,) if operation.path_parameters else (403, 404)
    yield Probe(request, statuses, about="a stranger", or_nothing=operation.paged)


def reused_key(records: Records, operation: Operation) -> Iterator[Probe]:
    if operation.keyed:
        key = str(uuid4())
        _keep(records, key)
        request = valid(records, operation).having(Idempotency_Key=key)
        yield Probe(request, (422,), slug="idempotency-key-reused")


def _keep(records: Records, key: str) -> None:
    """Another command was answered under this key."""
    host: Host = records.api.client.application.extensions[EXTENSION]
    slot = slot_of(host.secret, Caller(SUBJECT, "any", CLIENT), key)
    with host.store.begin() as unit:
        host.idempotency.keep(unit, slot, Kept(b"another command", Answer(201, {}, {})))
        unit.commit()


CASES_OF_STATE: Mapping[str, Case] = {case.__name__: case for case in (stale_version, foreign_territory, reused_key)}
