"""Sealed values: concealed from the moment they are made, opened only in a context, erased without an error."""

from __future__ import annotations

import dataclasses
from uuid import UUID, uuid4

import pytest

from infra.eventstore.keys import MemoryKeyStore
from infra.eventstore.ledger import commitment
from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.sealing import associated_data, decrypt, encrypt
from infra.eventstore.store import EventStore
from infra.sealed import ERASED, AccessContext, Erased, Sealed, SealedRef
from tests.unit.kernel.toys import Parcel, SecretBox, Size

OPENING = AccessContext(actor="rosa", role="social_worker", purpose="care", legal_basis="LB_PUBLIC_POLICY")
CANARY = "Canária da Silva"
REF = SealedRef(UUID(int=1), 1, "name", UUID(int=2), "00")


@pytest.fixture
def keys() -> MemoryKeyStore:
    return MemoryKeyStore()


@pytest.fixture
def store(keys: MemoryKeyStore) -> EventStore:
    return EventStore("kerneltoys", MemoryRecorder(keys), keys)


def locked(store: EventStore, value: object = CANARY) -> SecretBox:
    with store.unit_of_work() as unit:
        box = SecretBox(content=Sealed.of(value))
        unit.save(box)
    return box


def reloaded(store: EventStore, box: SecretBox) -> Sealed:
    with store.begin() as unit:
        return unit.get(SecretBox, box.id).content


def opened(store: EventStore, value: Sealed | None, opening: AccessContext = OPENING) -> object:
    with store.begin() as unit:
        return unit.open(value, opening)


def test_neither_text_nor_repr_tells_the_value() -> None:
    sealed = Sealed.of(CANARY)
    assert CANARY not in f"{sealed} {sealed!r} {[sealed]} {SecretBox(content=sealed)!r}"


def test_equal_by_value_before_saving_and_by_place_after() -> None:
    assert Sealed.of("a") == Sealed.of("a") != Sealed.of("b")
    assert Sealed(ref=REF) == Sealed(ref=REF) != Sealed(ref=dataclasses.replace(REF, version=2))
    assert Sealed.of("a") != "a"
    assert Erased() == ERASED


def test_plain_only_in_the_hands_of_who_seals(store: EventStore) -> None:
    box = locked(store)
    assert box.content.plain == CANARY
    with pytest.raises(LookupError, match="opened through the vault"):
        assert reloaded(store, box).plain


def test_what_is_sealed_is_opened_again(store: EventStore) -> None:
    for value in (CANARY, 7, ["a", {"b": None}], "x" * 5000, ""):
        assert opened(store, reloaded(store, locked(store, value))) == value
    assert opened(store, None) is None


def test_opening_needs_a_purpose_and_a_legal_basis(store: EventStore) -> None:
    value = reloaded(store, locked(store))
    for missing in ("purpose", "legal_basis"):
        with pytest.raises(PermissionError):
            opened(store, value, dataclasses.replace(OPENING, **{missing: ""}))


def test_a_destroyed_key_reads_back_as_a_marker(store: EventStore, keys: MemoryKeyStore) -> None:
    box, other = locked(store), locked(store)
    del keys.keys[_ref(reloaded(store, box)).key_id]
    assert opened(store, reloaded(store, box)) is ERASED
    assert opened(store, reloaded(store, other)) == CANARY
    with store.unit_of_work() as unit:
        found = unit.get(SecretBox, box.id)
        found.relock(content=Sealed.of("new words"))
        unit.save(found)
    assert opened(store, reloaded(store, box)) is ERASED, "the subject's key is gone for good"


def test_a_removed_ciphertext_reads_back_as_a_marker(store: EventStore) -> None:
    box = locked(store)
    recorder = store.recorder
    assert isinstance(recorder, MemoryRecorder)
    place = (box.id, 1, "content")
    recorder.sealed[place] = dataclasses.replace(recorder.sealed[place], salt=None, ciphertext=None)
    assert opened(store, reloaded(store, box)) is ERASED
    del recorder.sealed[place]
    assert opened(store, reloaded(store, box)) is ERASED


def test_the_key_is_the_subjects(store: EventStore) -> None:
    sender = uuid4()
    with store.unit_of_work() as unit:
        parcels = [Parcel(sender_id=sender, size=Size.SMALL, note=Sealed.of("for you")) for _ in range(2)]
        unit.save(*parcels)
    first, second = (_ref(parcel.note) for parcel in parcels)
    assert first.key_id == second.key_id
    assert _ref(reloaded(store, locked(store))).key_id != first.key_id


def test_the_state_holds_a_commitment_and_no_value(store: EventStore) -> None:
    box, recorder = locked(store), store.recorder
    assert isinstance(recorder, MemoryRecorder)
    (record,) = recorder.records
    kept, key = recorder.sealed[(box.id, 1, "content")], recorder.subjects[box.id]
    assert CANARY.encode() not in record.state + record.metadata
    assert kept.salt is not None
    assert kept.ciphertext is not None
    assert commitment(kept.salt, key.value, kept.ciphertext) == _ref(box.content).commitment
    assert _ref(box.content).commitment.encode() in record.state


def test_a_ciphertext_opens_at_its_own_place_only() -> None:
    keys = MemoryKeyStore()
    recorder = MemoryRecorder(keys)
    with recorder.transaction() as transaction:
        public = transaction.public_key(UUID(int=1))
    private, here = keys.keys[public.key_id], associated_data(UUID(int=1), 1, "name", public.key_id)
    blob = encrypt(CANARY, public.value, here)
    assert decrypt(blob, private, here) == CANARY
    for stream, version, field in ((2, 1, "name"), (1, 2, "name"), (1, 1, "other")):
        with pytest.raises(Exception, match=r"^$"):
            decrypt(blob, private, associated_data(UUID(int=stream), version, field, public.key_id))


def test_sizes_tell_little() -> None:
    recorder = MemoryRecorder(MemoryKeyStore())
    with recorder.transaction() as transaction:
        public = transaction.public_key(UUID(int=1)).value
    assert len(encrypt("Ana", public, b"")) == len(encrypt("Maximiliano Albuquerque", public, b""))


def _ref(value: Sealed | None) -> SealedRef:
    assert value is not None
    assert value.ref is not None
    return value.ref
