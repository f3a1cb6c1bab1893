"""What the resources of pre-release cases and lists read and answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.persons import IdentifierSystem, RaceCodeSystem, VoluntaryAnswer
from contracts.vocabulary.release import (
    CivilDocument,
    FirstContact,
    ReleaseDateReason,
    ReleaseListSource,
    ReleaseProgramme,
)
from infra.web.schemas import CommandSchema, PageSchema, Pattern, RequestSchema
from services.intake.people.applications.registers import canonical
from services.intake.people.domain.pre_release_documents import Stage
from services.intake.people.schemas.telling import CASE_NAME, OF_PERSON

NAME = validate.Length(1, 200)
TEXT, NUMBER = validate.Length(1, 100), validate.Length(1, 40)
ROWS_IN_CHUNK, ROWS_IN_LIST = 100, 1_000_000
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


class Day(fields.Date):
    """A day of this century or its neighbours."""

    def _deserialize(self, value: object, *arguments: object, **options: object) -> date:
        found: date = super()._deserialize(value, *arguments, **options)
        if not EARLIEST <= found < LATEST:
            raise ma.ValidationError("out-of-range")
        return found


class Told(ma.Schema):
    """What a list, or who opens a case by hand, can tell of somebody."""

    name = fields.String(required=True, validate=NAME)
    expected_release_on = Day(required=True)
    missing_documents = fields.List(
        fields.Enum(CivilDocument, by_value=True), load_default=[], validate=validate.Length(max=6)
    )
    reference = fields.String(allow_none=True, load_default=None, validate=TEXT)
    birth_date = Day(allow_none=True, load_default=None)
    prison_unit = fields.String(allow_none=True, load_default=None, validate=NAME)
    cpf = fields.String(allow_none=True, load_default=None, validate=NUMBER, metadata={"example": None})
    rji = fields.String(allow_none=True, load_default=None, validate=NUMBER, metadata={"example": None})


class CaseBody(Told, CommandSchema):
    """Numbers are checked by their registers' own rules, and kept in one form."""

    office_id = fields.UUID(required=True)
    programme = fields.Enum(ReleaseProgramme, by_value=True, load_default=ReleaseProgramme.BR)

    @ma.post_load
    def _canonical(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        for system in (IdentifierSystem.CPF, IdentifierSystem.RJI):
            if (written := data[system.value]) is not None:
                data = {**data, system.value: canonical(system, written)}
                if data[system.value] is None:
                    raise ma.ValidationError(f"invalid-{system}", system.value)
        return data


class DuplicateDecisionBody(CommandSchema):
    """What people found of two cases: one person's, or two people's."""

    other_case_id = fields.UUID(required=True)
    same = fields.Boolean(required=True)


class AnswerBody(CommandSchema):
    accepts = fields.Boolean(required=True)


class DocumentBody(CommandSchema):
    document = fields.Enum(CivilDocument, by_value=True, required=True)


class ReleaseDateBody(CommandSchema):
    """A revoked release is said by its own command."""

    expected_release_on = Day(required=True)
    reason = fields.Enum(
        ReleaseDateReason,
        by_value=True,
        load_default=ReleaseDateReason.RECALCULATED,
        validate=validate.NoneOf([ReleaseDateReason.REVOKED], error="by-revocation-only"),
    )


class RevocationBody(CommandSchema):
    expected_release_on = Day(allow_none=True, load_default=None)


class OfficeBody(CommandSchema):
    office_id = fields.UUID(required=True)


class FirstContactBody(CommandSchema):
    """`came`: the person got in touch with the office of his or her own will."""

    came = fields.Boolean(load_default=False)


class LinkBody(CommandSchema):
    person_id = fields.UUID(required=True)


class CaseFilters(PageSchema):
    office_id = fields.UUID(required=True)
    missing_document = fields.Enum(CivilDocument, by_value=True, load_default=None)
    possible_duplicates = fields.Boolean(load_default=False)
    first_contact = fields.Enum(FirstContact, by_value=True, load_default=None)


class CaseLineAnswer(ma.Schema):
    case_id = fields.UUID(required=True)
    name = fields.String(required=True, allow_none=True, metadata=CASE_NAME)
    expected_release_on = fields.Date(required=True, allow_none=True, metadata=OF_PERSON)
    window_opens_on = fields.Date(required=True, allow_none=True)
    missing_documents = fields.List(fields.Enum(CivilDocument, by_value=True), required=True, metadata=OF_PERSON)
    voluntary_answer = fields.Enum(VoluntaryAnswer, by_value=True, required=True)
    released = fields.Boolean(required=True)
    person_id = fields.UUID(required=True, allow_none=True)
    documents_waiting = fields.List(fields.Enum(CivilDocument, by_value=True), required=True, metadata=OF_PERSON)
    documents_handed_over = fields.Boolean(required=True)
    first_contact = fields.Enum(FirstContact, by_value=True, required=True, allow_none=True)
    last_listed_at = fields.AwareDateTime(required=True, allow_none=True)
    listed_elsewhere = fields.Boolean(required=True)
    possible_duplicate = fields.Boolean(required=True)


class CaseAnswer(ma.Schema):
    id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    source = fields.Enum(ReleaseListSource, by_value=True, required=True)
    name = fields.String(required=True, allow_none=True, metadata=CASE_NAME)
    expected_release_on = fields.Date(required=True, allow_none=True, metadata=OF_PERSON)
    window_days = fields.Integer(required=True)
    documents = fields.Dict(
        keys=fields.Enum(CivilDocument, by_value=True),
        values=fields.Enum(Stage, by_value=True),
        required=True,
        metadata=OF_PERSON,
    )
    meeting_held = fields.Boolean(required=True)
    voluntary_answer = fields.Enum(VoluntaryAnswer, by_value=True, required=True)
    released = fields.Boolean(required=True)
    first_contact_made = fields.Boolean(required=True)
    first_contact = fields.Enum(FirstContact, by_value=True, required=True, allow_none=True)
    person_id = fields.UUID(required=True, allow_none=True)
    possible_duplicates = fields.List(fields.UUID(), required=True)
    resembles_elsewhere = fields.Boolean(required=True)
    same_as = fields.UUID(required=True, allow_none=True)
    known_persons = fields.List(fields.UUID(), required=True, metadata=OF_PERSON)


class ListBody(CommandSchema):
    """A list is announced by all that decides whether it can be taken at all."""

    office_id = fields.UUID(required=True)
    source = fields.Enum(ReleaseListSource, by_value=True, required=True)
    programme = fields.Enum(ReleaseProgramme, by_value=True, load_default=ReleaseProgramme.BR)
    rows = fields.Integer(strict=True, required=True, validate=validate.Range(1, ROWS_IN_LIST))
    race_code_system = fields.Enum(RaceCodeSystem, by_value=True, allow_none=True, load_default=None)
    race_codes = fields.List(
        fields.String(validate=Pattern(r"^[0-9]{1,2}$")), load_default=[], validate=validate.Length(max=100)
    )


class RowBody(Told, RequestSchema):
    row = fields.Integer(strict=True, required=True, validate=validate.Range(1, ROWS_IN_LIST))
    race_code = fields.String(allow_none=True, load_default=None, validate=validate.Length(1, 40))


class ChunkBody(CommandSchema):
    """Consecutive rows of a list; sent again under the same number they are the same."""

    chunk = fields.Integer(strict=True, required=True, validate=validate.Range(1, ROWS_IN_LIST))
    rows = fields.List(fields.Nested(RowBody), required=True, validate=validate.Length(1, ROWS_IN_CHUNK))

    @ma.validates_schema(skip_on_field_errors=True)
    def _each_once(self, data: dict[str, Any], **_: object) -> None:
        if len({row["row"] for row in data["rows"]}) < len(data["rows"]):
            raise ma.ValidationError("repeated-row", "rows")


class ListCompletionBody(CommandSchema):
    left_out = fields.Integer(strict=True, load_default=0, validate=validate.Range(0, ROWS_IN_LIST))


class ListAnswer(ma.Schema):
    id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    source = fields.Enum(ReleaseListSource, by_value=True, required=True)
    status = fields.String(required=True)
    rows = fields.Integer(required=True)
    taken = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    renewed = fields.Integer(required=True)
