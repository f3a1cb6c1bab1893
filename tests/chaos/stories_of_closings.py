"""What a network loses now and then: a partner that somebody was sent to closes a site, and ends for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scripts.demo.reference import PORTO_SERENO
from tests.chaos.client import Answer, Client
from tests.chaos.load import Steps
from tests.chaos.stories import House, People, enrol, publish

# What somebody needs there: one field of competence, two, and two needs of one field.
NEEDS = (("housing",), ("housing", "employment"), ("employment", "vocational_training"))


@dataclass
class Closings:
    """The stories of one client about partners that it opens for that; nobody else refers to them."""

    client: Client
    house: House  # the office, and who works there
    answers: Callable[[str], str]  # the token of a partner's people

    def story(self) -> Steps[None]:
        rng, manager = self.client.rng, self.house.manager
        needs = rng.choice(NEEDS)
        partner = enrol(self.client, manager, "Casa de passagem")
        yield
        site = self.site(partner.id)
        yield
        offer = publish(self.client, manager, partner.id, {"need_domains": list(needs), "site_id": site.id})
        yield
        yield from self.people(partner.id, offer, needs)
        if rng.random() < 0.5:
            self.close("partner-site", f"/referrals/v1/sites/{site.id}", site)
            yield
        self.close("partner", f"/referrals/v1/partners/{partner.id}", partner)

    def site(self, partner: str) -> Answer:
        home = PORTO_SERENO
        address = {"street": "Rua do Porto", "number": "12", "district": "Centro"}
        body = {"partner_id": partner, "uf": home.uf, "municipality_ibge7": home.ibge7, "zone": home.zone,
                "address": address}  # fmt: skip
        return self.client.command("referrals.partner-site.added", "/referrals/v1/sites", body, self.house.manager)

    def people(self, partner: str, offer: str, needs: tuple[str, ...]) -> Steps[None]:
        """One person is sent there for each need, so that somebody is inside when it closes."""
        there = replace(self.house, partner=partner, offer=offer, answers=self.answers(partner))
        people = People(self.client, there)
        person = yield from people.person()
        grant = people.consent(person)
        yield
        for need in needs:
            yield from people.referral(person, grant, need)

    def close(self, what: str, path: str, known: Answer) -> None:
        self.client.command(f"referrals.{what}.closed", f"{path}/closure", {}, self.house.manager, known.version,
                            known.id)  # fmt: skip
