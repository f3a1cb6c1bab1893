"""Who was given what, in a confidential store: of whom and when; by whom and what for stands behind the veil."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from infra import veil
from infra.disclosed import Disclosed, Disclosures
from infra.eventstore.disclosures import disclosure
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.stores import CONFIDENTIAL
from infra.views import Query, handles


class VeiledDisclosures(Disclosures):
    version: ClassVar[int] = 2
    columns: ClassVar[str] = """
        subject uuid NOT NULL,
        read_at timestamptz NOT NULL,
        disclosure_id uuid NOT NULL,
        stream uuid NOT NULL,
        label text NOT NULL,
        told text NOT NULL,
        PRIMARY KEY (subject, read_at, disclosure_id, stream, label)"""

    @handles(*(disclosure(store).Disclosed for store in sorted(CONFIDENTIAL)))
    def disclosed(self, event: Any, metadata: Metadata) -> list[Statement]:
        about = [
            event.institution and str(event.institution), event.recipient and str(event.recipient), metadata.role,
            event.on_behalf_of, metadata.purpose, metadata.legal_basis,
        ]  # fmt: skip
        return [
            self.statement(
                "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s)",
                part.subject, event.timestamp, event.originator_id, part.stream, part.label.value,
                veil.hide([*about, [*part.fields]], _place(event.originator_id, part.subject, part.stream)),
            )
            for part in event.parts
        ]  # fmt: skip

    def of_subject(self, source: Query, subject: UUID, limit: int, after: tuple[Any, ...] | None) -> list[Disclosed]:
        """In order of time; one line for each stream and label."""
        rows = self.rows(
            source,
            "SELECT disclosure_id, read_at, stream, told FROM {table} WHERE subject = %s"
            " AND (read_at, disclosure_id) > (%s::timestamptz, %s::uuid) ORDER BY read_at, disclosure_id LIMIT %s",
            subject,
            *(after or ("-infinity", UUID(int=0))),
            limit,
        )
        return [_line(subject, *row) for row in rows]


def _line(subject: UUID, disclosure_id: UUID, read_at: Any, stream: UUID, told: str) -> Disclosed:
    institution, recipient, *rest = veil.show(told, _place(disclosure_id, subject, stream))
    return Disclosed(disclosure_id, read_at, institution and UUID(institution), recipient and UUID(recipient), *rest)


def _place(disclosure_id: UUID, subject: UUID, stream: UUID) -> str:
    return f"disclosure:{disclosure_id}:{subject}:{stream}"
