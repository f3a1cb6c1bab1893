"""What partners work under: which agreements lack a copy at the council, which are to be renewed or have expired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.partner import Partner

MISSING = {"copy": "copy_sent_on IS NULL", "renewal": "to_renew_since IS NOT NULL AND NOT expired"}


@dataclass(frozen=True)
class ListedAgreement:
    """`to_renew_since`: when its end was announced."""

    partner_id: UUID
    agreement_id: UUID
    kind: str
    signed_on: date
    ends_on: date | None
    data_sharing_clause: bool
    copy_sent_on: date | None
    to_renew_since: datetime | None
    expired: bool


class Agreements(View):
    name = "agreements"
    columns = """
        partner_id uuid NOT NULL,
        agreement_id uuid NOT NULL,
        uf text NOT NULL,
        kind text NOT NULL,
        signed_on date NOT NULL,
        ends_on date,
        data_sharing_clause boolean NOT NULL,
        copy_sent_on date,
        to_renew_since timestamptz,
        expired boolean NOT NULL DEFAULT false,
        PRIMARY KEY (partner_id, agreement_id),
        UNIQUE (uf, partner_id, agreement_id)"""

    @handles(Partner.AgreementSigned)
    def signed(self, event: Partner.AgreementSigned, metadata: Metadata) -> Statement:
        agreement = event.agreement
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s)",
            event.originator_id,
            agreement.agreement_id,
            metadata.tenant.uf,
            agreement.kind.value,
            agreement.signed_on,
            agreement.ends_on,
            agreement.data_sharing_clause,
        )

    @handles(Partner.AgreementCopySent)
    def copy_sent(self, event: Partner.AgreementCopySent, metadata: Metadata) -> Statement:
        return self._set("copy_sent_on", event.sent_on, event.originator_id, event.agreement_id)

    @handles(Partner.RenewalAnnounced)
    def renewal_announced(self, event: Partner.RenewalAnnounced, metadata: Metadata) -> Statement:
        return self._set("to_renew_since", event.timestamp, event.originator_id, event.agreement_id)

    @handles(Partner.AgreementExpired)
    def agreement_expired(self, event: Partner.AgreementExpired, metadata: Metadata) -> Statement:
        return self._set("expired", True, event.originator_id, event.agreement_id)

    def _set(self, column: str, value: Any, *key: UUID) -> Statement:
        return self.statement(
            f"UPDATE {{table}} SET {column} = %s WHERE partner_id = %s AND agreement_id = %s", value, *key
        )

    def listed(
        self, source: Query, uf: UF, missing: str | None, limit: int, after: tuple[Any, ...] | None
    ) -> list[ListedAgreement]:
        """Of a state: all, or those that lack a copy or a renewal. `after`: ids of partner and agreement."""
        partner, agreement = after or (None, None)
        wanted = MISSING[missing] if missing else "true"
        rows = self.rows(
            source,
            "SELECT partner_id, agreement_id, kind, signed_on, ends_on, data_sharing_clause, copy_sent_on,"
            f" to_renew_since, expired FROM {{table}} WHERE uf = %s AND {wanted}"
            " AND (%s::uuid IS NULL OR (partner_id, agreement_id) > (%s::uuid, %s::uuid))"
            " ORDER BY partner_id, agreement_id LIMIT %s",
            uf, partner, partner, agreement, limit,
        )  # fmt: skip
        return [ListedAgreement(*row) for row in rows]
