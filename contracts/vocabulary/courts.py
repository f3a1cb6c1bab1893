"""Courts and the composition of their commissions."""

from __future__ import annotations

from enum import StrEnum


class CourtDegree(StrEnum):
    FIRST = "first"
    SECOND = "second"
    UNIFIED = "unified"


class CourtSegment(StrEnum):
    STATE = "state"
    FEDERAL = "federal"
    LABOUR = "labour"
    ELECTORAL = "electoral"
    MILITARY = "military"
    SUPERIOR = "superior"
    COUNCIL = "council"


class CourtSize(StrEnum):
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class MemberCategory(StrEnum):
    JUDGE = "judge"
    STAFF = "staff"
    OUTSOURCED = "outsourced"
    OTHER_PER_COURT_RULE = "other_per_court_rule"


class MemberPosition(StrEnum):
    FULL = "full"
    SUBSTITUTE = "substitute"


class AppointmentBasis(StrEnum):
    UNION_OR_ASSOCIATION = "union_or_association"
    DIRECT_VOTE = "direct_vote"
    ACCESSIBILITY_COMMISSION = "accessibility_commission"
    PRESIDENCY = "presidency"
    DEGREE_VOTE = "degree_vote"
    TRIBUNAL_FALLBACK = "tribunal_fallback"
    COURT_RULE = "court_rule"


class VoteReason(StrEnum):
    NO_UNION_OR_ASSOCIATION = "no_union_or_association"


class OtherBody(StrEnum):
    """Bodies whose members cannot sit in a commission at the same time (art. 16 §5)."""

    INQUIRY = "inquiry"
    DISCIPLINARY = "disciplinary"


class MembershipEnd(StrEnum):
    RESIGNED = "resigned"
    MANDATE_EXPIRED = "mandate_expired"
    REPLACED = "replaced"
