"""Kinds of need and urgency, and what the guide and FHIR R4 call them; where they have no word, ours stands beside."""

from __future__ import annotations

from contracts.vocabulary.care import NeedDomain as Need
from contracts.vocabulary.network import Urgency
from services.referrals.cases.interchange import systems

NEEDS = systems.ours("need-domain")
MODES = systems.ours("referral-mode")
# Social service procedure: which service it is, our own code beside the category says.
PROCEDURE = (systems.SNOMED, "410606002")
UNSPECIFIED = "sdoh-category-unspecified"

PRIORITIES = {Urgency.SAME_DAY: "asap", Urgency.WEEK: "urgent", Urgency.NORMAL: "routine"}
URGENCIES = {**{code: urgency for urgency, code in PRIORITIES.items()}, "stat": Urgency.SAME_DAY}

# Never a narrower category than what we know: of protection from violence not from whom, of health not which.
CATEGORIES = {
    Need.HOUSING: "housing-instability",
    Need.FOOD: "food-insecurity",
    Need.CLOTHING: "material-hardship",
    Need.TRANSPORT: "transportation-insecurity",
    Need.INCOME_BENEFITS: "financial-insecurity",
    Need.EMPLOYMENT: "employment-status",
    Need.VOCATIONAL_TRAINING: "employment-status",
    Need.ENTREPRENEURSHIP_CREDIT: "financial-insecurity",
    Need.EDUCATION: "educational-attainment",
    Need.FAMILY_CHILDREN: "social-connection",
    Need.DIGITAL_ACCESS: "digital-access",
}
# What a category of the guide is with us, for who does not say it in our code.
DOMAINS = {
    UNSPECIFIED: Need.OTHER,
    "food-insecurity": Need.FOOD,
    "housing-instability": Need.HOUSING,
    "homelessness": Need.HOUSING,
    "inadequate-housing": Need.HOUSING,
    "transportation-insecurity": Need.TRANSPORT,
    "financial-insecurity": Need.INCOME_BENEFITS,
    "medical-cost-burden": Need.INCOME_BENEFITS,
    "utility-insecurity": Need.INCOME_BENEFITS,
    "material-hardship": Need.SOCIAL_ASSISTANCE,
    "educational-attainment": Need.EDUCATION,
    "employment-status": Need.EMPLOYMENT,
    "stress": Need.MENTAL_HEALTH,
    "social-connection": Need.FAMILY_CHILDREN,
    "intimate-partner-violence": Need.VIOLENCE_PROTECTION,
    "elder-abuse": Need.VIOLENCE_PROTECTION,
    "digital-literacy": Need.DIGITAL_ACCESS,
    "digital-access": Need.DIGITAL_ACCESS,
}
# The rest of the guide's value set SDOHCC-ValueSetSDOHCategory: no kind of need with us.
ELSEWHERE = (
    "veteran-status", "personal-health-literacy", "health-insurance-coverage-status", "incarceration-status",
    "language-access", "protective-factor",
)  # fmt: skip


def category(need: Need) -> str:
    """The guide's category of a kind of need."""
    return CATEGORIES.get(need, UNSPECIFIED)
