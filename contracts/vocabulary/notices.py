"""Notices of harassment and discrimination."""

from __future__ import annotations

from enum import StrEnum


class NoticeScope(StrEnum):
    """What a notifier allows (D.2): independent of each other, each express, evidenced and revocable."""

    RECORD = "RECORD"
    SHARE_PEOPLE_MGMT = "SHARE_PEOPLE_MGMT"
    SHARE_HEALTH = "SHARE_HEALTH"
    DELIBERATE = "DELIBERATE"
    URGENT = "URGENT"
    RECOMMEND_CASE = "RECOMMEND_CASE"
    CONTACT_NOTICED = "CONTACT_NOTICED"
    RESTORATIVE = "RESTORATIVE"
    FORWARD_AUTHORITY = "FORWARD_AUTHORITY"
    EXTERNAL = "EXTERNAL"
    FEEDBACK_CONTACT = "FEEDBACK_CONTACT"
    STATS_DETAIL = "STATS_DETAIL"


PARAMETRISED_SCOPES = frozenset({NoticeScope.URGENT, NoticeScope.FORWARD_AUTHORITY, NoticeScope.EXTERNAL})


class ConductType(StrEnum):
    MORAL = "MORAL"
    MORAL_ORGANIZATIONAL = "MORAL_ORGANIZATIONAL"
    SEXUAL = "SEXUAL"
    DISCRIMINATION = "DISCRIMINATION"
    RETALIATION = "RETALIATION"
    UNSURE = "UNSURE"


class DiscriminationGround(StrEnum):
    """Grounds of art. 2 IV."""

    RACE = "race"
    ETHNICITY = "ethnicity"
    COLOUR = "colour"
    SEX = "sex"
    GENDER = "gender"
    RELIGION = "religion"
    DISABILITY = "disability"
    POLITICAL_OPINION = "political_opinion"
    NATIONAL_DESCENT = "national_descent"
    SOCIAL_ORIGIN = "social_origin"
    AGE = "age"
    SEXUAL_ORIENTATION = "sexual_orientation"
    GENDER_IDENTITY = "gender_identity"
    REFUSAL_OF_ADAPTATION = "refusal_of_adaptation"
    OTHER = "other"


class ReceivingInstance(StrEnum):
    """Who may receive a notice (art. 13)."""

    PEOPLE_MGMT = "PEOPLE_MGMT"
    HEALTH = "HEALTH"
    COMMISSION = "COMMISSION"
    ACCESSIBILITY_COMMISSION = "ACCESSIBILITY_COMMISSION"
    CODE_OF_CONDUCT_COMMITTEE = "CODE_OF_CONDUCT_COMMITTEE"
    INTERNAL_AFFAIRS = "INTERNAL_AFFAIRS"
    OMBUDS = "OMBUDS"


class NoticeChannel(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    EMAIL = "email"
    CHAT = "chat"
    VIDEO = "video"
    QR_GUIDED = "qr_guided"
    LETTER = "letter"
    OTHER = "other"


class NotifierCapacity(StrEnum):
    """For whom somebody speaks."""

    TARGET = "target"
    THIRD_PARTY = "third_party"


class WorkBond(StrEnum):
    JUDGE = "JUDGE"
    STAFF = "STAFF"
    INTERN = "INTERN"
    APPRENTICE = "APPRENTICE"
    VOLUNTEER = "VOLUNTEER"
    OUTSOURCED = "OUTSOURCED"
    OTHER_PROVIDER = "OTHER_PROVIDER"
    DECLINED = "DECLINED"


class NoticedRelation(StrEnum):
    """What the noticed person is to the affected one."""

    HIERARCHICAL_SUPERIOR = "hierarchical_superior"
    PEER = "peer"
    SUBORDINATE = "subordinate"
    OUTSIDER = "outsider"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """HARD: the law says must. SOFT: preferably."""

    HARD = "hard"
    SOFT = "soft"


class CaseDecision(StrEnum):
    """What a commission may decide on a notice: support and measures, never a sanction."""

    SUPPORT_ONLY = "support_only"
    RECOMMEND_MEASURES = "recommend_measures"
    RESTORATIVE_OFFER = "restorative_offer"
    FORWARD_TO_AUTHORITY = "forward_to_authority"
    ENVIRONMENT_ALERT = "environment_alert"
    NO_FURTHER_ACTION_BY_CHOICE = "no_further_action_by_choice"
    MOVE_TO_OTHER_COMMISSION = "move_to_other_commission"
