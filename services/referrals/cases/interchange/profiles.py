"""The rules of the profiles, one a line: what FHIR R4 binds to a code, and what the guide asks for beyond it.

Source of each line: the element of FHIR R4 4.0.1, or the profile's or invariant's name in the guide SDOH Clinical Care,
in its source towards STU 3. Bindings to SNOMED CT and the like are checked as far as their system: no terminology here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.referrals.cases.interchange import codes, invariants, systems
from services.referrals.cases.interchange.faults import Fault, codes_at, found

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
Check = Callable[[Mapping[str, Any]], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    path: str
    says: str
    source: str
    check: Check

    def faults(self, resource: Mapping[str, Any]) -> Iterator[Fault]:
        return self.check(resource)


def required(path: str, source: str) -> Rule:
    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        if not list(found(resource, path)):
            yield Fault(_pointer(path), "required")

    return Rule(path, "required", source, check)


def one_of(path: str, allowed: tuple[str | bool, ...], source: str) -> Rule:
    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        yield from (Fault(where, "unknown-code") for where, value in found(resource, path) if value not in allowed)

    return Rule(path, " · ".join(str(code).lower() for code in allowed), source, check)


def holds(path: str, system: str, allowed: tuple[str, ...], source: str) -> Rule:
    """At least one coding of a system, out of these codes."""

    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        if not any(code in allowed for code in codes_at(resource, path, system)):
            yield Fault(_pointer(path), "code-missing")

    said = " · ".join(allowed) if len(allowed) < len(codes.DOMAINS) else "a code of SDOHCC-ValueSetSDOHCategory"
    return Rule(path, said, source, check)


def coded_in(path: str, allowed: tuple[str, ...], source: str) -> Rule:
    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        if not any(coding.get("system") in allowed for _, coding in found(resource, f"{path}.coding")):
            yield Fault(_pointer(path), "code-missing")

    return Rule(path, "a code of SNOMED CT, CPT, HCPCS, ICD-10-PCS, CDT or LOINC", source, check)


def refers(path: str, kinds: tuple[str, ...], source: str) -> Rule:
    """A reference that says its kind, by `type` or in its address, says one of these."""

    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        for where, reference in found(resource, path):
            if (kind := kind_of(reference)) is not None and kind not in kinds:
                yield Fault(where, "wrong-reference")

    return Rule(path, "refers to " + " · ".join(kinds), source, check)


def whenever(path: str, says: str, source: str, check: Check) -> Rule:
    return Rule(path, says, source, check)


def kind_of(reference: Any) -> str | None:
    """The resource type that a reference names, if it names one."""
    if not isinstance(reference, dict):
        return None
    if "type" in reference:
        return str(reference["type"])
    parts = str(reference.get("reference", "")).split("/")
    return parts[-2] if len(parts) > 1 else None


def _pointer(path: str) -> str:
    return "/" + path.replace(".", "/")


def explained(stopped: tuple[str, ...], source: str) -> Rule:
    """Words with every reason, and a reason for each of these statuses."""

    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        wanted = "statusReason" in resource or resource.get("status") in stopped
        if wanted and not list(found(resource, "statusReason.text")):
            yield Fault("/statusReason/text", "required")

    said = f"required with every statusReason, and when the status is {' · '.join(stopped)}"
    return Rule("statusReason.text", said, source, check)


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
        holds("category", systems.GUIDE_CODES, CATEGORY_CODES, G),
        required("code", G),
        coded_in("code", SERVICE_CODES, G),
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
