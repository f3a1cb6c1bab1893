"""What partners of the network are, under which terms they serve, and where else they stand written."""

from __future__ import annotations

from enum import StrEnum


class Funnel(StrEnum):
    """How far a partner has come (B.2.1)."""

    PROSPECT = "prospect"
    CONTACTED = "contacted"
    NEGOTIATING = "negotiating"
    AGREED = "agreed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Sphere(StrEnum):
    """To whom an organisation belongs."""

    FEDERAL = "federal"
    STATE = "state"
    MUNICIPAL = "municipal"
    PRIVATE = "private"
    CIVIL_SOCIETY = "civil_society"


class StageServed(StrEnum):
    """When in somebody's way out of prison a partner serves."""

    BEFORE_RELEASE = "before_release"
    AFTER_RELEASE = "after_release"


class ContactChannel(StrEnum):
    """How an organisation was spoken to."""

    VISIT = "visit"
    MEETING = "meeting"
    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    OTHER = "other"


class Directory(StrEnum):
    """Directories outside of the network in which an organisation stands (A022, F08, F09)."""

    PORTAL_PARA_LIBERDADE = "portal_para_liberdade"
    ESV_APP = "esv_app"
    MUNICIPAL = "municipal"
    OTHER = "other"


class Accessibility(StrEnum):
    """What makes a place or a service usable for people with disabilities."""

    STEP_FREE = "step_free"
    ACCESSIBLE_TOILET = "accessible_toilet"
    TACTILE_PATHS = "tactile_paths"
    BRAILLE = "braille"
    SIGN_LANGUAGE = "sign_language"
    EASY_READ = "easy_read"
    QUIET_ROOM = "quiet_room"
    HOME_VISITS = "home_visits"


class FamilySituation(StrEnum):
    """With whom somebody comes."""

    ALONE = "alone"
    COUPLE = "couple"
    WITH_CHILDREN = "with_children"
    FAMILY = "family"


class Regime(StrEnum):
    """How somebody serves a sentence, or no longer does."""

    CLOSED = "closed"
    SEMI_OPEN = "semi_open"
    OPEN = "open"
    HOUSE_ARREST = "house_arrest"
    CONDITIONAL_RELEASE = "conditional_release"
    RELEASED = "released"


class IdentityDocument(StrEnum):
    """Documents that an offer may ask to be shown (Res. CNJ 306/2019 art. 6)."""

    BIRTH_CERTIFICATE = "birth_certificate"
    MARRIAGE_CERTIFICATE = "marriage_certificate"
    DEATH_CERTIFICATE = "death_certificate"
    CPF = "cpf"
    RG = "rg"
    CTPS = "ctps"
    VOTER_TITLE = "voter_title"
    MILITARY_CERTIFICATE = "military_certificate"
    SUS_CARD = "sus_card"
    DNI = "dni"
    RNM = "rnm"
    REFUGEE_PROTOCOL = "refugee_protocol"


class Residence(StrEnum):
    """Where somebody has to live, or to mean to live, to be served."""

    ANYWHERE = "anywhere"
    SAME_STATE = "same_state"
    SAME_MUNICIPALITY = "same_municipality"


class Cost(StrEnum):
    FREE = "free"
    BY_INCOME = "by_income"
    PAID = "paid"


class CapacityPeriod(StrEnum):
    """What the number of places counts: people at a time, or people taken within a period of the calendar."""

    AT_A_TIME = "at_a_time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class PauseReason(StrEnum):
    PARTNER_CHOICE = "partner_choice"
    AGREEMENT_EXPIRED = "agreement_expired"


class RankReason(StrEnum):
    """Why an offer stands where it stands among those that may serve, one code of each criterion in its turn."""

    ACCESSIBLE = "accessible"
    NOT_ACCESSIBLE = "not_accessible"
    SAME_MUNICIPALITY = "same_municipality"
    SAME_STATE = "same_state"
    ELSEWHERE = "elsewhere"
    PLACE_FREE = "place_free"
    WAITING_LIST = "waiting_list"
    FULL = "full"
    NO_WAIT = "no_wait"
    WAIT_KNOWN = "wait_known"
    WAIT_UNKNOWN = "wait_unknown"
    LANGUAGE_SPOKEN = "language_spoken"
    LANGUAGE_NOT_SPOKEN = "language_not_spoken"


class Condition(StrEnum):
    """What an offer may ask of whom it serves."""

    AGE = "age"
    GENDER = "gender"
    FAMILY = "family"
    DOCUMENTS = "documents"
    REGIME = "regime"
    RESIDENCE = "residence"
    STAGE = "stage"


class NetworkLevel(StrEnum):
    """How far a support network reaches; a network belongs to wider ones only."""

    LOCAL = "local"
    STATE = "state"
    NATIONAL = "national"


class AssetKind(StrEnum):
    """What there is in a place beside the offers of partners (A028)."""

    MEETING_PLACE = "meeting_place"
    TRAINING_ROOM = "training_room"
    WORKSHOP = "workshop"
    KITCHEN = "kitchen"
    TRANSPORT = "transport"
    ASSOCIATION = "association"
    VOLUNTEERS = "volunteers"
    PROFESSIONAL_SERVICE = "professional_service"
    FUND = "fund"
    OTHER = "other"


class AssetSource(StrEnum):
    """By whom it is known."""

    MAPPING = "mapping"
    PARTNER = "partner"
    COMMUNITY = "community"
    PUBLIC_REGISTER = "public_register"
