"""Commands and queries of directories: entries of others are kept as they are, our own records stand beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import Directory, Funnel
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.network.directory.contents import as_text, from_text
from services.referrals.network.directory.history import history
from services.referrals.network.directory.organizations import Presence, described, organization
from services.referrals.network.directory.places import location
from services.referrals.network.directory.services import service
from services.referrals.network.domain.directory_entry import DirectoryEntry, OwnOrganisation
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.placing import PlacedApplication
from services.referrals.network.views.directory_entries import DirectoryEntries, ListedEntry
from services.referrals.network.views.open_offers import OpenOffers
from services.referrals.network.views.partner_directory import PartnerDirectory
from services.referrals.network.views.partner_sites import PartnerSites

# Partners that work with the network, now or again soon; prospects are nobody's business yet.
SHOWN = (Funnel.ACTIVE, Funnel.SUSPENDED)
OURS, OTHERS = 0, 1


@dataclass(frozen=True)
class Line:
    """An organization of the directory. `origin`: the network itself, or the directory that it was imported from."""

    rank: int
    id: UUID
    origin: str
    organization: Mapping[str, Any]


class DirectoryApplication(PlacedApplication):
    def import_entry(self, directory: Directory, uf: UF | None, entry: Mapping[str, Any]) -> DirectoryEntry:
        """Raises OwnOrganisation, EntryKnown; changes nothing when it stands there with the same contents."""
        organization_id, contents = UUID(entry["id"]), as_text(entry)
        with self.unit_of_work() as unit:
            if unit.exists(Partner, organization_id):
                raise OwnOrganisation
            found = unit.find(DirectoryEntry, DirectoryEntry.create_id(directory, organization_id))
            if found is not None:
                found.import_again(contents)
                self.save(unit, found)
                return found
            made = DirectoryEntry(directory=directory, organization_id=organization_id, uf=uf, contents=contents)
            self.save(unit, made)
        return made

    def entry(self, entry_id: UUID) -> DirectoryEntry:
        with self.unit_of_work() as unit:
            return unit.get(DirectoryEntry, entry_id)

    def replace_entry(self, entry_id: UUID, expected: int, entry: Mapping[str, Any]) -> DirectoryEntry:
        with self.changing(DirectoryEntry, entry_id, expected) as found:
            found.replace(UUID(entry["id"]), as_text(entry))
        return found

    def drop_entry(self, entry_id: UUID, expected: int) -> DirectoryEntry:
        with self.changing(DirectoryEntry, entry_id, expected) as found:
            found.drop()
        return found

    def entries(
        self, directory: Directory | None, uf: UF | None, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[ListedEntry]:
        with self.unit_of_work() as unit:
            return self.view(DirectoryEntries).listed(unit, directory, uf, limit, after[0] if after else None)

    def organizations(self, uf: UF | None, told: bool, limit: int, after: tuple[Any, ...] | None = None) -> list[Line]:
        """Our partners first, then entries of other directories, each by id. `told`: ours with what became of them."""
        rank, last = after or (OURS, None)
        with self.unit_of_work() as unit:
            lines = list(self._ours(unit, uf, told, limit, last)) if rank == OURS else []
            if len(lines) < limit:
                seen = last if rank == OTHERS else None
                found = self.view(DirectoryEntries).contents(unit, uf, limit - len(lines), seen)
                lines += [Line(OTHERS, entry_id, origin, from_text(text)) for entry_id, origin, text in found]
        return lines

    def _ours(self, unit: UnitOfWork, uf: UF | None, told: bool, limit: int, after: UUID | None) -> Iterator[Line]:
        for listed in self.view(PartnerDirectory).shown(unit, uf, SHOWN, limit, after):
            presence = self._presence(unit, listed)
            made = organization(presence)
            yield Line(OURS, listed, "travessia", _with_history(unit, presence, made) if told else made)

    def _presence(self, unit: UnitOfWork, partner_id: UUID) -> Presence:
        sites = self.view(PartnerSites).of(unit, partner_id)
        offers = self.view(OpenOffers).of(unit, partner_id)
        unit.fetch([(Partner, partner_id), *((PartnerSite, i) for i in sites), *((ServiceOffer, i) for i in offers)])
        return Presence(
            unit.get(Partner, partner_id),
            tuple(unit.get(PartnerSite, site_id) for site_id in sites),
            tuple(unit.get(ServiceOffer, offer_id) for offer_id in offers),
        )


def _with_history(unit: UnitOfWork, presence: Presence, made: dict[str, Any]) -> dict[str, Any]:
    """Each record with its changes; where a service is, its location is told once more, and its changes with it."""
    made["metadata"] = history(unit.history(presence.partner.id), described)
    changes = {str(site.id): history(unit.history(site.id), location) for site in presence.sites}
    for shown in made.get("services", []):
        shown["metadata"] = history(unit.history(UUID(shown["id"])), lambda offer: service(offer, None))
        for there in shown.get("service_at_locations", []):
            there["location"]["metadata"] = changes[there["location"]["id"]]
    for place in made.get("locations", []):
        place["metadata"] = changes[place["id"]]
    return made
