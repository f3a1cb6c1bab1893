"""Code lists that every service shares: one enum each, after the national and source lists they come from."""

from __future__ import annotations

from enum import StrEnum


class RaceColour(StrEnum):
    """Self-declared race/colour in the five IBGE categories, and two system values. Store the word, never a digit."""

    WHITE = "WHITE"
    BLACK = "BLACK"
    YELLOW = "YELLOW"
    BROWN = "BROWN"
    INDIGENOUS = "INDIGENOUS"
    NOT_INFORMED = "NOT_INFORMED"
    DECLINED = "DECLINED"


class DeclarationSource(StrEnum):
    """Who said it: only the first is a self-declaration."""

    SELF_DECLARED = "self_declared"
    THIRD_PARTY = "third_party"
    IMPORTED = "imported"


class Gender(StrEnum):
    """Reporting set, aligned with the Annex III form of CNJ Resolution 351/2020."""

    FEMALE = "FEMALE"
    MALE = "MALE"
    OTHER = "OTHER"
    DECLINED = "DECLINED"


class GenderIdentity(StrEnum):
    """Service set; what it reports as, says REPORTED_GENDER."""

    CIS_WOMAN = "cis_woman"
    CIS_MAN = "cis_man"
    TRANS_WOMAN = "trans_woman"
    TRANS_MAN = "trans_man"
    TRAVESTI = "travesti"
    NON_BINARY = "non_binary"
    OTHER = "other"
    DECLINED = "declined"


REPORTED_GENDER = {
    GenderIdentity.CIS_WOMAN: Gender.FEMALE,
    GenderIdentity.TRANS_WOMAN: Gender.FEMALE,
    GenderIdentity.TRAVESTI: Gender.FEMALE,
    GenderIdentity.CIS_MAN: Gender.MALE,
    GenderIdentity.TRANS_MAN: Gender.MALE,
    GenderIdentity.NON_BINARY: Gender.OTHER,
    GenderIdentity.OTHER: Gender.OTHER,
    GenderIdentity.DECLINED: Gender.DECLINED,
}


class ClientType(StrEnum):
    PRE_RELEASE = "pre_release"
    RELEASED = "released"
    RELATIVE = "relative"
    DEPRIVED_OF_LIBERTY = "deprived_of_liberty"
    OTHER = "other"


class NeedDomain(StrEnum):
    """The service catalogue (B.0.6)."""

    HOUSING = "housing"
    FOOD = "food"
    CLOTHING = "clothing"
    TRANSPORT = "transport"
    IDENTITY_DOCUMENTS = "identity_documents"
    INCOME_BENEFITS = "income_benefits"
    EMPLOYMENT = "employment"
    VOCATIONAL_TRAINING = "vocational_training"
    ENTREPRENEURSHIP_CREDIT = "entrepreneurship_credit"
    EDUCATION = "education"
    PHYSICAL_HEALTH = "physical_health"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"
    FAMILY_CHILDREN = "family_children"
    LEGAL_AID = "legal_aid"
    SOCIAL_ASSISTANCE = "social_assistance"
    VIOLENCE_PROTECTION = "violence_protection"
    DISCRIMINATION_SUPPORT = "discrimination_support"
    CULTURE_LEISURE = "culture_leisure"
    DIGITAL_ACCESS = "digital_access"
    OTHER = "other"


class UrgentNeed(StrEnum):
    """Needs that call for a look on the same day."""

    HOUSING_TONIGHT = "housing_tonight"
    FOOD = "food"
    MEDICATION = "medication"
    THREAT_TO_LIFE = "threat_to_life"
    MINOR_CHILDREN_ALONE = "minor_children_alone"


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


class StateSystem(StrEnum):
    """Systems of the state that a consent can name (`SHARE_WITH_STATE_SYSTEM`)."""

    SEEU = "seeu"
    BNMP = "bnmp"
    CADUNICO = "cadunico"
    SUS = "sus"
    SINE = "sine"
    OTHER = "other"


class OrganisationType(StrEnum):
    """Kinds of organisations of all source countries (B.0.6)."""

    SOCIAL_OFFICE = "social_office"
    COURT = "court"
    CNJ = "cnj"
    PRISON = "prison"
    PRISON_ADMINISTRATION = "prison_administration"
    PROBATION = "probation"
    EMPLOYMENT_AGENCY = "employment_agency"
    EMPLOYER = "employer"
    MUNICIPAL_SOCIAL_ASSISTANCE = "municipal_social_assistance"
    CHILD_PROTECTION = "child_protection"
    HEALTH_AUTHORITY = "health_authority"
    HEALTH_SERVICE = "health_service"
    EDUCATION_AUTHORITY = "education_authority"
    SCHOOL = "school"
    UNIVERSITY = "university"
    SUBSTANCE_USE_SERVICE = "substance_use_service"
    POLICE = "police"
    PROSECUTION = "prosecution"
    PUBLIC_DEFENDER = "public_defender"
    BAR_ASSOCIATION = "bar_association"
    REGISTRY_OFFICE = "registry_office"
    REGIONAL_GOVERNMENT = "regional_government"
    MUNICIPALITY = "municipality"
    NGO = "ngo"
    FAITH_BASED = "faith_based"
    UNION = "union"
    RESEARCH_INSTITUTE = "research_institute"
    PLANNING_BUDGET = "planning_budget"
    FINANCIAL_INSTITUTION = "financial_institution"
    DEVELOPMENT_FOUNDATION = "development_foundation"
    PRISON_INDUSTRY_FOUNDATION = "prison_industry_foundation"
    MONITORING_CENTRE = "monitoring_centre"
    COMMUNITY_COUNCIL = "community_council"
    OTHER = "other"


class Urgency(StrEnum):
    SAME_DAY = "same_day"
    WEEK = "week"
    NORMAL = "normal"


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


class UF(StrEnum):
    """The 27 federative units of Brazil."""

    AC = "AC"
    AL = "AL"
    AM = "AM"
    AP = "AP"
    BA = "BA"
    CE = "CE"
    DF = "DF"
    ES = "ES"
    GO = "GO"
    MA = "MA"
    MG = "MG"
    MS = "MS"
    MT = "MT"
    PA = "PA"
    PB = "PB"
    PE = "PE"
    PI = "PI"
    PR = "PR"
    RJ = "RJ"
    RN = "RN"
    RO = "RO"
    RR = "RR"
    RS = "RS"
    SC = "SC"
    SE = "SE"
    SP = "SP"
    TO = "TO"


# notices and commissions (CNJ Resolution 351/2020)


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


# Coordination


class MeetingLevel(StrEnum):
    """How far a meeting or a problem reaches; the order is upwards."""

    LOCAL = "local"
    INTERREGIONAL = "interregional"
    NATIONAL = "national"


class MeetingFormat(StrEnum):
    EXPERIENCE_EXCHANGE = "experience_exchange"
    DEBATE = "debate"
    WORKING_MEETING = "working_meeting"
    SEMINAR = "seminar"
    OTHER = "other"


class MeetingTopic(StrEnum):
    GOOD_PRACTICE = "good_practice"
    PROGRESS_INDICATORS = "progress_indicators"
    JOINT_ACTIVITIES = "joint_activities"
    COOPERATION = "cooperation"
    OBSTACLES = "obstacles"
    RECIDIVISM_PREVENTION = "recidivism_prevention"
    EMPLOYMENT = "employment"
    AWARENESS = "awareness"
    OTHER = "other"


class DisplayCalendar(StrEnum):
    """The calendar in which people read the day of a meeting."""

    GREGORIAN = "gregorian"
    JALALI = "jalali"


class CompetenceDomain(StrEnum):
    """Field of competence of the problem inventory."""

    EMPLOYMENT_TRAINING = "employment_training"
    EDUCATION = "education"
    HEALTH = "health"
    SOCIAL_FAMILY = "social_family"
    HOUSING = "housing"
    DOCUMENTS = "documents"
    OTHER = "other"


class ReporterKind(StrEnum):
    PRACTITIONER = "practitioner"
    PARTNER = "partner"
    SERVICE_USER = "service_user"
    AUTHORITY = "authority"


class AuthorityReach(StrEnum):
    """How far an authority's competence goes."""

    LOCAL = "local"
    REGIONAL = "regional"
    CENTRAL = "central"


class CommitmentRole(StrEnum):
    LEAD = "lead"
    SUPPORT = "support"
    FUNDING = "funding"
    MONITORING = "monitoring"


# referrals


class AgreementKind(StrEnum):
    """What a partner works under (B.2.1)."""

    COOPERATION_TERM = "cooperation_term"
    PROTOCOL = "protocol"
    CONTRACT = "contract"
    INFORMAL = "informal"


class ReferralMode(StrEnum):
    """How a person is brought to a partner (B.2.2)."""

    ORIENTATION_ONLY = "orientation_only"
    WARM_HANDOVER = "warm_handover"
    WRITTEN = "written"
    ACCOMPANIED = "accompanied"
    SYSTEM_INTEGRATION = "system_integration"


class ReferralOutcome(StrEnum):
    """How a referral ended (B.2.2). A withdrawn consent counts as PERSON_DECLINED, never as a failure."""

    SERVICE_RECEIVED = "service_received"
    PARTLY = "partly"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    PERSON_DECLINED = "person_declined"
    PERSON_NO_SHOW = "person_no_show"
    PARTNER_NO_REPLY = "partner_no_reply"
    MOVED = "moved"
    UNKNOWN = "unknown"


class DeclineReason(StrEnum):
    """Why a partner cannot take somebody; a code for the capacity map, nothing about the person."""

    NO_CAPACITY = "no_capacity"
    NOT_ELIGIBLE = "not_eligible"
    OUTSIDE_AREA = "outside_area"
    SERVICE_UNAVAILABLE = "service_unavailable"
    OTHER = "other"


class SuspensionReason(StrEnum):
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_EXPIRED = "consent_expired"


class CancelledBy(StrEnum):
    PERSON = "person"
    OFFICE = "office"


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


# needs assessment and follow-up plan (B.1.5, B.1.6)


class AnsweredBy(StrEnum):
    """Who answered an assessment's questions."""

    SELF = "self"
    WITH_SUPPORT = "with_support"
    LEGAL_GUARDIAN = "legal_guardian"


class NeedSituation(StrEnum):
    """How somebody stands in a need domain at the time of the assessment."""

    CRITICAL = "critical"
    UNMET = "unmet"
    PARTLY_MET = "partly_met"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"
    NOT_DISCUSSED = "not_discussed"


class IdentityMarker(StrEnum):
    """What somebody may say of herself or himself in an assessment, in own words."""

    RACE = "race"
    GENDER = "gender"
    SEXUALITY = "sexuality"
    TERRITORY = "territory"
    RELIGION = "religion"
    DISABILITY = "disability"
    GENERATION = "generation"
    MIGRATION = "migration"


class GoalStatus(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    ACHIEVED = "achieved"
    CHANGED = "changed"
    DROPPED = "dropped"


class PlanStatus(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class PlanClosureReason(StrEnum):
    """Why a follow-up ended: each one is neutral, a return to prison too."""

    GOALS_MET = "goals_met"
    PERSON_CHOICE = "person_choice"
    MOVED = "moved"
    LOST_CONTACT = "lost_contact"
    RETURNED_TO_PRISON = "returned_to_prison"
    DEATH = "death"
    OTHER = "other"


class StatementGround(StrEnum):
    """On what a statement about somebody's follow-up was issued: never without the person's own will."""

    CONSENT = "consent"
    OWN_REQUEST = "own_request"


# pre-release lists


class ReleaseListSource(StrEnum):
    """Who sends a list of people whose release may come: the national execution system, a prison, a court, by hand."""

    SEEU_MDC = "seeu_mdc"
    PRISON = "prison"
    COURT = "court"
    BY_HAND = "by_hand"


class ReleaseProgramme(StrEnum):
    """Whose rule says how long before the release the work begins: the terms of DL07."""

    BR = "BR"
    RO = "RO"


class CivilDocument(StrEnum):
    """Documents that people leave prison without (SEEU's module of civil documentation)."""

    RG = "rg"
    CPF = "cpf"
    MIGRANT_RECORD = "migrant_record"
    VOTER_TITLE = "voter_title"
    BIRTH_CERTIFICATE = "birth_certificate"
    WORK_CARD = "work_card"


class RaceCodeSystem(StrEnum):
    """Whose digits a list uses for race/colour: 3 and 4 mean opposite things in the two tables."""

    IBGE = "ibge"
    ESOCIAL = "esocial"


class VoluntaryAnswer(StrEnum):
    """What somebody answers to the offer of a Social Office."""

    PENDING = "pending"
    ACCEPTS = "accepts"
    DECLINES = "declines"


class ReleaseDateReason(StrEnum):
    """Why the expected day of a release is another one now."""

    RECALCULATED = "recalculated"
    CORRECTED = "corrected"
    REVOKED = "revoked"


class IdentifierSystem(StrEnum):
    """By which register somebody is numbered; no number is ever needed (I4)."""

    CPF = "cpf"
    NIS = "nis"
    CNS = "cns"
    RJI = "rji"
    FOREIGN = "foreign"


class ContactType(StrEnum):
    PHONE = "phone"
    MESSAGES = "messages"
    EMAIL = "email"
    THROUGH_SOMEBODY = "through_somebody"


class AddressKind(StrEnum):
    """Where somebody lives; a reference address is one that may be named without living there."""

    FIXED = "fixed"
    SHELTER = "shelter"
    STREET = "street"
    REFERENCE = "reference_address"


class Disability(StrEnum):
    """As the person declares it (B.0.6); several may be named."""

    PHYSICAL = "physical"
    HEARING = "hearing"
    VISUAL = "visual"
    INTELLECTUAL = "intellectual"
    PSYCHOSOCIAL = "psychosocial"
    AUTISM = "autism"
    MULTIPLE = "multiple"
    NONE = "none"
    NOT_INFORMED = "not_informed"


# offline batches (B.1.10)


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


# offices and receptions (B.1.1, B.1.4)


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
