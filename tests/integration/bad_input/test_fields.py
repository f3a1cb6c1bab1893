"""Who is shown which personal field of intake: docs/access.md says it, every role asks everything, everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from infra.eventstore.codec import seals
from infra.stores import ROOT
from infra.web.personal import Audience, sealed_name
from scripts.roles import AUDIENCES, ROLES
from scripts.stored_names import aggregates, event_classes
from tests.integration.bad_input.fields import (
    NEVER,
    ON_RECORD,
    Field,
    below,
    found,
    leaves,
    may_ask,
    personal_fields,
    reading,
)
from tests.integration.bad_input.planted import Marks, planted
from tests.integration.bad_input.probes import Request, report, valid
from tests.openapi.document import Operation
from tests.openapi.records import AWAY, HOME, Records

PAGE = ROOT / "docs" / "access.md"
BEGINS, ENDS = "<!-- personal fields: begin -->\n", "<!-- personal fields: end -->\n"
SERVICE = "urn:travessia:referrals"
HERE = {"uf": [HOME["uf"]], "ibge": [HOME["municipality_ibge7"]]}
PLACES = ("own office", "another office of the territory", "another territory")
LEAVES = ("data-subject-request", "referral", "transfer")
# Whose sealed values are under a key of the record itself, before anybody knows whose it is.
OWN_SUBJECTS = ("reception", "pre-release-case")
EMPTY: Sequence[Any] = (None, [], {}, "")


@dataclass(frozen=True)
class Answer:
    """What a role is answered at a place, of every record that the operation was asked for; nothing when refused."""

    operation: Operation
    role: str
    place: str
    bodies: Sequence[Any]

    def __str__(self) -> str:
        return f"{self.operation} as {self.role} at {self.place}:"

    def has(self, field: Field) -> bool:
        """What was sealed is there by its value, what was not by its member: null tells of a person too."""
        values = [value for body in self.bodies for value in found(body, field.path)]
        return any(value not in EMPTY for value in values) if field.shows else bool(values)

    def should_have(self, field: Field) -> bool:
        return self.place == PLACES[0] and field.word(self.role) != NEVER


class Asking:
    """The records of one person, and what everybody is answered who asks for them."""

    def __init__(self, there: Records) -> None:
        self.marks = Marks()
        self.records = planted(there, self.marks)
        self.fields = personal_fields(self.records.document)
        self.operations = reading(self.records.document)
        self.share()

    def share(self) -> None:
        """The consent is used once, so that the list of its uses has one."""
        (sharing,) = (one for one in self.operations if one.path.endswith("/shared-fields"))
        shared = self.records.api.get(self.records.address(sharing), self.token("service", PLACES[0]))
        assert shared.status == 200, shared.body

    def token(self, role: str, place: str) -> str:
        """Teams work at an office, the person concerned is herself or somebody else, everybody else covers states.

        Their own is two: one of them closes.
        """
        audience = AUDIENCES.get(role)
        own = self.records.known["office_id"]
        claims: dict[str, Any] = dict(AWAY if place == PLACES[2] else HERE)
        if audience is Audience.TEAM:
            claims["office"] = [own, self.records.ids["closing_office_id"]] if place == PLACES[0] else [uuid4()]
        if audience is Audience.SUBJECT:
            somebody = self.records.ids["person_id"] if place == PLACES[0] else uuid4()
            claims["subject"] = f"urn:travessia:person:{somebody}"
        if audience is Audience.PARTNER:
            claims["subject"] = SERVICE if place == PLACES[0] else "urn:travessia:analytics"
        return self.records.issue(role, **{"subject": f"dev-{role}", **claims})

    def answers(self) -> Iterator[Answer]:
        """Where no scope lets anybody in, the place changes nothing."""
        tokens = {(role, place): self.token(role, place) for role in ROLES for place in PLACES}
        for operation in self.operations:
            requests = [valid(self.records, operation, **ids) for ids in self.variants(operation)]
            for (role, place), token in tokens.items():
                if place == PLACES[0] or may_ask(role, operation):
                    yield Answer(operation, role, place, [*self.bodies(requests, token)])

    def variants(self, operation: Operation) -> Sequence[Mapping[str, Any]]:
        """Which records are asked for: no single one holds everything."""
        ids = self.records.ids
        if operation.path.endswith("/hand-overs"):
            return ({}, {"office_id": ids["closing_office_id"]})
        others = {"assessment_id": ids["other_assessment_id"], "person_id": ids["other_id"]}
        named = {name: other for name, other in others.items() if name in operation.path_parameters}
        return ({}, named) if "assessment_id" in named or operation.path.endswith("/age-estimates") else ({},)

    def bodies(self, requests: Sequence[Request], token: str) -> Iterator[Any]:
        for request in requests:
            sent = request.having(Authorization=f"Bearer {token}")
            reply = self.records.api.client.open(
                sent.path, method=sent.method, headers=dict(sent.headers), data=sent.data
            )
            if reply.status_code == 200:
                yield reply.json

    def complaints(self, answer: Answer) -> Iterator[str]:
        """What an answer shows that the table does not, and the other way round."""
        for field in self.fields:
            if field.operation is answer.operation and (there := answer.has(field)) != answer.should_have(field):
                yield f"{answer} {field.path} is {'there' if there else 'missing'}"
        yield from (f"{answer} {path} is personal and not listed" for path in self.unlisted(answer))

    def unlisted(self, answer: Answer, without: Field | None = None) -> set[str]:
        """Where a mark of the person comes to light without a label; `without`: as if this one had none."""
        ours = [field for field in self.fields if field.operation is answer.operation and field is not without]
        listed = tuple(field.path for field in ours)
        told = {path for body in answer.bodies for path, value in leaves(body) if self.marks.inside(value)}
        return {path for path in told if not any(below(path, one) for one in listed)}


@pytest.fixture(scope="module")
def asking(records: Callable[[str], Records]) -> Asking:
    return Asking(records("intake"))


@pytest.fixture(scope="module")
def answers(asking: Asking) -> list[Answer]:
    return list(asking.answers())


def test_every_role_is_shown_what_the_table_says_and_nothing_else(asking: Asking, answers: list[Answer]) -> None:
    assert {str(one.operation) for one in answers if one.bodies} >= {str(field.operation) for field in asking.fields}
    report([complaint for answer in answers for complaint in asking.complaints(answer)])


def test_what_is_sensitive_is_read_on_record_and_nothing_else(asking: Asking, answers: list[Answer]) -> None:
    """Of the readings by the person's own team; what leaves the institution is on record as a whole."""
    assert answers
    path = f"/v1/persons/{asking.records.ids['person_id']}/disclosures?limit=200"
    listed = asking.records.api.get(path, asking.token("social_worker", PLACES[0])).body["items"]
    recorded = {kind for one in listed if one["purpose"] not in LEAVES for kind in one["kinds"]}
    due = {name for field in asking.fields if field.word("social_worker") == ON_RECORD for name in field.shows}
    assert recorded == {name.split(".")[1] for name in due if name.split(".")[0] not in OWN_SUBJECTS}


def test_a_personal_member_without_a_label_is_found(asking: Asking, answers: list[Answer]) -> None:
    """Each label in its turn is taken away: then its value comes to light unlisted, as in a new answer."""
    told = [answer for answer in answers if answer.role == "social_worker" and answer.bodies]
    found = {field.path for field in asking.fields for answer in told if field.path in asking.unlisted(answer, field)}
    assert found >= {"display_name", "civil_name", "goals[].text", "domains[].narrative", "contact_points[].value"}


def test_the_page_says_who_is_shown_what(asking: Asking, pytestconfig: pytest.Config) -> None:
    page = PAGE.read_text()
    before, rest = page.split(BEGINS)
    said, after = rest.split(ENDS)
    table = written(asking.fields, hidden(asking.fields))
    if pytestconfig.getoption("--write-access"):
        PAGE.write_text(f"{before}{BEGINS}{table}{ENDS}{after}")
        said = table
    assert said == table, "make access writes it anew"


def test_what_is_sealed_is_shown_under_a_label_or_not_at_all(asking: Asking) -> None:
    """A label cannot name what nobody seals, and each seal of the store is in one of the page's two tables."""
    shown = {name for field in asking.fields for name in field.shows}
    assert shown <= sealed_fields().keys()
    assert shown | hidden(asking.fields).keys() == sealed_fields().keys()
    assert shown & hidden(asking.fields).keys() == set()


def sealed_fields() -> Mapping[str, str]:
    """What the aggregates of intake seal, to its label."""
    events = [event for one in aggregates() if one.store == "intake" for event in event_classes(one)]
    return {sealed_name(event, name): seal.label.value for event in events for name, seal in seals(event).items()}


def hidden(fields: Sequence[Field]) -> Mapping[str, str]:
    """What is sealed and in no answer of its own."""
    shown = {name for field in fields for name in field.shows}
    return {name: label for name, label in sorted(sealed_fields().items()) if name not in shown}


def written(fields: Sequence[Field], hidden: Mapping[str, str]) -> str:
    """The two tables of the page; a role that is shown nothing has no column."""
    roles = [role for role in ROLES if any(field.word(role) != NEVER for field in fields)]
    head = ["| Operation | Member | Label | " + " | ".join(roles) + " |", "|---|---|---|" + "---|" * len(roles)]
    rows = [
        f"| `{field.operation}` | `{field.path}` | {field.said['label']} | {' | '.join(map(field.word, roles))} |"
        for field in fields
    ]
    inside = ["Sealed, and a member of no answer (the package has whatever is recorded of the person):", ""]
    inside += [f"- `{name}` ({label})" for name, label in hidden.items()]
    return "\n".join(["", *head, *rows, "", *inside, "", ""])
