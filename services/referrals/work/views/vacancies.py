"""Which vacancies there are: those that take candidates, by place and occupation, and all of an employer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.work import SentenceRegime, WorkSetting
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.work.domain.vacancy import Vacancy

COLUMNS = (
    "vacancy_id, employer_id, occupation_code, setting, formal, outlook, value_chain_role, regimes_accepted,"
    " pay_monthly_brl, opens_on, closes_on, data_needed, slots, slots - taken, reserved_kind, contract_id, uf,"
    " municipality_ibge7, closed"
)
TODAY = "(%s::timestamptz AT TIME ZONE zone)::date"


@dataclass(frozen=True)
class Search:
    """What somebody looks for; None: whatever. `occupation` may be the first digits of a code."""

    uf: UF | None = None
    municipality_ibge7: str | None = None
    occupation: str | None = None
    setting: WorkSetting | None = None
    regime: SentenceRegime | None = None


@dataclass(frozen=True)
class ListedVacancy:
    """Work to be had; `free` positions are a hint, the selecting decides. Nothing here is about a person."""

    vacancy_id: UUID
    employer_id: UUID
    occupation_code: str
    setting: str
    formal: bool
    outlook: str | None
    value_chain_role: str | None
    regimes_accepted: list[str]
    pay_monthly_brl: Decimal | None
    opens_on: date
    closes_on: date | None
    data_needed: list[str]
    slots: int
    free: int
    reserved_kind: str
    contract_id: UUID | None
    uf: str
    municipality_ibge7: str
    closed: bool


class Vacancies(View):
    name = "vacancies"
    columns = """
        vacancy_id uuid PRIMARY KEY,
        employer_id uuid NOT NULL,
        occupation_code text NOT NULL,
        setting text NOT NULL,
        formal boolean NOT NULL,
        outlook text,
        value_chain_role text,
        regimes_accepted text[] NOT NULL,
        pay_monthly_brl numeric,
        opens_on date NOT NULL,
        closes_on date,
        data_needed text[] NOT NULL,
        slots integer NOT NULL,
        taken integer NOT NULL,
        reserved_kind text NOT NULL,
        contract_id uuid,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        zone text NOT NULL,
        closed boolean NOT NULL"""

    @property
    def ddl(self) -> str:
        """With an index for each of the two questions."""
        return (
            f"{super().ddl}; CREATE INDEX ON {self.table} (uf, vacancy_id) WHERE NOT closed;"
            f" CREATE INDEX ON {self.table} (employer_id, vacancy_id)"
        )

    @handles(Vacancy.Published)
    def published(self, event: Vacancy.Published, metadata: Metadata) -> Statement:
        work, terms, place = event.occupation, event.conditions, event.workplace
        return self.statement(
            "INSERT INTO {table} VALUES"
            " (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, %s, %s, %s, %s, %s, false)",
            event.originator_id, event.employer_id, work.code, work.setting.value, work.formal,
            work.outlook and work.outlook.value, work.value_chain_role and work.value_chain_role.value,
            [regime.value for regime in terms.regimes_accepted], terms.pay_monthly_brl, terms.opens_on,
            terms.closes_on, [data_class.value for data_class in terms.data_needed], event.slots,
            event.reserved_kind.value, event.contract_id, place.uf.value, place.municipality_ibge7, place.zone,
        )  # fmt: skip

    @handles(Vacancy.PositionTaken, Vacancy.PositionReleased)
    def position_moved(self, event: Vacancy.PositionTaken | Vacancy.PositionReleased, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET taken = %s WHERE vacancy_id = %s", event.taken, event.originator_id)

    @handles(Vacancy.Closed)
    def closed(self, event: Vacancy.Closed, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET closed = true WHERE vacancy_id = %s", event.originator_id)

    def open(self, source: Query, search: Search, now: datetime, limit: int, after: UUID | None) -> list[ListedVacancy]:
        """Those that take candidates now, by id."""
        rows = self.rows(
            source,
            f"SELECT {COLUMNS} FROM {{table}} WHERE NOT closed AND taken < slots"
            f" AND opens_on <= {TODAY} AND (closes_on IS NULL OR {TODAY} <= closes_on)"
            " AND (%s::text IS NULL OR uf = %s) AND (%s::text IS NULL OR municipality_ibge7 = %s)"
            " AND (%s::text IS NULL OR starts_with(occupation_code, %s)) AND (%s::text IS NULL OR setting = %s)"
            " AND (%s::text IS NULL OR %s = ANY(regimes_accepted))"
            " AND (%s::uuid IS NULL OR vacancy_id > %s) ORDER BY vacancy_id LIMIT %s",
            now, now, search.uf, search.uf, search.municipality_ibge7, search.municipality_ibge7,
            search.occupation, search.occupation, search.setting, search.setting, search.regime, search.regime,
            after, after, limit,
        )  # fmt: skip
        return [ListedVacancy(*row) for row in rows]

    def at(self, source: Query, employer_id: UUID) -> list[UUID]:
        """An employer's vacancies that are not closed."""
        rows = self.rows(
            source,
            "SELECT vacancy_id FROM {table} WHERE employer_id = %s AND NOT closed ORDER BY vacancy_id",
            employer_id,
        )
        return [vacancy for (vacancy,) in rows]

    def of_employer(self, source: Query, employer_id: UUID, limit: int, after: UUID | None) -> list[ListedVacancy]:
        """All of an employer by id, those too that take nobody any more."""
        rows = self.rows(
            source,
            f"SELECT {COLUMNS} FROM {{table}} WHERE employer_id = %s AND (%s::uuid IS NULL OR vacancy_id > %s)"
            " ORDER BY vacancy_id LIMIT %s",
            employer_id, after, after, limit,
        )  # fmt: skip
        return [ListedVacancy(*row) for row in rows]
