"""Commands and queries of work: load, call, save."""

from services.referrals.work.applications.quotas import QuotasApplication
from services.referrals.work.applications.vacancies import VacanciesApplication

APPLICATIONS = (QuotasApplication, VacanciesApplication)
