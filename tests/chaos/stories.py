"""What offices do all day: persons come, consent, are received, referred and served, and take consents back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from scripts.demo.reference import PORTO_SERENO
from tests.chaos.client import Answer, Client
from tests.chaos.load import Steps, until_known

RACES = ("BLACK", "WHITE", "BROWN")
GENDERS = ("cis_woman", "cis_man", "trans_woman")
NEEDS = ("housing_tonight", "food", "medication")


@dataclass
class House:
    """The office that all share, and the partner that one client refers to."""

    office: str
    worker: str  # tokens
    manager: str
    partner: str = ""
    offer: str = ""
    answers: str = ""


@dataclass
class People:
    """The stories of one client in intake and referrals."""

    client: Client
    house: House

    def story(self) -> Steps[None]:
        rng, house = self.client.rng, self.house
        person = yield from self.person()
        if rng.random() < 0.7:
            yield from self.reception(person)
        grant = self.consent(person)
        yield
        referral = yield from self.referral(person, grant)
        fate = rng.random()
        if fate < 0.4:
            self.client.command("intake.consent-ledger.withdrawn",
                f"/intake/v1/persons/{person}/consents/{grant}/withdrawal", {}, house.worker, stream="")  # fmt: skip
        elif fate < 0.8:
            path = f"/referrals/v1/referrals/{referral[0]}/completion"
            done = {"outcome": "service_received"}
            self.client.command("referrals.referral.completed", path, done, house.answers, referral[1], referral[0])

    def person(self) -> Steps[str]:
        rng, token = self.client.rng, self.house.worker
        body = {"client_types": ["released"], "social_name": f"Pessoa {rng.randrange(10**6)}"}
        made = self.client.command("intake.person.registered", "/intake/v1/persons", body, token)
        yield
        if rng.random() < 0.5:
            path = f"/intake/v1/persons/{made.id}"
            race = {"race_colour": rng.choice(RACES)}
            told = self.client.command("intake.person.race-colour-declared", f"{path}/race-colour", race, token,
                                       made.version, made.id)  # fmt: skip
            gender = {"gender_identity": rng.choice(GENDERS)}
            self.client.command("intake.person.gender-declared", f"{path}/gender", gender, token, told.version, made.id)
            yield
        return made.id

    def reception(self, person: str) -> Steps[None]:
        token = self.house.worker
        arrival = {"office_id": self.house.office, "person_id": person}
        came = self.client.command("intake.reception.arrived", "/intake/v1/receptions", arrival, token)
        path, version = f"/intake/v1/receptions/{came.id}", came.version
        steps: list[tuple[str, str, dict[str, Any]]] = [("started", "start", {})]
        if self.client.rng.random() < 0.5:
            steps.append(("urgent-need-identified", "urgent-needs", {"need": self.client.rng.choice(NEEDS)}))
        steps.append(("completed", "completion", {"outcome": "assessed"}))
        for event, step, body in steps:
            yield
            version = self.client.command(f"intake.reception.{event}", f"{path}/{step}", body, token, version,
                                          came.id).version  # fmt: skip

    def consent(self, person: str) -> str:
        body = {"scope": "SHARE_WITH_PARTNER", "recipients": [self.house.partner], "data_classes": ["display_name"]}
        path = f"/intake/v1/persons/{person}/consents"
        return self.client.command("intake.consent-ledger.granted", path, body, self.house.worker, stream="").id

    def referral(self, person: str, grant: str, need: str = "housing") -> Steps[tuple[str, int]]:
        house = self.house
        draft = {"person_id": person, "office_id": house.office, "need_domain": need}
        made = self.client.command("referrals.referral.drafted", "/referrals/v1/referrals", draft, house.worker)
        yield
        path = f"/referrals/v1/referrals/{made.id}"
        body = {"offer_id": house.offer, "grant_id": grant, "shared_fields": ["display_name"]}
        # A consent reaches referrals a little later, and much later while something is broken.
        sent = yield from until_known("referrals-grant-not-known-yet", lambda: self.client.command(
            "referrals.referral.sent", f"{path}/sending", body, house.worker, made.version, made.id))  # fmt: skip
        yield
        accepted = self.client.command("referrals.referral.accepted", f"{path}/acceptance", {}, house.answers,
                                       sent.version, made.id)  # fmt: skip
        yield
        return made.id, accepted.version


def open_office(client: Client, token: str) -> str:
    home = PORTO_SERENO
    body = {"name": "Porto Sereno", "level": "state", "uf": home.uf, "municipality_ibge7": home.ibge7,
            "zone": home.zone}  # fmt: skip
    made = client.command("intake.office.registered", "/intake/v1/offices", body, token)
    path, version = f"/intake/v1/offices/{made.id}", made.version
    event, parties = "intake.office.managing-party-added", f"{path}/managing-parties"
    for power in ("judiciary", "state_executive"):
        party = {"org_id": str(uuid4()), "power": power}
        version = client.command(event, parties, party, token, version, made.id).version
    client.command("intake.office.opened", f"{path}/opening", {}, token, version, made.id)
    return made.id


def join(client: Client, token: str, name: str) -> tuple[str, str]:
    """A partner with an agreement and an offer that never runs out of places."""
    partner = enrol(client, token, name).id
    return partner, publish(client, token, partner, {"need_domains": ["housing"]})


def enrol(client: Client, token: str, name: str) -> Answer:
    """An active partner, as its last step left it."""
    home = PORTO_SERENO
    body = {"legal_name": name, "org_type": "ngo", "uf": home.uf, "municipality_ibge7": home.ibge7, "zone": home.zone}
    made = client.command("referrals.partner.prospected", "/referrals/v1/partners", body, token)
    path = f"/referrals/v1/partners/{made.id}"
    clause = {"kind": "cooperation_term", "signed_on": "2025-01-10", "data_sharing_clause": True}
    signed = client.command("referrals.partner.agreement-signed", f"{path}/agreements", clause, token, made.version,
                            made.id)  # fmt: skip
    active = client.command("referrals.partner.activated", f"{path}/activation", {}, token, signed.version, made.id)
    return replace(made, version=active.version)


def publish(client: Client, token: str, partner: str, what: dict[str, Any]) -> str:
    offer = {"partner_id": partner, "data_needed": ["display_name"], "slots": 100_000, **what}
    return client.command("referrals.service-offer.published", "/referrals/v1/offers", offer, token).id
