"""Who may do or see what in people: pure functions over claims and state."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import ConsentScope, DataClass
from infra.kernel import Label, NotFound
from infra.refusals import Forbidden, Gone
from infra.web.caller import Caller
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.duplicate_pair import Side
from services.intake.people.domain.merged_refusals import RecordMerged
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.domain.reception import Reception
from services.intake.people.views.duplicate_pairs import Territory

REFERRALS = "urn:travessia:referrals"
PERSON = "urn:travessia:person:"


def in_territory(caller: Caller, uf: UF) -> None:
    """Network staff acts inside the states of the credential. Raises NotFound: nobody learns what lies elsewhere."""
    if uf not in caller.uf:
        raise NotFound


def works_in(caller: Caller, office_id: UUID) -> None:
    """People are served by the team of the office. Raises NotFound."""
    if office_id not in caller.offices:
        raise NotFound


def own_office(caller: Caller) -> UUID:
    """The one office a record is made for. Raises Forbidden when the credential names none, or several."""
    if len(caller.offices) != 1:
        raise Forbidden
    return caller.offices[0]


def knows(caller: Caller, person: Person) -> None:
    """C2 and C3 data are for the assigned team of the office. Raises NotFound."""
    works_in(caller, person.office_id)


def attends(caller: Caller, person: Person) -> None:
    """As `knows`, for what is recorded anew. Raises RecordMerged, which names the survivor to who works there."""
    knows(caller, person)
    if person.merged_into is not None:
        raise RecordMerged(merged_into(caller, person))


def merged_into(caller: Caller, person: Person) -> UUID | None:
    """The surviving record, for the team of its office: another office learns nothing new (X06)."""
    return person.merged_into if person.merged_at in caller.offices else None


def covers(caller: Caller, side: Side) -> bool:
    """Whether a record of a pair is in the caller's territory: of the office, or of the state for who settles there."""
    settles = "duplicates:admin" in caller.scopes
    return side.office_id in caller.offices or (settles and side.uf in caller.uf)


def territory(caller: Caller) -> Territory:
    """Where a caller sees pairs."""
    return Territory(caller.offices, caller.uf if "duplicates:admin" in caller.scopes else ())


def covers_both(caller: Caller, *sides: Side) -> None:
    """Two records are compared, merged and parted by who has both in his or her territory. Raises NotFound."""
    if not all(covers(caller, side) for side in sides):
        raise NotFound


def may_see(caller: Caller, record: object, field: str, label: Label) -> bool:
    """Whether an export may show a sealed field: to the office's own team, and the civil name by its own scope."""
    if label not in (Label.C2, Label.C3) or not isinstance(record, Person | Reception):
        return False
    scope = "receptions:read" if isinstance(record, Reception) else "persons:read"
    needed = {scope, "persons:civil-name"} if field == "civil_name" else {scope}
    return needed <= caller.scopes and record.office_id in caller.offices


def handles_request(caller: Caller, office_id: UUID, uf: UF) -> None:
    """A request is seen by the team that brought it in and by who decides it in the state. Raises NotFound."""
    if office_id not in caller.offices and uf not in caller.uf:
        raise NotFound


def is_subject(caller: Caller, person_id: UUID) -> bool:
    """Whether it is the person concerned who calls."""
    return caller.subject == f"{PERSON}{person_id}"


def concerns_or_acts_for(caller: Caller, person: Person) -> None:
    """The person concerned, or the office's team for her (LGPD art. 9, 18). Raises NotFound."""
    if not is_subject(caller, person.id):
        knows(caller, person)


def asks_for_a_partner(caller: Caller) -> None:
    """Shared fields go to the store of the referrals alone, whatever scope a credential holds. Raises NotFound."""
    if caller.subject != REFERRALS:
        raise NotFound


def wanted_fields(text: str) -> frozenset[DataClass]:
    """The comma-separated data classes of a request. Raises Forbidden for one that no consent could cover."""
    try:
        return frozenset(DataClass(name) for name in text.split(","))
    except ValueError as error:
        raise Forbidden from error


def may_share(ledger: ConsentLedger, grant_id: UUID, recipient: UUID, fields: frozenset[DataClass]) -> None:
    """Sharing needs an active grant to this recipient for these kinds of data, at this moment.

    Raises Gone when the grant was withdrawn or has run out, Forbidden when it never covered the request.
    """
    grant = ledger.active(grant_id)
    if grant is None:
        raise Gone
    covered = grant.scope == ConsentScope.SHARE_WITH_PARTNER and recipient in grant.recipients
    if not covered or not fields <= set(grant.data_classes):
        raise Forbidden


def receives(caller: Caller, office: Office) -> bool:
    """Whether the caller is of the team that takes over from this office, and not of its own. Raises NotFound.

    Who takes over sees those alone who want to come: nobody else is known there.
    """
    if office.id in caller.offices:
        return False
    if office.receiving_office_id not in caller.offices:
        raise NotFound
    return True


def may_come_over(ledger: ConsentLedger, grant_id: UUID, office_id: UUID, *, reversal: bool) -> None:
    """What came over is shown on the consent that names this office; of a reversal, on the one that was reversed.

    Raises Gone when it has ended, Forbidden when it never covered the move.
    """
    grant = ledger.active(grant_id)
    if grant is None:
        raise Gone
    if grant.scope != ConsentScope.TRANSFER_OFFICE or not (reversal or office_id in grant.recipients):
        raise Forbidden


def may_state(ledger: ConsentLedger, grant_id: UUID) -> None:
    """A statement about somebody's follow-up needs an active grant for it. Raises Gone, Forbidden."""
    grant = ledger.active(grant_id)
    if grant is None:
        raise Gone
    if grant.scope != ConsentScope.FOLLOW_UP_STATEMENT:
        raise Forbidden
