"""An employer never sees a criminal history: every operation that its role can read, asked about somebody with one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from scripts.roles import AUDIENCES, ROLES
from services.referrals.work.schemas.candidates import CandidateAnswer
from tests.conftest import Token
from tests.integration.referrals.conftest import Network
from tests.integration.referrals.work import TODAY, Work
from tests.openapi.document import Document, Operation

# What a member could be called that tells of a past. Regimes are said of vacancies, by the employer itself.
TELLING = re.compile(
    r"crim|offen|sentence|convict|prison|penal|process|case_number|release|history|charge|race|gender|health"
)
OF_THE_VACANCY = {"regimes_accepted"}
# The directory says whom a partner serves; what it answers is of no person.
OF_ORGANISATIONS = ("/v1/partners", "/v1/offers")


def readable(network: Network) -> list[Operation]:
    """What the role of an employer may read of this store."""
    document = Document.of("referrals", network.api.get("/openapi.json", None).body)
    scopes = set(ROLES["employer"])
    return [o for o in document.operations if o.method == "GET" and o.scopes and o.scopes <= scopes]


def members(schema: Any) -> Iterator[str]:
    for name, member in (schema or {}).get("properties", {}).items():
        yield name
        yield from members(member)
        yield from members(member.get("items"))


def answered(operation: Operation) -> set[str]:
    content = operation.definition["responses"]["200"]["content"]["application/json"]
    return set(members(content["schema"]))


def test_no_answer_has_a_member_for_it(network: Network) -> None:
    operations = readable(network)
    assert {"/v1/candidates/{candidate_id}", "/v1/employer-candidates"} <= {o.path for o in operations}
    of_people = [operation for operation in operations if not operation.path.startswith(OF_ORGANISATIONS)]
    telling = {(o.path, m) for o in of_people for m in answered(o) - OF_THE_VACANCY if TELLING.search(m)}
    assert telling == set()
    assert not [name for name in CandidateAnswer().fields if TELLING.search(name)]


def test_the_role_sees_nobody_as_the_team_does() -> None:
    assert "employer" not in AUDIENCES
    others = {"referrals:read", "placements:read", "enrolments:read", "persons:read", "prereleases:read"}
    assert not others & set(ROLES["employer"])


def test_asked_everywhere_about_somebody_it_is_shown_no_pseudonym_and_no_office(network: Network, token: Token) -> None:
    """With a training in prison, a placement and a consent: ids by which a past could be found stand nowhere."""
    work, person = Work.of(network, token), str(uuid4())
    grant, training = work.consent(person), work.training()
    enrolment = work.must(work.enrolled(training, person), 201).id
    work.must(work.does(f"/v1/enrolments/{enrolment}/completion", {"completed_on": str(TODAY)}, 1))
    contract = work.must(work.contract(), 201)
    candidate = work.presented(contract.body["vacancies"][0], person, grant)
    work.must(work.select(candidate))
    placement = work.must(work.placed(candidate, linked_enrolment_id=enrolment), 201).id
    known = {
        "candidate_id": candidate, "vacancy_id": contract.body["vacancies"][0], "contract_id": contract.id,
        "training_id": training, "partner_id": network.partner_id,
    }  # fmt: skip
    asked = 0
    for operation in readable(network):
        if set(operation.path_parameters) <= known.keys():
            shown = json.dumps(work.reads(operation.path.format(**known), work.employer).body)
            asked += 1
            for secret in (person, grant, enrolment, placement, network.office):
                assert secret not in shown, operation.path
    assert asked >= 9


@pytest.mark.parametrize("path", ["/v1/placements/{}", "/v1/enrolments/{}", "/v1/referrals/{}"])
def test_other_doors_are_closed(network: Network, token: Token, path: str) -> None:
    employer = Work.of(network, token).employer
    assert network.api.get(path.format(uuid4()), employer).status == 403
