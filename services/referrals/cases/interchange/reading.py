"""A Bundle as a referral: what was exported as it was, and what another system asks for as far as we know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import ReferralMode, Urgency
from services.referrals.cases.domain.standing import Status
from services.referrals.cases.interchange import codes, enclosures, systems
from services.referrals.cases.interchange.checking import faults_of_bundle
from services.referrals.cases.interchange.content import Content
from services.referrals.cases.interchange.faults import Fault
from services.referrals.cases.interchange.profiles import claimed
from services.referrals.cases.interchange.sheet import Sheet, Unreadable, last_uuid
from services.referrals.cases.interchange.standings import standing

UNSENT = (Status.DRAFT, Status.DISCARDED)


def read(bundle: Any) -> Content:
    """Raises Unreadable with everything that is wrong, or cannot be told in our terms."""
    wrong = faults_of_bundle(bundle)
    if wrong:
        raise Unreadable(wrong)
    pages = list(_pages(bundle, wrong))
    request, task = _one(pages, systems.SERVICE_REQUEST, wrong), _one(pages, systems.REFERRAL_TASK, wrong)
    if request is None or task is None:
        raise Unreadable(wrong)
    content = _content(request, task, pages)
    if wrong or content is None:
        raise Unreadable(wrong)
    return content


def _pages(bundle: Mapping[str, Any], wrong: list[Fault]) -> Iterator[Sheet]:
    for number, entry in enumerate(bundle["entry"]):
        yield Sheet(entry["resource"], f"/entry/{number}/resource", wrong, last_uuid(entry["fullUrl"]))


def _one(pages: list[Sheet], profile: str, wrong: list[Fault]) -> Sheet | None:
    of_profile = [page for page in pages if profile in claimed(page.resource)]
    if not of_profile:
        wrong.append(Fault("/entry", "task-missing" if profile == systems.REFERRAL_TASK else "request-missing"))
        return None
    for page in of_profile[1:]:
        page.fault("", "one-at-a-time")
    return of_profile[0]


def _content(request: Sheet, task: Sheet, pages: list[Sheet]) -> Content | None:
    where, need, office = standing(task), _need(request), _office(request, task)
    asked_at, told_at = request.instant("authoredOn"), task.instant("authoredOn")
    person = request.uuid("subject.identifier", systems.PERSON)
    if person is None and not list(request.ids("subject.identifier", systems.REFERRAL)):
        request.fault("/subject", "person-unknown")
    if task.entry("focus") not in (None, request.address):
        task.fault("/focus", "wrong-reference")
    if where is None or need is None or office is None or told_at is None:
        return None
    sent = where.status not in UNSENT
    return Content(
        status=where.status, office_id=office, need_domain=need, urgency=_urgency(request),
        drafted_at=asked_at or told_at, changed_at=task.instant("lastModified"),
        referral_id=request.uuid("identifier", systems.REFERRAL), person_id=person,
        partner_id=_known(task, "owner", pages, systems.PARTNER),
        offer_id=_known(request, "performer", pages, systems.OFFER),
        grant_id=request.uuid("supportingInfo.identifier", systems.GRANT),
        replaces=request.uuid("replaces.identifier", systems.REFERRAL),
        mode=request.member("orderDetail", codes.MODES, ReferralMode), shared_fields=tuple(enclosures.shared(task)),
        sent_at=told_at if sent else None, response_due_at=enclosures.due(task) if sent else None,
        reason=where.reason, outcome=where.outcome, meetings=tuple(enclosures.meetings(pages)),
        word=enclosures.word(pages),
    )  # fmt: skip


def _need(request: Sheet) -> NeedDomain | None:
    own = request.member("category", codes.NEEDS, NeedDomain)
    if own is not None:
        return own
    known = [codes.DOMAINS[code] for code in request.codes("category", systems.GUIDE_CODES) if code in codes.DOMAINS]
    if not known:
        request.fault("/category", "category-unknown")
    return known[0] if known else None


def _urgency(request: Sheet) -> Urgency:
    """Where nothing is said, FHIR takes it for routine."""
    return codes.URGENCIES[request.resource.get("priority", "routine")]


def _office(request: Sheet, task: Sheet) -> UUID | None:
    """Who asks; or where another system asks an office of ours to take the person on, who is asked."""
    office = request.uuid("requester.identifier", systems.OFFICE) or task.uuid("owner.identifier", systems.OFFICE)
    if office is None:
        request.fault("/requester", "office-unknown")
    return office


def _known(page: Sheet, path: str, pages: list[Sheet], system: str) -> UUID | None:
    """What a reference leads to, if that is in the bundle and bears our identifier."""
    entry = page.entry(path)
    mine = (other for other in pages if entry is not None and other.address == entry)
    return next((found for other in mine if (found := other.uuid("identifier", system))), None)
