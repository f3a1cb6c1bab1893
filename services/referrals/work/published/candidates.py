"""Candidacies to the network: who and for what in ids and codes; recalls stay between employer and office."""

from __future__ import annotations

from typing import Any

from contracts import work as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.work.domain.candidate import Candidate


def _about(event: Any) -> dict[str, Any]:
    return {"candidate_id": event.originator_id, **vars(event.candidacy)}


@publishes(Candidate.Presented)
def candidate_presented(event: Candidate.Presented, metadata: Metadata) -> out.CandidatePresented:
    return out.CandidatePresented(**_about(event))


@publishes(Candidate.PresentedAnew)
def candidate_presented_anew(event: Candidate.PresentedAnew, metadata: Metadata) -> out.CandidatePresentedAnew:
    return out.CandidatePresentedAnew(**_about(event))


@publishes(Candidate.Selected)
def candidate_selected(event: Candidate.Selected, metadata: Metadata) -> out.CandidateSelected:
    return out.CandidateSelected(**_about(event))


@publishes(Candidate.NotSelected)
def candidate_not_selected(event: Candidate.NotSelected, metadata: Metadata) -> out.CandidateNotSelected:
    return out.CandidateNotSelected(**_about(event), reason=event.reason)


@publishes(Candidate.Withdrawn)
def candidate_withdrawn(event: Candidate.Withdrawn, metadata: Metadata) -> out.CandidateWithdrawn:
    return out.CandidateWithdrawn(**_about(event))
