"""Names of profiles and code systems: of FHIR, of the guide SDOH Clinical Care, and ours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

MEDIA = "application/fhir+json"

GUIDE = "http://hl7.org/fhir/us/sdoh-clinicalcare"
PROFILES = f"{GUIDE}/StructureDefinition/"
SERVICE_REQUEST = f"{PROFILES}SDOHCC-ServiceRequest"
REFERRAL_TASK = f"{PROFILES}SDOHCC-TaskForReferralManagement"
PATIENT_TASK = f"{PROFILES}SDOHCC-TaskForPatient"
SERVICE = f"{PROFILES}SDOHCC-HealthcareServiceForReferralManagement"
CAPACITY_STATUS = f"{PROFILES}SDOHCC-ExtensionHealthcareServiceCapacityStatus"

GUIDE_CODES = f"{GUIDE}/CodeSystem/SDOHCC-CodeSystemTemporaryCodes"
TASK_CODES = "http://hl7.org/fhir/CodeSystem/task-code"
QUESTIONNAIRE_CODES = "http://hl7.org/fhir/uv/sdc/CodeSystem/temp"
US_CORE_CATEGORIES = "http://hl7.org/fhir/us/core/CodeSystem/us-core-category"
SNOMED = "http://snomed.info/sct"

PERSON = "urn:travessia:person"
REFERRAL = "urn:travessia:referral"
OFFICE = "urn:travessia:office"
PARTNER = "urn:travessia:partner"
OFFER = "urn:travessia:offer"
GRANT = "urn:travessia:grant"
APPOINTMENT = "urn:travessia:appointment"
FEEDBACK = "urn:travessia:questionnaire:feedback"


def ours(name: str) -> str:
    """The code system of one of our code lists."""
    return f"urn:travessia:code:{name}"


def coding(system: str, code: str) -> dict[str, Any]:
    return {"system": system, "code": code}


def concept(*codings: tuple[str, str]) -> dict[str, Any]:
    """A CodeableConcept: the same thing in several systems."""
    return {"coding": [coding(system, code) for system, code in codings]}


def identifier(system: str, value: UUID | str) -> dict[str, Any]:
    return {"system": system, "value": str(value)}


def logical(kind: str, system: str, value: UUID) -> dict[str, Any]:
    """A reference by identifier to what only its owner has."""
    return {"type": kind, "identifier": identifier(system, value)}


def within(kind: str, entry: UUID) -> dict[str, Any]:
    """A reference to another entry of the bundle."""
    return {"reference": urn(entry), "type": kind}


def urn(entry: UUID) -> str:
    """The address of an entry."""
    return f"urn:uuid:{entry}"
