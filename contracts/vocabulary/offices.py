"""Social Offices: their powers, people and channels, and how they receive."""

from __future__ import annotations

from enum import StrEnum


class PriorityClass(StrEnum):
    """Queue order (B.1.9): PR0 first; inside a class by arrival."""

    PR0 = "PR0"
    PR1 = "PR1"
    PR2 = "PR2"
    PR3 = "PR3"
    PR4 = "PR4"


class Power(StrEnum):
    """Powers that manage a Social Office jointly."""

    JUDICIARY = "judiciary"
    STATE_EXECUTIVE = "state_executive"
    MUNICIPAL_EXECUTIVE = "municipal_executive"


class OfficeLevel(StrEnum):
    STATE = "state"
    MUNICIPAL = "municipal"
    SHARED = "shared"


class EntryDoor(StrEnum):
    """How somebody came to a reception."""

    SPONTANEOUS = "spontaneous"
    PRISON_REFERRAL = "prison_referral"
    COURT_HEARING = "court_hearing"
    PARTNER = "partner"
    RELATIVE = "relative"
    ESV_APP = "esv_app"
    ACTIVE_SEARCH = "active_search"
    MOBILE_UNIT = "mobile_unit"


class ReceptionChannel(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    ESV_APP = "esv_app"
    MOBILE_UNIT = "mobile_unit"
    WHATSAPP = "whatsapp"
    EMAIL = "email"


class ReceptionOutcome(StrEnum):
    ORIENTED = "oriented"
    ASSESSED = "assessed"
    REFERRED = "referred"
    DECLINED = "declined"
    LEFT_WITHOUT_CARE = "left_without_care"


class OfflineEntryKind(StrEnum):
    """What a device records while there is no network; each is the command of the same name."""

    ARRIVAL = "arrival"
    REGISTRATION = "registration"
    RECEPTION_START = "reception_start"
    URGENT_NEED = "urgent_need"
    RECEPTION_COMPLETION = "reception_completion"


class QuarantineReason(StrEnum):
    """Why an entry waits for somebody to look at it."""

    POSSIBLE_DUPLICATE = "possible_duplicate"
    STALE_VERSION = "stale_version"
    REFUSED = "refused"


class DiscardReason(StrEnum):
    """Why an entry never becomes a record; `lost_on_device`: it never arrived, and never will."""

    RECORDED_ONLINE = "recorded_online"
    ENTERED_IN_ERROR = "entered_in_error"
    LOST_ON_DEVICE = "lost_on_device"


class OfficeStatus(StrEnum):
    """How far an office is; one that is closing still serves people, until it is closed."""

    PLANNED = "planned"
    AGREED = "agreed"
    INSTALLING = "installing"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    CLOSED = "closed"


class OfficeChannel(StrEnum):
    """By what an office can be reached."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    WHATSAPP = "whatsapp"
    ESV_APP = "esv_app"
    MOBILE_UNIT = "mobile_unit"
    EMAIL = "email"


class TeamRole(StrEnum):
    COORDINATOR = "coordinator"
    SOCIAL_WORKER = "social_worker"
    PSYCHOLOGIST = "psychologist"
    LEGAL = "legal"
    PEDAGOGUE = "pedagogue"
    ADMIN = "admin"
    PEER = "peer"
