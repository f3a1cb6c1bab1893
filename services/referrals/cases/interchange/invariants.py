"""Invariants of tasks: of FHIR R4, and the guide's for a patient as far as they are about codes that we know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.referrals.cases.interchange import systems
from services.referrals.cases.interchange.faults import Fault, codes_at, found


@dataclass(frozen=True)
class Invariant:
    name: str
    path: str
    says: str
    check: Callable[[Mapping[str, Any]], Iterator[Fault]]


def _is(resource: Mapping[str, Any], system: str, code: str) -> bool:
    return code in codes_at(resource, "code", system)


def _asks_by_one_questionnaire(resource: Mapping[str, Any]) -> Iterator[Fault]:
    if not _is(resource, systems.QUESTIONNAIRE_CODES, "complete-questionnaire"):
        return
    of_guide = codes_at(resource, "input.type", systems.GUIDE_CODES)
    forms = codes_at(resource, "input.type", systems.QUESTIONNAIRE_CODES).count("questionnaire")
    forms += sum(of_guide.count(code) for code in ("questionnaire-pdf", "questionnaire-url"))
    if forms != 1 or "questionnaire-category" not in of_guide:
        yield Fault("/input", "questionnaire-missing")


def _names_whom_to_contact(resource: Mapping[str, Any]) -> Iterator[Fault]:
    named = codes_at(resource, "input.type", systems.GUIDE_CODES)
    if _is(resource, systems.GUIDE_CODES, "make-contact") and "contact-entity" not in named:
        yield Fault("/input", "contact-missing")


def _is_answered_by_its_response(resource: Mapping[str, Any]) -> Iterator[Fault]:
    if "questionnaire" not in codes_at(resource, "input.type", systems.QUESTIONNAIRE_CODES):
        return
    given = codes_at(resource, "output.type", systems.QUESTIONNAIRE_CODES)
    if resource.get("output") and "questionnaire-response" not in given:
        yield Fault("/output", "response-missing")


def _describes_the_contact(resource: Mapping[str, Any]) -> Iterator[Fault]:
    if not _is(resource, systems.GUIDE_CODES, "make-contact"):
        return
    if "description" not in resource:
        yield Fault("/description", "required")
    given = codes_at(resource, "output.type", systems.GUIDE_CODES)
    if list(found(resource, "output")) and set(given) != {"chosen-contact"}:
        yield Fault("/output", "unknown-code")


def _changed_after_it_was_made(resource: Mapping[str, Any]) -> Iterator[Fault]:
    """Days, months and years are not compared with moments."""
    moments = [str(resource.get(name, "")) for name in ("authoredOn", "lastModified")]
    if all(len(text) > len("2025-01-01") for text in moments):
        made, changed = (datetime.fromisoformat(text) for text in moments)
        if changed < made:
            yield Fault("/lastModified", "before-authored")


OF_A_TASK = (Invariant("R4 inv-1", "lastModified", "not before authoredOn", _changed_after_it_was_made),)
OF_A_PATIENT_TASK = (
    Invariant("SDOH-Task-1", "input", "complete-questionnaire: one questionnaire and its category",
              _asks_by_one_questionnaire),
    Invariant("SDOH-Task-4", "input", "make-contact: a contact-entity", _names_whom_to_contact),
    Invariant("SDOH-Task-5", "output", "a questionnaire is answered by a questionnaire-response",
              _is_answered_by_its_response),
    Invariant("SDOH-Task-7", "description", "make-contact: described, and no output but a chosen-contact",
              _describes_the_contact),
)  # fmt: skip
