"""Which sealed values the members of answers show; labels come from the events that seal them."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from infra.sealed import Label
from infra.web.personal import Audience, personal, sealed
from services.intake.people.domain.accommodations import Accommodations
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.contact_details import ContactDetails
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.identifiers import Identifiers
from services.intake.people.domain.needs_assessment import NeedsAssessment
from services.intake.people.domain.person import Person
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.reception import Reception

_NAMES = (Person.SocialNameDeclared, "social_name"), (Person.Registered, "civil_name")
CIVIL_NAME = sealed(_NAMES[1])
SHARED = sealed(
    *_NAMES,
    (Person.Registered, "birth_date"),
    (Person.Registered, "accessibility_needs"),
    to=(Audience.PARTNER,),
)
ADDRESS = sealed((ContactDetails.AddressDeclared, "address"))
CONTACT = sealed((ContactDetails.ContactPointAdded, "value"))
IDENTIFIER = sealed((Identifiers.Recorded, "value"))
ASSESSED = sealed((NeedsAssessment.DomainAssessed, "assessed"))
STRENGTH = sealed((NeedsAssessment.StrengthRecorded, "strength"))
DESCRIBED = sealed((NeedsAssessment.IdentityDescribed, "described"))
FAMILY_MAP = sealed((NeedsAssessment.FamilyMapRecorded, "family_map"))
GOAL = sealed((FollowUpPlan.GoalProposed, "text"))
CASE_NAME = sealed((PreReleaseCase.Opened, "name"))
ADAPTATIONS = sealed((Reception.Arrived, "adaptations"))
INTERPRETER = sealed((Reception.Started, "interpreter"))

# Told of somebody without being sealed: codes and references that commands and lists have to work with.
OF_PERSON = personal(Label.C2)
SENSITIVE = personal(Label.C3)
OWN = personal(Label.C2, to=(Audience.TEAM, Audience.SUBJECT))
PACKAGE = personal(Label.C3, recorded=True)


def declared(field: str) -> dict[str, Any]:
    """Metadata of an accommodation."""
    return sealed((Accommodations.Declared, field))


def evidence(field: str) -> dict[str, Any]:
    """Metadata of what a consent stands on."""
    return sealed((ConsentLedger.Granted, field))


def display_name() -> fields.String:
    """The name to call; null once it is erased, or where nobody said one."""
    return fields.String(required=True, allow_none=True, metadata=sealed(*_NAMES))
