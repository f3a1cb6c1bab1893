"""Which contracts have a quota, and to which somebody is missing: of a state, and of an employer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.work.domain.quota_contract import QuotaContract

MISSING = "CASE WHEN waived THEN 0 ELSE greatest(required - coalesce(listed, filled), 0) END"
TODAY = "(%s::timestamptz AT TIME ZONE zone)::date"
COLUMNS = (
    "contract_id, contract_no, contracting_body, employer_id, uf, municipality_ibge7, workforce, required_percent,"
    f" required_exact, required, filled, listed, listed_month, late_month, waived, {MISSING}"
)


@dataclass(frozen=True)
class ListedContract:
    """Numbers of a contract; nobody who works under it is named anywhere here."""

    contract_id: UUID
    contract_no: str
    contracting_body: UUID
    employer_id: UUID
    uf: str
    municipality_ibge7: str
    workforce: int
    required_percent: Decimal
    required_slots_exact: Decimal
    required_slots: int
    filled_slots: int
    listed: int | None
    listed_month: str | None
    late_month: str | None
    waived: bool
    missing: int


class QuotaContracts(View):
    name = "quota_contracts"
    columns = """
        contract_id uuid PRIMARY KEY,
        contract_no text NOT NULL,
        contracting_body uuid NOT NULL,
        employer_id uuid NOT NULL,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        zone text NOT NULL,
        ends_on date NOT NULL,
        workforce integer NOT NULL,
        required_percent numeric NOT NULL,
        required_exact numeric NOT NULL,
        required integer NOT NULL,
        filled integer NOT NULL,
        listed integer,
        listed_month text,
        late_month text,
        waived boolean NOT NULL"""

    @property
    def ddl(self) -> str:
        """With an index for each of its two questions."""
        return f"{super().ddl}; CREATE INDEX ON {self.table} (uf); CREATE INDEX ON {self.table} (employer_id)"

    @handles(QuotaContract.Registered)
    def registered(self, event: QuotaContract.Registered, metadata: Metadata) -> Statement:
        terms, quota, place = event.terms, event.quota, event.workplace
        return self.statement(
            "INSERT INTO {table} VALUES"
            " (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, NULL, NULL, NULL, false)",
            event.originator_id, terms.contract_no, terms.contracting_body, terms.employer_id, place.uf.value,
            place.municipality_ibge7, place.zone, terms.ends_on, terms.workforce, quota.percent, quota.slots_exact,
            quota.slots,
        )  # fmt: skip

    @handles(QuotaContract.SlotFilled, QuotaContract.SlotVacated)
    def slot_moved(self, event: QuotaContract.SlotFilled | QuotaContract.SlotVacated, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET filled = %s WHERE contract_id = %s", event.filled, event.originator_id
        )

    @handles(QuotaContract.MonthlyListSent)
    def monthly_list_sent(self, event: QuotaContract.MonthlyListSent, metadata: Metadata) -> list[Statement]:
        """The latest month counts, whichever is handed in last."""
        return [
            self.statement(
                "UPDATE {table} SET listed = %s, listed_month = %s"
                " WHERE contract_id = %s AND (listed_month IS NULL OR listed_month < %s)",
                event.employed, event.month, event.originator_id, event.month,
            ),
            self.statement(
                "UPDATE {table} SET late_month = NULL WHERE contract_id = %s AND late_month = %s",
                event.originator_id, event.month,
            ),
        ]  # fmt: skip

    @handles(QuotaContract.MonthlyListLate)
    def monthly_list_late(self, event: QuotaContract.MonthlyListLate, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET late_month = %s WHERE contract_id = %s", event.month, event.originator_id
        )

    @handles(QuotaContract.WaiverRecorded)
    def waiver_recorded(self, event: QuotaContract.WaiverRecorded, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET waived = true, late_month = NULL WHERE contract_id = %s", event.originator_id
        )

    def listed(
        self, source: Query, uf: UF | None, employer_id: UUID | None, short: bool, now: datetime, limit: int,
        after: tuple[Any, ...] | None,
    ) -> list[ListedContract]:  # fmt: skip
        """The most missing first; `short`: only contracts that run and miss somebody. `after`: missing and id."""
        missing, known = after or (None, None)
        rows = self.rows(
            source,
            f"SELECT {COLUMNS} FROM {{table}} WHERE (%s::text IS NULL OR uf = %s)"
            " AND (%s::uuid IS NULL OR employer_id = %s)"
            f" AND (NOT %s OR {MISSING} > 0 AND {TODAY} <= ends_on)"
            f" AND (%s::int IS NULL OR (-({MISSING}), contract_id) > (-%s::int, %s::uuid))"
            f" ORDER BY -({MISSING}), contract_id LIMIT %s",
            uf, uf, employer_id, employer_id, short, now, missing, missing, known, limit,
        )  # fmt: skip
        return [ListedContract(*row) for row in rows]
