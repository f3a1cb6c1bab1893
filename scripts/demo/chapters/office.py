"""Steps 4, 5, 7 and 9: people come to the Social Office Porto Sereno."""

from __future__ import annotations

from uuid import uuid4

from scripts.demo.cast import Cast
from scripts.demo.network import Network
from scripts.demo.reference import PORTO_SERENO
from scripts.demo.stage import Stage

ANSELMO, DANDARA, ROSA = "PER-2", "PER-1", "PER-5"
PEOPLE = {
    DANDARA: {"client_types": ["released"], "civil_name": "Nome Civil Fictício", "birth_date": "1990-11-08"},
    ROSA: {"client_types": ["relative"], "social_name": "Rosa", "birth_date": "1966-09-01"},
    ANSELMO: {
        "client_types": ["released"], "social_name": "Anselmo", "birth_date": "1943-02-11",
        "accessibility_needs": "Libras",
    },
}  # fmt: skip
DECLARED = {
    DANDARA: ("BLACK", "trans_woman"),
    ROSA: ("WHITE", "cis_woman"),
    ANSELMO: ("BROWN", "cis_man"),
}


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("A morning at the Social Office Porto Sereno (AM)")
    open_office(stage, network, cast)
    arrivals(stage, cast)
    start(stage, cast)
    called_by_her_name(stage, cast)
    a_relative(stage, cast)


def open_office(stage: Stage, network: Network, cast: Cast) -> None:
    with stage.step("-", "before", "the office opens under the court and the state secretariat together"):
        coordinator = cast.users["coordinator"] = network.user("Marina", "office_coordinator", uf=["AM"])
        office = coordinator.post(
            "/intake/v1/offices",
            {
                "name": "Porto Sereno", "level": "state", "uf": PORTO_SERENO.uf,
                "municipality_ibge7": PORTO_SERENO.ibge7, "zone": PORTO_SERENO.zone,
            },
        )  # fmt: skip
        cast.offices["OFF-AM"] = office.id
        path = f"/intake/v1/offices/{office.id}"
        refused = coordinator.post(f"{path}/opening", {}, match=1, expect=409)
        stage.check("opening under one power alone", refused.status, 409)
        for match, power in ((1, "judiciary"), (2, "state_executive")):
            coordinator.post(f"{path}/managing-parties", {"org_id": str(uuid4()), "power": power}, match=match)
        stage.check("office", coordinator.post(f"{path}/opening", {}, match=3).body["status"], "open")
    cast.users["social worker"] = network.user("Lia", "social_worker", uf=["AM"], office=[office.id])


def arrivals(stage: Stage, cast: Cast) -> None:
    lia, office = cast.users["social worker"], cast.offices["OFF-AM"]
    with stage.step("4", "08:00 AM", "PER-1, PER-5 and then PER-2 (82) arrive"):
        for minute, who in enumerate((DANDARA, ROSA, ANSELMO), start=58):
            at = f"2025-04-17T1{1 + minute // 60}:{minute % 60:02}:00Z"
            person = lia.post("/intake/v1/persons", dict(PEOPLE[who]), at=at)
            cast.persons[who] = person.id
            declare(cast, who, person.version, at)
            arrival = {"office_id": office, "person_id": person.id}
            cast.receptions[who] = lia.post("/intake/v1/receptions", arrival, at=at).id
        queue = lia.get(f"/intake/v1/receptions?office_id={office}").body["items"]
        order = [next(w for w, p in cast.persons.items() if p == place["person_id"]) for place in queue]
        stage.check("queue order", order, [ANSELMO, DANDARA, ROSA])
        stage.check("first class", queue[0]["priority_class"], "PR1")
        stage.note(queue[0]["explanations"]["pt"])
        day = lia.get(f"/intake/v1/offices/{office}/day").body
        waiting = [(line["priority_class"], line["waiting"]) for line in day["waiting"]]
        stage.check("the desk sees", waiting, [("PR1", 1), ("PR4", 2)])


def declare(cast: Cast, who: str, version: int, at: str) -> None:
    """Race/colour and gender in the person's own words: two declarations, for statistics only."""
    lia, path = cast.users["social worker"], f"/intake/v1/persons/{cast.persons[who]}"
    race, gender = DECLARED[who]
    declared = lia.post(f"{path}/race-colour", {"race_colour": race}, match=version, at=at)
    lia.post(f"{path}/gender", {"gender_identity": gender}, match=declared.version, at=at)


def start(stage: Stage, cast: Cast) -> None:
    lia, path = cast.users["social worker"], f"/intake/v1/receptions/{cast.receptions[ANSELMO]}"
    with stage.step("5", "08:05 AM", "PER-2 is received with a sign-language interpreter; medication is missing"):
        started = lia.post(f"{path}/start", {"interpreter": "libras"}, match=1, at="2025-04-17T12:05:00Z")
        stage.check("waiting seconds", started.body["waiting_seconds"], 300)
        lia.post(f"{path}/urgent-needs", {"need": "medication"}, match=2, at="2025-04-17T12:08:00Z")


def called_by_her_name(stage: Stage, cast: Cast) -> None:
    lia, office = cast.users["social worker"], cast.offices["OFF-AM"]
    person, reception = cast.persons[DANDARA], cast.receptions[DANDARA]
    with stage.step("7", "08:40 AM", "PER-1 is asked how she wants to be called"):
        lia.post(f"/intake/v1/receptions/{reception}/start", {}, match=1, at="2025-04-17T12:40:00Z")
        version = lia.get(f"/intake/v1/persons/{person}").version
        body = {"social_name": "Dandara"}
        lia.post(f"/intake/v1/persons/{person}/social-name", body, match=version, at="2025-04-17T12:41:00Z")
        need = {"need": "housing_tonight"}
        lia.post(f"/intake/v1/receptions/{reception}/urgent-needs", need, match=2, at="2025-04-17T12:42:00Z")
        stage.check("screen shows", lia.get(f"/intake/v1/persons/{person}").body["display_name"], "Dandara")
        waiting = lia.get(f"/intake/v1/receptions?office_id={office}").body["items"]
        stage.check("still waiting", [p["display_name"] for p in waiting], ["Rosa"])


def a_relative(stage: Stage, cast: Cast) -> None:
    lia, person, reception = cast.users["social worker"], cast.persons[ROSA], cast.receptions[ROSA]
    with stage.step("9", "09:30 AM", "PER-5, a prisoner's mother, is heard by the method against stigma"):
        lia.post(f"/intake/v1/receptions/{reception}/start", {}, match=1, at="2025-04-17T13:28:00Z")
        begun = {"person_id": person, "methodology": "stigma"}
        assessment = lia.post("/intake/v1/assessments", begun, at="2025-04-17T13:30:00Z")
        path, version = f"/intake/v1/assessments/{assessment.id}", assessment.version
        for domain, priority in (("legal_aid", 1), ("discrimination_support", 2)):
            said = {"domain": domain, "situation": "unmet", "person_priority": priority}
            version = lia.post(f"{path}/domains", said, version, "2025-04-17T13:35:00Z").version
        lia.post(f"{path}/completion", {}, version, "2025-04-17T13:38:00Z")
        page = lia.get(f"/intake/v1/persons/{person}/page").body
        shown = (page["display_name"], page["client_types"], len(page["assessments"]), len(page["receptions"]))
        stage.check("her page", shown, ("Rosa", ["relative"], 1, 1))
        certificate = {"evidence": "signature"}
        issued = lia.post(f"/intake/v1/receptions/{reception}/certificates", certificate, at="2025-04-17T13:39:00Z")
        paper = lia.get(f"/intake/v1/receptions/{reception}/certificates/{issued.id}").body
        stage.check(
            "she asked for a certificate of the day", (paper["display_name"], paper["on"]), ("Rosa", "2025-04-17")
        )
