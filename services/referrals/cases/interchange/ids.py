"""Ids of entries that are no record of ours: they follow from the referral, so that two exports are equal."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import derived_id
from services.referrals.cases.interchange.content import Content


def entry_of(content: Content) -> UUID:
    """The referral itself. What came from another system has none with us, and is never written."""
    if content.referral_id is None:
        msg = "only a referral of ours is written"
        raise ValueError(msg)
    return content.referral_id


def part_of(content: Content, part: str) -> UUID:
    """`task`, `appointment/2`, `feedback`, `response`."""
    return derived_id(entry_of(content), f"fhir/{part}")
