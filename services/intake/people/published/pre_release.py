"""What people tells the network of pre-release work: private event in, contract out."""

from __future__ import annotations

from contracts import pre_release as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_list import PreReleaseList


@publishes(PreReleaseList.Completed)
def list_imported(event: PreReleaseList.Completed, metadata: Metadata) -> out.PreReleaseListImported:
    return out.PreReleaseListImported(
        list_id=event.originator_id,
        office_id=event.office_id,
        source=event.source,
        rows=event.rows,
        cases=event.cases,
        refused=event.refused,
        renewed=event.renewed,
    )


@publishes(PreReleaseList.DataQualityIssueRaised)
def list_rejected(event: PreReleaseList.DataQualityIssueRaised, metadata: Metadata) -> out.PreReleaseListRejected:
    return out.PreReleaseListRejected(list_id=event.originator_id, office_id=event.office_id, issue=event.issue)


@publishes(PreReleaseCase.Opened)
def case_opened(event: PreReleaseCase.Opened, metadata: Metadata) -> out.PreReleaseCaseOpened:
    return out.PreReleaseCaseOpened(
        case_id=event.originator_id,
        office_id=event.office_id,
        source=event.source,
        expected_release_on=event.expected_release_on,
        missing_documents=event.missing_documents,
    )


@publishes(PreReleaseCase.ListedAgain)
def listed_again(event: PreReleaseCase.ListedAgain, metadata: Metadata) -> out.PreReleaseCaseListedAgain:
    return out.PreReleaseCaseListedAgain(
        case_id=event.originator_id,
        office_id=event.office_id,
        source=event.source,
        missing_documents=event.missing_documents,
        person_id=event.person_id,
    )


@publishes(PreReleaseCase.Declined)
def declined(event: PreReleaseCase.Declined, metadata: Metadata) -> out.PreReleaseDeclined:
    return out.PreReleaseDeclined(case_id=event.originator_id, office_id=event.office_id)


@publishes(PreReleaseCase.ReleaseDateChanged)
def release_date_changed(event: PreReleaseCase.ReleaseDateChanged, metadata: Metadata) -> out.ReleaseDateChanged:
    return out.ReleaseDateChanged(
        case_id=event.originator_id,
        office_id=event.office_id,
        expected_release_on=event.expected_release_on,
        reason=event.reason,
    )


@publishes(PreReleaseCase.PersonReleased)
def person_released(event: PreReleaseCase.PersonReleased, metadata: Metadata) -> out.PersonReleased:
    return out.PersonReleased(case_id=event.originator_id, office_id=event.office_id, person_id=event.person_id)


@publishes(PreReleaseCase.Linked)
def case_linked(event: PreReleaseCase.Linked, metadata: Metadata) -> out.PreReleaseCaseLinked:
    return out.PreReleaseCaseLinked(
        case_id=event.originator_id,
        office_id=event.office_id,
        person_id=event.person_id,
        missing_documents=event.missing_documents,
    )
