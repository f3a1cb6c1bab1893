"""What a person allows, asks for and may have erased."""

from __future__ import annotations

from enum import StrEnum


class ConsentScope(StrEnum):
    """Purposes of the service flow (B.1.3). Scopes with a recipient name it beside the scope."""

    SERVICE_RECORD = "SERVICE_RECORD"
    SHARE_WITH_PARTNER = "SHARE_WITH_PARTNER"
    SHARE_WITH_STATE_SYSTEM = "SHARE_WITH_STATE_SYSTEM"
    CONTACT = "CONTACT"
    TRANSFER_OFFICE = "TRANSFER_OFFICE"
    FOLLOW_UP_STATEMENT = "FOLLOW_UP_STATEMENT"
    RESEARCH_CONTACT = "RESEARCH_CONTACT"
    FAMILY_SHARE = "FAMILY_SHARE"


class DataClass(StrEnum):
    """Kinds of personal data that a consent allows to share and an offer may ask for."""

    DISPLAY_NAME = "display_name"
    CIVIL_NAME = "civil_name"
    BIRTH_DATE = "birth_date"
    ACCESSIBILITY_NEEDS = "accessibility_needs"
    CONTACT = "contact"


class ConsentEvidence(StrEnum):
    SIGNATURE = "signature"
    AUDIO = "audio"
    WITNESS = "witness"
    APP = "app"


class GrantedBy(StrEnum):
    SELF = "self"
    LEGAL_GUARDIAN = "legal_guardian"


class LegalBasis(StrEnum):
    """Legal bases of processing (B.0.4)."""

    PUBLIC_POLICY = "LB_PUBLIC_POLICY"
    CONSENT = "LB_CONSENT"
    VITAL = "LB_VITAL"
    HEALTH = "LB_HEALTH"
    LEGAL_DUTY = "LB_LEGAL_DUTY"
    RES351_AUTH = "LB_RES351_AUTH"
    RES351_TALLY = "LB_RES351_TALLY"
    RESEARCH_ANON = "LB_RESEARCH_ANON"


class RequestedBy(StrEnum):
    """Who asks for an erasure: the person, or who acts for the person."""

    SELF = "self"
    LEGAL_GUARDIAN = "legal_guardian"
    ATTORNEY = "attorney"
    PUBLIC_DEFENDER = "public_defender"


class IdentityMethod(StrEnum):
    """How it was made sure that the request comes from the person it is about (LGPD art. 18)."""

    DOCUMENT = "document"
    KNOWN_TO_TEAM = "known_to_team"
    SIGNED_POWER = "signed_power"


class ErasureBasis(StrEnum):
    """Why data are to be erased (LGPD art. 15, 16, 18 IV and VI)."""

    CONSENT_WITHDRAWN = "consent_withdrawn"
    PURPOSE_ENDED = "purpose_ended"
    UNLAWFUL_PROCESSING = "unlawful_processing"
    AUTHORITY_ORDER = "authority_order"


class HoldGround(StrEnum):
    """Why data must be kept for now (LGPD art. 16); shown to who asks for the erasure."""

    COURT_ORDER = "court_order"
    ACCOUNTABILITY = "accountability"
    LEGAL_DUTY = "legal_duty"
    DEFENCE_OF_RIGHTS = "defence_of_rights"


class ErasureRefusal(StrEnum):
    """The ground on which an erasure is refused, told to who asked for it."""

    RETENTION_HOLD = "retention_hold"
    IDENTITY_NOT_SHOWN = "identity_not_shown"
    NOT_ENTITLED = "not_entitled"
    TAKEN_BACK = "taken_back"


class SubjectRequestKind(StrEnum):
    """What a person may ask for about the own data (LGPD art. 18, 19)."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    PORTABILITY = "portability"
    INFORMATION_ON_SHARING = "information_on_sharing"


class AnswerMeans(StrEnum):
    """How an answer reached the person."""

    HANDED_OVER = "handed_over"
    ELECTRONIC = "electronic"
    POST = "post"
    SPOKEN = "spoken"


class SubjectRequestRefusal(StrEnum):
    """The ground on which a request is refused, told to who asked."""

    IDENTITY_NOT_SHOWN = "identity_not_shown"
    NOT_ENTITLED = "not_entitled"
    PROTECTS_OTHERS = "protects_others"
    NOTHING_HELD = "nothing_held"
    TAKEN_BACK = "taken_back"
    DATA_ERASED = "data_erased"
