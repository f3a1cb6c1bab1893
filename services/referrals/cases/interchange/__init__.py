"""Referrals in the form of HL7 FHIR R4, by the profiles of the SDOH Clinical Care guide, out and in."""
