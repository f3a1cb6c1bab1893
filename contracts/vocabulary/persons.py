"""Who somebody is, as the person says it, and how others know them."""

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


class RaceCodeSystem(StrEnum):
    """Whose digits a list uses for race/colour: 3 and 4 mean opposite things in the two tables."""

    IBGE = "ibge"
    ESOCIAL = "esocial"


class VoluntaryAnswer(StrEnum):
    """What somebody answers to the offer of a Social Office."""

    PENDING = "pending"
    ACCEPTS = "accepts"
    DECLINES = "declines"


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
