"""What the codes of a referral are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

from services.console.language import mark as _

NEEDS: Mapping[str, str] = {
    "housing": _("Housing"),
    "food": _("Food"),
    "clothing": _("Clothing"),
    "transport": _("Transport"),
    "identity_documents": _("Identity documents"),
    "income_benefits": _("Income and benefits"),
    "employment": _("Employment"),
    "vocational_training": _("Vocational training"),
    "entrepreneurship_credit": _("Own business and credit"),
    "education": _("Education"),
    "physical_health": _("Physical health"),
    "mental_health": _("Mental health"),
    "substance_use": _("Care for substance use"),
    "family_children": _("Family and children"),
    "legal_aid": _("Legal aid"),
    "social_assistance": _("Social assistance"),
    "violence_protection": _("Protection from violence"),
    "discrimination_support": _("Support after discrimination"),
    "culture_leisure": _("Culture and leisure"),
    "digital_access": _("Digital access"),
    "other": _("Something else"),
}
URGENCIES: Mapping[str, str] = {
    "same_day": _("today"),
    "week": _("this week"),
    "normal": _("not urgent"),
}
FIELDS: Mapping[str, str] = {
    "display_name": _("Name to be called by"),
    "civil_name": _("Name in the civil register"),
    "birth_date": _("Date of birth"),
    "accessibility_needs": _("What makes access possible"),
    "contact": _("How to reach the person"),
}
REASONS: Mapping[str, str] = {
    "no_capacity": _("No place is free"),
    "not_eligible": _("The service is not for this person"),
    "outside_area": _("Outside our area"),
    "service_unavailable": _("The service does not run at present"),
    "other": _("Another reason"),
}
OUTCOMES: Mapping[str, str] = {
    "service_received": _("The person was served"),
    "partly": _("The person was served in part"),
    "not_eligible": _("The service is not for this person"),
    "no_capacity": _("No place is free"),
    "person_declined": _("The person did not want it"),
    "person_no_show": _("The person did not come"),
    "moved": _("The person has moved away"),
}
OVER: Mapping[str, str] = {
    "declined": _("You have declined. The office looks for another place; nothing is left for you to do."),
    "interrupted": _("This referral stopped before its end. Nothing is left for you to do."),
    "expired": _(
        "The office no longer waits for an answer and looks for another place. Nothing is left for you to do."
    ),
    "completed": _("This referral is completed. Thank you."),
    "suspended": _("The person no longer agrees, and you have confirmed that you keep nothing. Thank you."),
    "cancelled": _("The office has taken this referral back. Nothing is left for you to do."),
    "transferred": _("The person has moved to another place. Nothing is left for you to do."),
}
