"""The read models of work: one question, one file."""

from services.referrals.work.views.employer_candidates import EmployerCandidates
from services.referrals.work.views.office_candidates import OfficeCandidates
from services.referrals.work.views.quota_contracts import QuotaContracts
from services.referrals.work.views.vacancies import Vacancies

VIEWS = (QuotaContracts, Vacancies, EmployerCandidates, OfficeCandidates)
