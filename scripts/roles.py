"""Who may do what in development: the scopes of each role that `travessia token` can issue."""

from collections.abc import Mapping
from types import MappingProxyType

from infra.web.personal import Audience

_OFFICE = (
    "offices:read", "persons:read", "receptions:read", "consents:read", "referrals:read", "partners:read",
    "disclosures:read", "prereleases:read", "vacancies:read", "trainings:read", "seals:read",
)  # fmt: skip

ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # intake and referrals
        "receptionist": (*_OFFICE, "receptions:write", "persons:write", "consents:write"),
        "social_worker": (
            *_OFFICE,
            "receptions:write",
            "persons:write",
            "consents:write",
            "consents:evidence",
            "referrals:write",
            "answers:write",
            "accommodations:read",
            "accommodations:write",
            "erasures:read",
            "erasures:write",
            "assessments:read",
            "assessments:write",
            "plans:read",
            "plans:write",
            "statements:read",
            "statements:write",
            "prereleases:write",
            "imports:write",
            "subject-requests:read",
            "subject-requests:write",
            "subject-requests:answer",
            "offline:read",
            "offline:write",
            "duplicates:read",
            "duplicates:write",
            "candidates:read",
            "candidates:write",
            "enrolments:read",
            "enrolments:write",
            "placements:read",
            "placements:write",
            "credits:read",
            "credits:write",
            "transfers:read",
            "transfers:write",
        ),
        "office_coordinator": (
            *_OFFICE,
            "offices:write",
            "offices:admin",
            "persons:civil-name",
            "accommodations:read",
            "erasures:read",
            "erasures:approve",
            "imports:write",
            "prereleases:write",
            "referrals:write",
            "answers:write",
            "partners:write",
            "plans:read",
            "subject-requests:read",
            "duplicates:read",
            "duplicates:write",
            "persons:merge",
            "candidates:read",
            "enrolments:read",
            "placements:read",
            "credits:read",
            "transfers:read",
            "transfers:write",
        ),
        # who settles which records are one person's, over the offices of whole states
        "register_keeper": ("duplicates:read", "duplicates:write", "duplicates:admin", "persons:merge"),
        "data_protection_officer": (
            "erasures:read",
            "erasures:admin",
            "erasures:approve",
            "offices:read",
            "subject-requests:read",
        ),
        # the person concerned, with the subject urn:travessia:person:<id>
        "person": (
            "disclosures:read",
            "consents:read",
            "consents:write",
            "subject-requests:read",
            "subject-requests:write",
        ),
        "partner": (
            "partners:read",
            "referrals:read",
            "answers:write",
            "vacancies:read",
            "trainings:read",
            "trainings:write",
            "credits:read",
            "credits:answer",
            "seals:read",
        ),
        # an organisation that hires: its own vacancies, contracts and candidates, and of these only what is shared
        "employer": (
            "partners:read",
            "vacancies:read",
            "vacancies:write",
            "candidates:read",
            "selections:write",
            "quotas:read",
            "quota-lists:write",
            "trainings:read",
            "trainings:write",
            "seals:read",
        ),
        "network_manager": (
            "partners:read",
            "partners:write",
            "partners:admin",
            "referrals:read",
            "deadlines:read",
            "vacancies:read",
            "vacancies:write",
            "quotas:read",
            "quotas:write",
            "quota-lists:write",
            "trainings:read",
            "trainings:write",
            "seals:read",
            "seals:write",
        ),
        # notices and commissions
        "notice_receiver": ("notices:read", "notices:write", "tally:read", "tally:write", "commissions:read"),
        "commission_member": (
            "commissions:read",
            "cases:read",
            "cases:write",
            "tally:read",
            "tally:write",
            "notices:read",
            "notices:write",
        ),
        "notifier": ("notices:read", "notices:write"),
        "confidential_protection_officer": ("notices:erase",),
        "commission_secretary": ("commissions:read", "commissions:write", "commissions:admin"),
        # coordination
        "meeting_secretary": (
            "meetings:read",
            "meetings:write",
            "problems:read",
            "problems:write",
            "problems:admin",
            "commitments:admin",
            "commitments:read",
        ),
        "meeting_participant": (
            "commitments:write",
            "meetings:read",
            "problems:read",
            "problems:write",
            "commitments:read",
        ),
        # analytics, audit, operation
        "analyst": ("indicators:read", "facts:read"),
        "indicator_publisher": ("indicators:read", "indicators:write", "facts:read"),
        "auditor": ("audit:read", "audit:replay", "indicators:read"),
        # inside the confidential zone, and only there: what a notice or case went through, without a name or a text
        "confidential_auditor": ("audit:read", "audit:replay", "audit:confidential"),
        "operator": ("operations:read", "operations:admin"),
        # what deadlines wait in a state, and by which acts they are suspended there
        "calendar_keeper": ("deadlines:read", "calendar:admin"),
        # a store that calls another one over HTTP
        "service": ("persons:share", "consents:read", "referrals:read", "service:call"),
    }
)

# As whom a role is shown what is personal. Whoever is not named here works without it, whatever the scopes.
AUDIENCES: Mapping[str, Audience] = MappingProxyType(
    {
        "receptionist": Audience.TEAM,
        "social_worker": Audience.TEAM,
        "office_coordinator": Audience.TEAM,
        "person": Audience.SUBJECT,
        "service": Audience.PARTNER,
    }
)


def scope_of(role: str) -> str:
    """The space separated scopes of a role (RFC 9068, 2.2.3); KeyError for a role that does not exist."""
    return " ".join(sorted(ROLES[role]))
