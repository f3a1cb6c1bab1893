"""A derived id is the UUIDv5 that everybody else would derive."""

from __future__ import annotations

from uuid import NAMESPACE_DNS, UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from infra.kernel import derived_id


@given(namespace=st.uuids(), name=st.text())
def test_it_is_the_standard_librarys(namespace: UUID, name: str) -> None:
    derived, standard = derived_id(namespace, name), uuid5(namespace, name)
    assert (derived, hash(derived), derived.version) == (standard, hash(standard), 5)


def test_it_is_the_one_of_the_rfc() -> None:
    """RFC 9562, appendix A.4."""
    assert derived_id(NAMESPACE_DNS, "www.example.com") == UUID("2ed6657d-e927-568b-95e1-2665a8aea6a2")
