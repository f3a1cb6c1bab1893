"""What a candidacy refuses, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError, Gone


class CandidateAlreadyPresented(DomainError):
    code = "referrals.candidate-already-presented"
    detail = "This person was presented for this vacancy before."
    fix = "Read the candidacy; only one that the person's side ended is begun anew."


class CandidacyDecided(DomainError):
    code = "referrals.candidacy-decided"
    detail = "The employer has decided before."
    fix = "Read the candidacy; a decision is not taken back."


class CandidacyOver(DomainError):
    code = "referrals.candidacy-over"
    detail = "The candidacy has ended on the person's side."
    fix = "Nothing is left to do; nobody has to say why."


class NotSelected(DomainError):
    code = "referrals.not-selected"
    detail = "The candidate was not selected."
    fix = "Start the placement once the employer has selected the candidate."


class CandidateRecalled(Gone):
    code = "referrals.candidate-recalled"
    detail = "The person has withdrawn the consent."
    fix = "Do not ask again; delete what you hold and confirm the recall."


class CandidateDataOver(Gone):
    code = "referrals.candidate-data-over"
    detail = "The time in which you may read the candidate's fields is over."
    fix = "Do not ask again; delete what you hold."


class NoRecallToConfirm(DomainError):
    code = "referrals.no-recall-to-confirm"
    detail = "There is no recall of a candidate's data that waits for a confirmation."
    fix = "Nothing is left to do."
