"""A story's own office, people and partners, reached over HTTP: no story leans on what another one left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.demo.cast import Cast
from scripts.demo.chapters.opening import opened
from scripts.demo.chapters.referral import join, slug
from scripts.demo.network import Network, Reply, User
from scripts.demo.reference import PORTO_SERENO, Municipality

TOO_EARLY = "referrals-grant-not-known-yet"


@dataclass
class Partner:
    """An active partner with one offer, and somebody who answers for it."""

    id: str
    offer: str
    user: User

    @property
    def free(self) -> int:
        found: int = self.user.get(f"/referrals/v1/offers/{self.offer}").body["free"]
        return found


@dataclass
class Scene:
    """An open office with a coordinator and one professional."""

    network: Network
    office: str
    coordinator: User
    staff: User
    place: Municipality = PORTO_SERENO

    @classmethod
    def opened(cls, network: Network, place: Municipality = PORTO_SERENO) -> Scene:
        cast = Cast()
        opened(network, cast, "own", place, "state_executive")
        office = cast.offices["own"]
        coordinator = network.user("Marina", "office_coordinator", uf=[place.uf], office=[office])
        staff = network.user("Lia", "social_worker", uf=[place.uf], office=[office])
        return cls(network, office, coordinator, staff, place)

    def person(self, **said: Any) -> str:
        return self.staff.post("/intake/v1/persons", {"client_types": ["released"], **said}).id

    def partner(self, domain: str, slots: int = 2, **terms: Any) -> Partner:
        manager = self.network.user("Caio", "network_manager", uf=[self.place.uf])
        joined = join(manager, f"Parceira de {domain}", "ngo", self.place)
        offer = {"partner_id": joined, "need_domains": [domain], "data_needed": ["display_name"], "slots": slots}
        made = manager.post("/referrals/v1/offers", {**offer, **terms}).id
        return Partner(joined, made, self.network.user("Parceira", "partner", uf=[self.place.uf], org=joined))

    def consent(self, person: str, partner: Partner) -> str:
        """That the partner may know how to call the person."""
        body = {"scope": "SHARE_WITH_PARTNER", "recipients": [partner.id], "data_classes": ["display_name"]}
        return self.staff.post(f"/intake/v1/persons/{person}/consents", body).id

    def draft(self, person: str, domain: str) -> Reply:
        body = {"person_id": person, "office_id": self.office, "need_domain": domain}
        return self.staff.post("/referrals/v1/referrals", body)

    def sending(self, draft: Reply, partner: Partner, grant: str) -> Reply:
        """The answer to a sending, asked again while the consent is on its way to referrals."""
        body = {"offer_id": partner.offer, "grant_id": grant, "shared_fields": ["display_name"]}
        path = f"/referrals/v1/referrals/{draft.id}/sending"
        reply: Reply = self.network.eventually(
            lambda: self.staff.post(path, body, draft.version, any_status=True),
            lambda answer: answer.status == 200 or slug(answer) != TOO_EARLY,
        )
        return reply

    def referred(self, person: str, domain: str, partner: Partner, grant: str) -> str:
        """The address of a referral that its partner has accepted."""
        draft = self.draft(person, domain)
        sent = self.sending(draft, partner, grant)
        path = f"/referrals/v1/referrals/{draft.id}"
        partner.user.post(f"{path}/acceptance", {}, sent.version)
        return path

    def received(self, person: str, at: str | None = None) -> str:
        """A reception from the door to its end."""
        arrived = self.staff.post("/intake/v1/receptions", {"office_id": self.office, "person_id": person}, at=at)
        path = f"/intake/v1/receptions/{arrived.id}"
        self.staff.post(f"{path}/start", {}, arrived.version, at)
        self.staff.post(f"{path}/completion", {"outcome": "oriented"}, arrived.version + 1, at)
        return arrived.id
