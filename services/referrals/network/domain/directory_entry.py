"""Directory entry: an organisation as another directory describes it; standing there makes nobody a partner."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import Directory
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, derived_id, event

NAMESPACE = UUID("0d0f1a52-7f3c-4e0b-9a53-6a0c5a8a7d11")


class EntryKnown(DomainError):
    code = "referrals.directory-entry-known"
    detail = "The entry of this organization in this directory is known, with other contents."
    fix = "Read it in the list of entries, and replace its contents."


class EntryDropped(DomainError):
    code = "referrals.directory-entry-dropped"
    detail = "The entry was dropped already."
    fix = "Nothing is left to do; replace its contents if it stands in the directory again."


class OwnOrganisation(DomainError):
    code = "referrals.own-organisation"
    detail = "The organization is a partner of the network, whose record here is the source."
    fix = "Change the partner itself; leave it out of the import."


class EntryOfAnother(DomainError):
    code = "referrals.directory-entry-of-another"
    detail = "The contents are of another organization than the entry."
    fix = "Import them as an entry of their own."


class DirectoryEntry(Aggregate, store="referrals"):
    """`contents` is the organization with all that is nested in it (HSDS 3.1), as JSON in one form."""

    class Imported(InitialEvent):
        directory: Directory
        organization_id: UUID
        uf: UF | None
        contents: str

    class Replaced(Event):
        contents: str

    class Dropped(Event):
        """It stands in that directory no more."""

    @event(Imported)
    def __init__(self, directory: Directory, organization_id: UUID, uf: UF | None, contents: str) -> None:
        self.directory, self.organization_id, self.uf, self.contents = directory, organization_id, uf, contents
        self.municipality_ibge7: str | None = None
        self.stands = True

    @staticmethod
    def create_id(directory: Directory, organization_id: UUID, *_: object, **__: object) -> UUID:
        """Who imports the same file again finds the same entry."""
        return derived_id(NAMESPACE, f"{directory}/{organization_id}")

    def import_again(self, contents: str) -> None:
        """Changes nothing if it was only repeated; what was dropped stands there again.

        Raises EntryKnown: whoever brings other contents names the version that these are in the place of.
        """
        if self.stands and contents != self.contents:
            raise EntryKnown
        self.replace(self.organization_id, contents)

    def replace(self, organization_id: UUID, contents: str) -> None:
        """As the directory has it now; also one that was dropped. Raises EntryOfAnother."""
        if organization_id != self.organization_id:
            raise EntryOfAnother
        if not self.stands or contents != self.contents:
            self.trigger_event(self.Replaced, contents=contents)

    @event(Replaced)
    def _replaced(self, contents: str) -> None:
        self.contents, self.stands = contents, True

    def drop(self) -> None:
        """Raises EntryDropped."""
        if not self.stands:
            raise EntryDropped
        self.trigger_event(self.Dropped)

    @event(Dropped)
    def _dropped(self) -> None:
        self.stands = False
