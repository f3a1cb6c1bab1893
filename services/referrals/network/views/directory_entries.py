"""What stands in other directories, as it was imported last."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import Directory
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.directory_entry import DirectoryEntry


@dataclass(frozen=True)
class ListedEntry:
    """`digest`: SHA-256 of the contents, by which an import sees that nothing is to do."""

    entry_id: UUID
    directory: str
    organization_id: UUID
    uf: str | None
    version: int
    stands: bool
    digest: str


class DirectoryEntries(View):
    name = "directory_entries"
    columns = """
        entry_id uuid PRIMARY KEY,
        directory text NOT NULL,
        organization_id uuid NOT NULL,
        uf text,
        version integer NOT NULL,
        stands boolean NOT NULL,
        digest text NOT NULL,
        contents text NOT NULL,
        UNIQUE (directory, entry_id)"""

    @handles(DirectoryEntry.Imported)
    def imported(self, event: DirectoryEntry.Imported, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, true, %s, %s)",
            event.originator_id,
            event.directory.value,
            event.organization_id,
            event.uf.value if event.uf else None,
            event.originator_version,
            digest(event.contents),
            event.contents,
        )

    @handles(DirectoryEntry.Replaced)
    def replaced(self, event: DirectoryEntry.Replaced, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET version = %s, stands = true, digest = %s, contents = %s WHERE entry_id = %s",
            event.originator_version,
            digest(event.contents),
            event.contents,
            event.originator_id,
        )

    @handles(DirectoryEntry.Dropped)
    def dropped(self, event: DirectoryEntry.Dropped, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET version = %s, stands = false WHERE entry_id = %s",
            event.originator_version,
            event.originator_id,
        )

    def listed(
        self, source: Query, directory: Directory | None, uf: UF | None, limit: int, after: UUID | None
    ) -> list[ListedEntry]:
        """By id; of one directory or all, of one state or all. Those that were dropped too."""
        rows = self.rows(
            source,
            "SELECT entry_id, directory, organization_id, uf, version, stands, digest FROM {table}"
            " WHERE (%s::text IS NULL OR directory = %s) AND (%s::text IS NULL OR uf = %s)"
            " AND (%s::uuid IS NULL OR entry_id > %s) ORDER BY entry_id LIMIT %s",
            directory, directory, uf, uf, after, after, limit,
        )  # fmt: skip
        return [ListedEntry(*row) for row in rows]

    def contents(self, source: Query, uf: UF | None, limit: int, after: UUID | None) -> list[tuple[UUID, str, str]]:
        """Id, directory and contents of those that stand there, by id."""
        rows = self.rows(
            source,
            "SELECT entry_id, directory, contents FROM {table} WHERE stands AND (%s::text IS NULL OR uf = %s)"
            " AND (%s::uuid IS NULL OR entry_id > %s) ORDER BY entry_id LIMIT %s",
            uf, uf, after, after, limit,
        )  # fmt: skip
        return [(entry_id, directory, contents) for entry_id, directory, contents in rows]


def digest(contents: str) -> str:
    return sha256(contents.encode()).hexdigest()
