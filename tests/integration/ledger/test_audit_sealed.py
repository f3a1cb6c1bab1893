"""The monitor and sealed fields: swapped, sealed anew, taken away; and erasures that are lawful."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from infra.eventstore.records import Batch, NewRecord
from infra.kernel import Sealed
from infra.ledger.audit.findings import Kind
from tests.integration.ledger.beads import Bead
from tests.integration.ledger.conftest import STORE, House
from tests.integration.ledger.looking import audit, insider, said, streams

Fresh = Callable[..., House]


def test_swapped_ciphertexts_are_named(log: House) -> None:
    _, first, second, _ = streams(log)
    with insider(log) as connection:
        connection.execute(
            "UPDATE sealed_values a SET salt = b.salt, ciphertext = b.ciphertext, key_id = b.key_id"
            " FROM sealed_values b WHERE a.originator_id <> b.originator_id"
        )
    found = said(audit(log))
    assert [kind for kind, _ in found] == [Kind.SEALED_CHANGED, Kind.SEALED_CHANGED]
    assert found[0][1].startswith(f"position 300 (stream {first}, version 1), field note: the ciphertext or its key")
    with insider(log) as connection:
        connection.execute("UPDATE subject_keys SET public_key = (SELECT public_key FROM subject_keys LIMIT 1)")
    assert found[1][1].startswith(f"position 301 (stream {second}, version 1)")


def test_ciphertexts_swapped_within_one_subject_are_told_by_their_origin(house: House) -> None:
    owner = uuid4()
    with house.store().unit_of_work() as unit:
        beads = [Bead(owner_id=owner, note=Sealed.of(text)) for text in ("one", "two")]
        unit.save(*beads)
    house.follow()
    with insider(house) as connection:
        connection.execute(
            "UPDATE sealed_values a SET salt = b.salt, ciphertext = b.ciphertext"
            " FROM sealed_values b WHERE a.originator_id <> b.originator_id"
        )
    kind, text = said(audit(house))[0]
    assert kind is Kind.SEALED_SWAPPED
    assert text.endswith(f"the ciphertext is that of position 2 (stream {beads[1].id}, version 1), field note")


def test_a_value_sealed_again_under_another_key_is_named(log: House) -> None:
    with insider(log) as connection:
        connection.execute(
            "UPDATE sealed_values SET ciphertext = sha256(ciphertext) WHERE originator_id = %s", (streams(log)[1],)
        )
    found = said(audit(log))
    assert [kind for kind, _ in found] == [Kind.SEALED_CHANGED]
    with insider(log) as connection:
        connection.execute("UPDATE subject_keys SET public_key = sha256(public_key)")
    assert len(said(audit(log))) == 2


def test_an_erasure_that_nobody_authorised_is_named(log: House) -> None:
    stream = streams(log)[1]
    with insider(log) as connection:
        connection.execute(
            "UPDATE sealed_values SET ciphertext = NULL, salt = NULL WHERE originator_id = %s", (stream,)
        )
    place = f"position 300 (stream {stream}, version 1), field note"
    assert said(audit(log)) == [(Kind.SEALED_MISSING, f"{place}: the ciphertext is gone and no erasure says so")]
    key_id = _key(log, stream)
    _append(log, "key-destroyed", {"key_id": key_id})
    text = f"{place}: erased at position 306 without an authorisation before it"
    assert said(audit(log)) == [(Kind.SEALED_MISSING, text)]


@pytest.mark.parametrize(
    ("approvers", "lawful"), [(["rosa"], False), (["rosa", "rosa"], False), (["rosa", "ana"], True)]
)
def test_an_erasure_by_two_people_is_lawful(log: House, approvers: list[str], lawful: bool) -> None:
    stream = streams(log)[1]
    key_id = _key(log, stream)
    _append(log, "erasure-authorised", {"key_ids": [key_id], "authorised_by": approvers})
    _append(log, "key-destroyed", {"key_id": key_id})
    with insider(log) as connection:
        connection.execute("DELETE FROM sealed_values WHERE originator_id = %s", (stream,))
    report = audit(log)
    assert (report.clean, report.erased) == (lawful, int(lawful))


def _key(house: House, stream: UUID) -> str:
    with house.superuser() as connection:
        row = connection.execute(
            "SELECT key_id::text FROM sealed_values WHERE originator_id = %s", (stream,)
        ).fetchone()
    assert row is not None
    return str(row[0])


def _append(house: House, event: str, state: dict[str, object]) -> None:
    """An event of another kernel aggregate, as the log would hold it."""
    record = NewRecord(uuid4(), 1, f"{STORE.name}.erasure.{event}", json.dumps(state).encode(), b"{}")
    with house.store().recorder.transaction() as transaction:
        transaction.commit(Batch(records=[record]))
    house.close()
