"""What a partner is, whom it serves, and where else it stands written."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.vocabulary.partners import Directory, Sphere, StageServed
from services.referrals.network.domain import partner_refusals as refusals
from services.referrals.network.domain.role_address import role_address
from services.referrals.network.domain.standing import Standing


class Profile(Standing):
    """Decisions of a Partner on how it is described."""

    Described: Any
    ExternalDirectoryEntryLinked: Any

    def describe(
        self, sphere: Sphere | None, serves: tuple[StageServed, ...], safeguarding_contact: str | None
    ) -> None:
        """In the place of what was said before. Raises PartnerClosed, NotARoleAddress."""
        self.refuse_if_closed()
        contact = role_address(safeguarding_contact) if safeguarding_contact else None
        self.trigger_event(self.Described, sphere=sphere, serves=serves, safeguarding_contact=contact)

    def link_directory_entry(self, directory: Directory, address: str, seen_on: date) -> None:
        """Where it stands in another directory, in the place of what was known. Raises PartnerClosed, SeenInFuture."""
        self.refuse_if_closed()
        if seen_on > self.today:
            raise refusals.SeenInFuture
        self.trigger_event(self.ExternalDirectoryEntryLinked, directory=directory, address=address, seen_on=seen_on)
