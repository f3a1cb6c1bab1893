"""The rules of the profiles, one a line: what FHIR R4 binds to a code, and what the guide asks for beyond it.

Source of each line: the element of FHIR R4 4.0.1, or the profile's or invariant's name in the guide SDOH Clinical Care,
in its source towards STU 3. Bindings to SNOMED CT and the like are checked as far as their system: no terminology here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.referrals.cases.interchange import codes, invariants, systems
from services.referrals.cases.interchange.faults import Fault, found
from services.referrals.cases.interchange.rules import (
    Rule,
    coded_in,
    explained,
    holds,
    one_of,
    refers,
    required,
    whenever,
)  # fmt: skip

REQUEST_STATUS = ("draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown")
REQUEST_INTENT = (
    "proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order", "instance-order",
    "option",
)  # fmt: skip
PRIORITY = ("routine", "urgent", "asap", "stat")
REFERRAL_TASK_STATUS = (
    "draft", "requested", "accepted", "rejected", "cancelled", "in-progress", "on-hold", "failed", "completed",
    "entered-in-error",
)  # fmt: skip
PATIENT_TASK_STATUS = ("ready", "in-progress", "completed", "cancelled", "on-hold", "failed", "entered-in-error")
TO_BE_EXPLAINED = ("rejected", "cancelled", "on-hold", "failed")
CAPACITIES = ("capacity", "no-capacity", "no-capacity-has-waitlist")
SERVICE_CODES = (
    systems.SNOMED, "http://www.ama-assn.org/go/cpt", "http://www.cms.gov/Medicare/Coding/ICD10",
    "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "http://www.ada.org/cdt", "http://loinc.org",
)  # fmt: skip
CATEGORY_CODES = (*codes.DOMAINS, *codes.ELSEWHERE)
G, TASK, PATIENT = "SDOHCC-ServiceRequest", "SDOHCC-TaskForReferralManagement", "SDOHCC-TaskForPatient"
CARE = "SDOHCC-HealthcareServiceForReferralManagement"
BASE: Mapping[str, tuple[Rule, ...]] = {
    "ServiceRequest": (
        one_of("status", REQUEST_STATUS, "R4 ServiceRequest.status"),
        one_of("intent", REQUEST_INTENT, "R4 ServiceRequest.intent"),
        one_of("priority", PRIORITY, "R4 ServiceRequest.priority"),
    ),
    "Task": (
        one_of("priority", PRIORITY, "R4 Task.priority"),
        *(whenever(rule.path, rule.says, rule.name, rule.check) for rule in invariants.OF_A_TASK),
    ),
}
PROFILES: Mapping[str, tuple[Rule, ...]] = {
    systems.SERVICE_REQUEST: (
        holds("category", systems.GUIDE_CODES, CATEGORY_CODES, G, "a code of SDOHCC-ValueSetSDOHCategory"),
        required("code", G),
        coded_in("code", SERVICE_CODES, G, "a code of SNOMED CT, CPT, HCPCS, ICD-10-PCS, CDT or LOINC"),
        refers("subject", ("Patient", "Group", "Location"), G),
        refers(
            "requester",
            ("Organization", "Practitioner", "PractitionerRole", "Patient", "RelatedPerson", "Device"),
            G,
        ),
    ),
    systems.REFERRAL_TASK: (
        one_of("status", REFERRAL_TASK_STATUS, TASK),
        explained(TO_BE_EXPLAINED, TASK),
        one_of("intent", ("order",), TASK),
        holds("code", systems.TASK_CODES, ("fulfill",), TASK),
        required("focus", TASK),
        refers("focus", ("ServiceRequest",), TASK),
        required("for", TASK),
        refers("for", ("Patient", "RelatedPerson", "Group"), TASK),
        required("authoredOn", TASK),
        required("requester", TASK),
        refers("requester", ("Organization", "PractitionerRole"), TASK),
    ),
    systems.PATIENT_TASK: (
        one_of("status", PATIENT_TASK_STATUS, PATIENT),
        explained(("cancelled",), PATIENT),
        one_of("intent", ("order",), PATIENT),
        required("priority", PATIENT),
        one_of("priority", ("routine", "urgent"), PATIENT),
        required("code", PATIENT),
        required("for", PATIENT),
        refers("for", ("Patient",), PATIENT),
        required("authoredOn", PATIENT),
        required("requester", PATIENT),
        refers("requester", ("Organization", "PractitionerRole"), PATIENT),
        required("owner", PATIENT),
        refers("owner", ("Patient", "RelatedPerson"), PATIENT),
        *(whenever(rule.path, rule.says, rule.name, rule.check) for rule in invariants.OF_A_PATIENT_TASK),
    ),
    systems.SERVICE: (
        one_of("active", (True,), CARE),
        required("active", CARE),
        holds("category", systems.US_CORE_CATEGORIES, ("sdoh",), "SDOH-HCS-1"),
        required("type", CARE),
        required("name", CARE),
        holds("extension.extension.valueCodeableConcept", systems.GUIDE_CODES, CAPACITIES,
              "SDOHCC-ExtensionHealthcareServiceCapacityStatus"),
    ),
}  # fmt: skip
# Resources of these kinds are of no use to us without the guide's profile.
NEEDED = {"ServiceRequest": (systems.SERVICE_REQUEST,), "Task": (systems.REFERRAL_TASK, systems.PATIENT_TASK)}


def claimed(resource: Mapping[str, Any]) -> list[str]:
    """The profiles that a resource says it follows, without their versions."""
    return [str(url).partition("|")[0] for _, url in found(resource, "meta.profile")]


def against_profiles(resource: Mapping[str, Any]) -> list[Fault]:
    """What is against FHIR's required codes or against a profile that the resource says it follows."""
    kind, profiles = str(resource["resourceType"]), claimed(resource)
    rules = [*BASE.get(kind, ()), *(rule for url in profiles for rule in PROFILES.get(url, ()))]
    wrong = [fault for rule in rules for fault in rule.faults(resource)]
    if kind in NEEDED and not any(url in NEEDED[kind] for url in profiles):
        wrong.append(Fault("/meta/profile", "profile-missing"))
    return wrong
