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
