"""Short words for what stands in a bundle, and contents of every state."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import ReferralMode, ReferralOutcome, Urgency
from contracts.vocabulary.rights import DataClass
from services.referrals.cases.domain.standing import AppointmentStatus, Status
from services.referrals.cases.interchange import statuses, systems
from services.referrals.cases.interchange.content import Content, Meeting, Word

Resource = dict[str, Any]
Place = tuple[Any, ...]
DRAFTS = (Status.DRAFT, Status.DISCARDED)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  zone beside


def of_kind(bundle: Resource, kind: str) -> list[Resource]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def task_of(bundle: Resource) -> Resource:
    return deepcopy(of_kind(bundle, "Task")[0])


def subtasks_of(bundle: Resource) -> list[Resource]:
    return deepcopy(of_kind(bundle, "Task")[1:])


def who(content: Content) -> list[Resource]:
    """The least that a partner and an offer are."""
    made: list[Resource] = []
    if content.partner_id:
        partner = systems.identifier(systems.PARTNER, content.partner_id)
        made.append({"resourceType": "Organization", "id": str(content.partner_id), "identifier": [partner]})
    if content.offer_id:
        offer = systems.identifier(systems.OFFER, content.offer_id)
        made.append({"resourceType": "HealthcareService", "id": str(content.offer_id), "identifier": [offer]})
    return made


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Whatever a referral of ours can be, and more: reading asks for no history that makes sense."""
    status = draw(st.sampled_from(Status))
    reasons = statuses.OF[status].reasons
    office = draw(st.booleans())
    made: dict[str, Any] = {
        "status": status,
        "office_id": draw(st.uuids()),
        "need_domain": draw(st.sampled_from(NeedDomain)),
        "urgency": draw(st.sampled_from(Urgency)),
        "drafted_at": draw(MOMENTS),
        "referral_id": draw(st.uuids()),
        "person_id": draw(st.uuids()) if office else None,
        "replaces": draw(st.none() | st.uuids()) if office else None,
        "reason": draw(st.sampled_from(reasons)) if reasons else None,
        "outcome": draw(_outcomes(status)),
    }
    made |= draw(_sent(office)) if status not in DRAFTS else {}
    told_at = made.get("sent_at") or made["drafted_at"]
    return Content(**made, changed_at=told_at + draw(st.timedeltas(timedelta(0), timedelta(days=900))))


def _outcomes(status: Status) -> st.SearchStrategy[ReferralOutcome | None]:
    known: st.SearchStrategy[ReferralOutcome | None] = st.sampled_from(ReferralOutcome)
    return known if status == Status.COMPLETED else st.none() | known


@st.composite
def _sent(draw: st.DrawFn, office: bool) -> dict[str, Any]:
    ids = draw(st.lists(st.uuids(), min_size=2, max_size=2, unique=True))
    word = Word(draw(st.integers(1, 5)), draw(MOMENTS)) if office and draw(st.booleans()) else None
    return {
        "partner_id": ids[0], "offer_id": ids[1], "grant_id": draw(st.none() | st.uuids()) if office else None,
        "mode": draw(st.sampled_from(ReferralMode)),
        "shared_fields": tuple(sorted(draw(st.sets(st.sampled_from(DataClass))))),
        "sent_at": draw(MOMENTS), "response_due_at": draw(MOMENTS), "meetings": tuple(draw(_meetings())), "word": word,
    }  # fmt: skip


@st.composite
def _meetings(draw: st.DrawFn) -> list[Meeting]:
    many = draw(st.integers(0, 3))
    return [Meeting(n + 1, draw(MOMENTS), draw(st.sampled_from(AppointmentStatus)), draw(MOMENTS)) for n in range(many)]


def tomorrow(now: datetime) -> str:
    return (now + timedelta(days=1)).isoformat()


PERSON_OF_THE_EXAMPLE = UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")


def places(node: Any, here: Place = ()) -> Iterator[Place]:
    """Every place in a resource, itself the first."""
    yield here
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in inner:
        yield from places(value, (*here, step))


def with_other(node: Any, place: Place, value: Any) -> Any:
    """A copy with another value there."""
    if not place:
        return value
    copy = deepcopy(node)
    at = copy
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    return copy
