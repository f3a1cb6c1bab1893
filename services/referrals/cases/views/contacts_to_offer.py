"""Whom an office may offer a friendly word because an appointment was missed (PL10). No partner reads this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.cases.domain.absence_contact import AbsenceContact
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.views.person_links import PersonLinks


@dataclass(frozen=True)
class ToOffer:
    """The person did not come to this appointment of this referral, known since then."""

    referral_id: UUID
    number: int
    person_id: UUID
    since: datetime


class ContactsToOffer(View):
    name = "contacts_to_offer"
    erased_by = ("person_id", "referral_id")
    columns = """
        referral_id uuid NOT NULL,
        number integer NOT NULL,
        office_id uuid NOT NULL,
        person_id uuid NOT NULL,
        since timestamptz NOT NULL,
        PRIMARY KEY (referral_id, number)"""

    @handles(Referral.AppointmentMissed)
    def missed(self, event: Referral.AppointmentMissed, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s)",
            event.originator_id,
            event.number,
            event.matter.office_id,
            event.matter.person_id,
            event.timestamp,
        )

    @handles(AbsenceContact.Recorded)
    def recorded(self, event: AbsenceContact.Recorded, metadata: Metadata) -> Statement:
        return self.statement(
            "DELETE FROM {table} WHERE referral_id = %s AND number = %s", event.referral_id, event.number
        )

    @handles(Referral.TakenOver)
    def taken_over(self, event: Referral.TakenOver, metadata: Metadata) -> Statement:
        """The office that leads the case from now on has the word to offer."""
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE referral_id = %s", event.office_id, event.originator_id
        )

    @handles(
        Referral.AppointmentScheduled, Referral.AppointmentAttended, Referral.Completed, Referral.Cancelled,
        Referral.Suspended, Referral.ReissuedInNewTerritory,
    )  # fmt: skip
    def needed_no_more(self, event: Referral.Event, metadata: Metadata) -> Statement:
        """They have met or will, or this way is closed. An interrupted one still deserves the word."""
        return self.statement("DELETE FROM {table} WHERE referral_id = %s", event.originator_id)

    def of_office(
        self,
        source: Query,
        office_id: UUID,
        links: PersonLinks,
        offices: Sequence[UUID],
        limit: int,
        after: tuple[Any, ...] | None,
    ) -> list[ToOffer]:
        """The longest known first. `after`: since, referral and number of the last one seen."""
        since, referral_id, number = after or (None, None, None)
        rows = self.rows(
            source,
            f"SELECT referral_id, number, {links.shown_as}, since FROM {{table}} r WHERE office_id = %s"
            " AND (%s::timestamptz IS NULL OR (since, referral_id, number) > (%s::timestamptz, %s::uuid, %s::int))"
            " ORDER BY since, referral_id, number LIMIT %s",
            list(offices), office_id, since, since, referral_id, number, limit,
        )  # fmt: skip
        return [ToOffer(*row) for row in rows]
