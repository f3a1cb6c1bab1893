"""A referral in the form of FHIR R4, held against the standard's structure and the rules of the guide's profiles."""

from __future__ import annotations

from typing import Any

import pytest

from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.interchange import systems
from services.referrals.cases.interchange.application import InterchangeApplication
from services.referrals.cases.interchange.checking import faults_of_bundle
from tests.unit.referrals.house import OFFICE, PERSON, House


def of_kind(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


@pytest.fixture
def interchange(house: House) -> InterchangeApplication:
    return InterchangeApplication(house.store)


def test_a_sent_referral_is_a_request_and_a_task_with_who_is_to_do_it(
    house: House, interchange: InterchangeApplication
) -> None:
    referral = house.sent()
    exported = interchange.exported(referral, [OFFICE])
    assert faults_of_bundle(exported) == []
    kinds = [entry["resource"]["resourceType"] for entry in exported["entry"]]
    assert kinds == ["ServiceRequest", "Task", "Organization", "HealthcareService"]
    request, task = of_kind(exported, "ServiceRequest")[0], of_kind(exported, "Task")[0]
    assert (request["status"], task["status"], task["priority"]) == ("active", "requested", "asap")
    assert task["focus"]["reference"] == systems.urn(referral.id)
    assert request["subject"]["identifier"] == {"system": systems.PERSON, "value": str(PERSON)}


def test_the_partner_is_told_of_the_person_of_this_referral_and_of_no_consent(
    house: House, interchange: InterchangeApplication
) -> None:
    referral: Referral = house.sent()
    exported = interchange.exported(referral, None)
    assert faults_of_bundle(exported) == []
    request = of_kind(exported, "ServiceRequest")[0]
    assert request["subject"]["identifier"] == {"system": systems.REFERRAL, "value": str(referral.id)}
    assert str(PERSON) not in str(exported)
    assert "supportingInfo" not in request
