"""One person of whom intake has been told everything, each value with a mark that no other record has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from infra.web.host import EXTENSION, Host
from infra.world import now
from services.intake.people.applications.custody import CustodyApplication
from services.intake.people.domain.belonging import Move
from tests.integration.intake.house import House, opened
from tests.openapi.records import Records

CPF = "52998224725"
CLASSES = "display_name,civil_name,birth_date,accessibility_needs"


class Marks:
    """Texts that are told of somebody and occur nowhere else, lower case where the API takes codes only."""

    def __init__(self) -> None:
        self.seed = uuid4().hex[:8]
        self.made: list[str] = []

    def __call__(self, what: str) -> str:
        self.made.append(f"{what}-{self.seed}")
        return self.made[-1]

    def inside(self, value: Any) -> bool:
        return isinstance(value, str) and any(mark in value for mark in (*self.made, CPF))


def planted(there: Records, marks: Marks) -> Records:
    """The records of a store with this person's in place of those that hold the least."""
    telling = _Telling(there, marks)
    telling.person()
    telling.consent()
    telling.care()
    telling.release()
    telling.arrival()
    return replace(there, ids={**there.ids, **telling.ids})


class _Telling:
    def __init__(self, there: Records, marks: Marks) -> None:
        self.there, self.marks = there, marks
        self.office = there.known["office_id"]
        self.ids: dict[str, Any] = {}

    def post(self, path: str, body: Mapping[str, Any], known_as: str = "") -> None:
        """A command at the record's version of the moment; `known_as`: the parameter that names what it makes."""
        filled = path.format(**self.ids)
        match = None if known_as else self.there.api.get(filled.rsplit("/", 1)[0], self.there.token).version
        reply = self.there.api.post(filled, dict(body), self.there.token, match=match)
        assert reply.status in (200, 201), (path, reply.body)
        if known_as:
            self.ids[known_as] = reply.id

    def person(self) -> None:
        mark, one = self.marks, "/v1/persons/{person_id}"
        told = {"civil_name": mark("Civil"), "birth_date": "1987-03-09", "accessibility_needs": mark("Needs")}
        self.post("/v1/persons", {"client_types": ["released"], **told}, "person_id")
        self.ids["name"] = mark("Social")
        self.post(f"{one}/social-name", {"social_name": self.ids["name"]})
        self.post(f"{one}/race-colour", {"race_colour": "BLACK"})
        self.post(f"{one}/gender", {"gender_identity": "trans_woman"})
        point = {"kind": "email", "value": mark("contact"), "safe_to_contact": True}
        self.post(f"{one}/contact-points", point, "contact_point_id")
        self.post(f"{one}/identifiers", {"system": "cpf", "value": CPF}, "identifier_id")
        place = {"kind": "street", "municipality_ibge7": "1200013", "description": mark("Street")}
        self.post(f"{one}/address", place, "address_id")
        needs = {"preferred_address": mark("Dona"), "assistive_needs": mark("Assistive")}
        said = {"languages": ["pt"], "disabilities": ["hearing"]}
        self.post(f"{one}/accommodations", needs | said, "accommodations_id")
        self.somebody_else()
        back = {"released_on": str((now() - timedelta(days=40)).date())}
        self.post(f"{one}/look-back", back, "look_back_id")
        said = {"mark": "30", "housing": "shelter", "work": "informal", "documents": "some_missing"}
        self.post(f"{one}/look-back/reviews", said)

    def somebody_else(self) -> None:
        """Whose age is estimated, because nobody knows the birth date; perhaps the same person."""
        self.post("/v1/persons", {"client_types": ["released"]}, "other_id")
        self.post("/v1/persons/{other_id}/age-estimates", {"age": 38, "precision_years": 3})
        pair = {"person_id": self.ids["person_id"], "other_id": self.ids["other_id"], "reason": "said_by_person"}
        self.post("/v1/duplicate-pairs", pair, "pair_id")

    def consent(self) -> None:
        mark = self.marks
        self.ids |= {"recipient": str(uuid4()), "fields": CLASSES}
        given = {"granted_by": "legal_guardian", "evidence": "audio", "data_classes": CLASSES.split(",")}
        told = {"purpose_text": mark("Purpose"), "evidence_ref": mark("Shelf"), "guardian_ref": mark("Guardian")}
        allowed = {"scope": "SHARE_WITH_PARTNER", "recipients": [self.ids["recipient"]]}
        self.post("/v1/persons/{person_id}/consents", given | told | allowed, "grant_id")
        self.ids["grant"] = self.ids["grant_id"]
        self.post("/v1/persons/{person_id}/consent-refusals", {"scope": "FOLLOW_UP_STATEMENT"}, "refusal_id")

    def care(self) -> None:
        mark, person = self.marks, {"person_id": self.ids["person_id"]}
        reception = {"office_id": self.office, **person, "adaptations": [mark("ramp")]}
        self.post("/v1/receptions", reception, "waiting_id")
        self.post("/v1/receptions", reception, "reception_id")
        self.post("/v1/receptions/{reception_id}/start", {"interpreter": mark("libras")})
        self.post("/v1/receptions/{reception_id}/urgent-needs", {"need": "housing_tonight"})
        self.post("/v1/receptions/{reception_id}/certificates", {"evidence": "signature"}, "certificate_id")
        self.ids["paper_id"] = self.ids["certificate_id"]
        self.assessments(person)
        self.post("/v1/plans", person, "plan_id")
        self.post("/v1/plans/{plan_id}/goals", {"domain": "housing", "text": mark("Goal")})
        self.post("/v1/plans/{plan_id}/statements", {"evidence": "signature"}, "statement_id")
        self.post("/v1/data-subject-requests", {**person, "kind": "access"}, "subject_request_id")
        self.post("/v1/data-subject-requests/{subject_request_id}/identity-check", {"method": "document"})

    def assessments(self, person: Mapping[str, Any]) -> None:
        """Two: no methodology asks for everything."""
        mark, one, other = self.marks, "/v1/assessments/{assessment_id}", "/v1/assessments/{other_assessment_id}"
        said = {"situation": "critical", "person_priority": 1, "professional_priority": 2}
        self.post("/v1/assessments", {**person, "methodology": "stigma"}, "other_assessment_id")
        self.post(f"{other}/family-map", {"family_map": mark("Family")})
        self.post("/v1/assessments", {**person, "methodology": "gender-race"}, "assessment_id")
        self.post(f"{one}/domains", {"domain": "family_children", **said, "narrative": mark("Narrative")})
        self.post(f"{one}/strengths", {"strength": mark("Strength")})
        self.post(f"{one}/identity-markers", {"marker": "religion", "description": mark("Marker")})
        self.post(f"{one}/completion", {})

    def release(self) -> None:
        mark = self.marks
        told = {"name": mark("Case"), "reference": mark("Reference"), "prison_unit": mark("Unit")}
        case = {"office_id": self.office, "expected_release_on": "2025-06-30", "birth_date": "1987-03-09", **told}
        self.post("/v1/pre-release-cases", {**case, "missing_documents": ["rg"]}, "pre_release_case_id")

    def arrival(self) -> None:
        """The case is back from an office that it should not have gone to: as the message of referrals says it."""
        elsewhere = opened(self.there.api, self.there.issue)
        allowed = {"scope": "TRANSFER_OFFICE", "recipients": [elsewhere.id]}
        self.post("/v1/persons/{person_id}/consents", allowed, "transfer_grant_id")
        host: Host = self.there.api.client.application.extensions[EXTENSION]
        back = Move(1, UUID(self.office), uuid4(), UUID(self.ids["transfer_grant_id"]), reversal=True)
        CustodyApplication(host.store).move(UUID(self.ids["person_id"]), back)
        self.hand_over(elsewhere)

    def hand_over(self, closing: House) -> None:
        """Somebody else of that office, which closes, agrees to go to the one that receives its people."""
        api, person, receiving = self.there.api, closing.person(), opened(self.there.api, self.there.issue)
        allowed = {"scope": "TRANSFER_OFFICE", "recipients": [receiving.id]}
        for path, body in ((f"/v1/persons/{person}/consents", allowed), ("/v1/plans", {"person_id": person})):
            assert api.post(path, body, closing.staff).status == 201
        assert closing.step("closing", receiving_office_id=receiving.id).status == 200
        self.ids["closing_office_id"] = closing.id
