"""Which trainings take people, by place, stage and occupation."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.work import TrainingStage
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.work.domain.training_offer import TrainingOffer


@dataclass(frozen=True)
class TrainingSearch:
    """What somebody looks for; None: whatever. `occupation` may be the first digits of a code."""

    uf: UF | None = None
    stage: TrainingStage | None = None
    occupation: str | None = None


@dataclass(frozen=True)
class ListedTraining:
    training_id: UUID
    provider_id: UUID
    title: str
    hours: int
    certificate: bool
    stages: list[str]
    occupation_code: str | None
    places: int
    free: int
    uf: str
    municipality_ibge7: str
    withdrawn: bool


class Trainings(View):
    name = "trainings"
    columns = """
        training_id uuid PRIMARY KEY,
        provider_id uuid NOT NULL,
        title text NOT NULL,
        hours integer NOT NULL,
        certificate boolean NOT NULL,
        stages text[] NOT NULL,
        occupation_code text,
        places integer NOT NULL,
        taken integer NOT NULL,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        withdrawn boolean NOT NULL"""

    @property
    def ddl(self) -> str:
        """With the index of its question."""
        return f"{super().ddl}; CREATE INDEX ON {self.table} (uf, training_id) WHERE NOT withdrawn"

    @handles(TrainingOffer.Published)
    def published(self, event: TrainingOffer.Published, metadata: Metadata) -> Statement:
        course, place = event.course, event.workplace
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0, %s, %s, false)",
            event.originator_id, event.provider_id, course.title, course.hours, course.certificate,
            [stage.value for stage in course.stages], course.occupation_code, event.places, place.uf.value,
            place.municipality_ibge7,
        )  # fmt: skip

    @handles(TrainingOffer.PlaceTaken, TrainingOffer.PlaceReleased)
    def place_moved(
        self, event: TrainingOffer.PlaceTaken | TrainingOffer.PlaceReleased, metadata: Metadata
    ) -> Statement:
        return self.statement("UPDATE {table} SET taken = %s WHERE training_id = %s", event.taken, event.originator_id)

    @handles(TrainingOffer.Withdrawn)
    def withdrawn(self, event: TrainingOffer.Withdrawn, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET withdrawn = true WHERE training_id = %s", event.originator_id)

    def open(self, source: Query, search: TrainingSearch, limit: int, after: UUID | None) -> list[ListedTraining]:
        """Those with a place left, by id."""
        rows = self.rows(
            source,
            "SELECT training_id, provider_id, title, hours, certificate, stages, occupation_code, places,"
            " places - taken, uf, municipality_ibge7, withdrawn FROM {table} WHERE NOT withdrawn AND taken < places"
            " AND (%s::text IS NULL OR uf = %s) AND (%s::text IS NULL OR %s = ANY(stages))"
            " AND (%s::text IS NULL OR starts_with(occupation_code, %s))"
            " AND (%s::uuid IS NULL OR training_id > %s) ORDER BY training_id LIMIT %s",
            search.uf, search.uf, search.stage, search.stage, search.occupation, search.occupation, after, after,
            limit,
        )  # fmt: skip
        return [ListedTraining(*row) for row in rows]
