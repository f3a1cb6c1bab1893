"""What the resources of consents read and answer."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.network import StateSystem
from contracts.vocabulary.persons import ContactType
from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, DataClass, GrantedBy
from infra.web.schemas import CommandSchema, Instant, Moment, Pattern
from services.intake.people.domain.grant import GrantStatus
from services.intake.people.schemas.telling import OWN, evidence

REFERENCE = validate.Length(1, 200)


class PurposeBody(CommandSchema):
    """What a person is asked to allow. Organisations are recipients; a system of the state and a channel are codes."""

    scope = fields.Enum(ConsentScope, by_value=True, required=True)
    recipients = fields.List(fields.UUID(), load_default=[], validate=validate.Length(max=50))
    state_system = fields.Enum(StateSystem, by_value=True, allow_none=True, load_default=None)
    channel = fields.Enum(ContactType, by_value=True, allow_none=True, load_default=None)

    @ma.post_load
    def _hashable(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Events hold tuples."""
        return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


class ConsentBody(PurposeBody):
    data_classes = fields.List(
        fields.Enum(DataClass, by_value=True), load_default=[], validate=validate.Length(max=len(DataClass))
    )
    valid_until = Moment(allow_none=True, load_default=None)
    evidence = fields.Enum(ConsentEvidence, by_value=True, load_default=ConsentEvidence.SIGNATURE)
    language = fields.String(load_default="pt", validate=Pattern(r"^[a-z]{2,3}$"))
    read_aloud = fields.Boolean(load_default=False)
    granted_by = fields.Enum(GrantedBy, by_value=True, load_default=GrantedBy.SELF)
    purpose_text = fields.String(allow_none=True, load_default=None, validate=validate.Length(1, 1000))
    evidence_ref = fields.String(allow_none=True, load_default=None, validate=REFERENCE)
    guardian_ref = fields.String(allow_none=True, load_default=None, validate=REFERENCE)


class PurposeAnswer(ma.Schema):
    scope = fields.Enum(ConsentScope, by_value=True, required=True, metadata=OWN)
    recipients = fields.List(fields.UUID(), required=True, metadata=OWN)
    data_classes = fields.List(fields.Enum(DataClass, by_value=True), required=True, metadata=OWN)
    state_system = fields.Enum(StateSystem, by_value=True, required=True, metadata=OWN, allow_none=True)
    channel = fields.Enum(ContactType, by_value=True, required=True, metadata=OWN, allow_none=True)


class GrantAnswer(PurposeAnswer):
    grant_id = fields.UUID(required=True)
    status = fields.Enum(GrantStatus, by_value=True, required=True)
    granted_at = Instant(required=True)
    valid_until = Instant(required=True, allow_none=True)
    ends_soon = fields.Boolean(required=True)
    evidence = fields.Enum(ConsentEvidence, by_value=True, required=True)
    language = fields.String(required=True)
    read_aloud = fields.Boolean(required=True)
    granted_by = fields.Enum(GrantedBy, by_value=True, required=True)


class RefusalAnswer(PurposeAnswer):
    refused_at = Instant(required=True)


class ConsentsAnswer(ma.Schema):
    """The whole ledger: what is allowed, what was, and what the person did not want."""

    grants = fields.List(fields.Nested(GrantAnswer), required=True)
    refusals = fields.List(fields.Nested(RefusalAnswer), required=True)


class UseAnswer(ma.Schema):
    """`recipient` is null for a statement that the person was handed; `kinds` never says a value."""

    use_id = fields.UUID(required=True)
    used_at = Instant(required=True)
    recipient = fields.UUID(required=True, allow_none=True)
    purpose = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)


class EvidenceAnswer(ma.Schema):
    """The words of the purpose, where the evidence lies, and the document of the guardian."""

    purpose_text = fields.String(required=True, allow_none=True, metadata=evidence("purpose_text"))
    evidence_ref = fields.String(required=True, allow_none=True, metadata=evidence("evidence_ref"))
    guardian_ref = fields.String(required=True, allow_none=True, metadata=evidence("guardian_ref"))
