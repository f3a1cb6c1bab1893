"""Whether a resource is one of FHIR R4, as far as its members and their types say; a library knows them all.

It is asked for R4B, which has these resources as R4 has them: R4B changed others. Codes it does not look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fhir.resources.R4B.healthcareservice import HealthcareService
from fhir.resources.R4B.organization import Organization
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from fhir.resources.R4B.servicerequest import ServiceRequest
from fhir.resources.R4B.task import Task
from pydantic import ValidationError

from services.referrals.cases.interchange.faults import Fault

KINDS: Mapping[str, Any] = {
    "ServiceRequest": ServiceRequest,
    "Task": Task,
    "HealthcareService": HealthcareService,
    "Organization": Organization,
    "QuestionnaireResponse": QuestionnaireResponse,
}
CODES = {"missing": "required", "extra_forbidden": "unknown-member", "model_field_validation.missing": "required"}
# What changes the meaning of all the rest, or hides resources in others: who does not understand it must not go on.
UNDERSTOOD_BY_NOBODY = ("modifierExtension", "implicitRules", "contained", "doNotPerform")


def misshapen(resource: Any) -> list[Fault]:
    """Everything that is not of the form of its resource type; of one that we do not take, that alone."""
    if not isinstance(resource, dict):
        return [Fault("", "wrong-type")]
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or kind not in KINDS:
        return [Fault("/resourceType", "resource-not-taken")]
    refused = [Fault(f"/{name}", "not-understood") for name in UNDERSTOOD_BY_NOBODY if name in resource]
    refused += [Fault(pointer, "null") for pointer in _nulls(resource, "")]
    return refused or list(_told(KINDS[kind], resource))


def _nulls(node: Any, pointer: str) -> Iterator[str]:
    """No member is null in FHIR's JSON; the library would take that for a member that is not there."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from [f"{pointer}/{name}"] if value is None else _nulls(value, f"{pointer}/{name}")
    elif isinstance(node, list):
        for number, item in enumerate(node):
            yield from _nulls(item, f"{pointer}/{number}")


def _told(kind: Any, resource: Mapping[str, Any]) -> Iterator[Fault]:
    try:
        kind.model_validate(resource)
    except ValidationError as error:
        for one in error.errors(include_input=False, include_context=False, include_url=False):
            pointer = "".join(f"/{step}" for step in one["loc"])
            yield Fault(pointer, CODES.get(one["type"], "malformed"))
