"""The read models of work: one question, one file."""

from services.referrals.work.views.credits import Credits
from services.referrals.work.views.employer_candidates import EmployerCandidates
from services.referrals.work.views.employer_seals import EmployerSeals
from services.referrals.work.views.enrolments import Enrolments
from services.referrals.work.views.office_candidates import OfficeCandidates
from services.referrals.work.views.placements import Placements
from services.referrals.work.views.quota_contracts import QuotaContracts
from services.referrals.work.views.retention_checks import RetentionChecks
from services.referrals.work.views.trainings import Trainings
from services.referrals.work.views.vacancies import Vacancies

VIEWS = (
    QuotaContracts, Vacancies, EmployerCandidates, OfficeCandidates, Trainings, Enrolments, Placements,
    RetentionChecks, Credits, EmployerSeals,
)  # fmt: skip
