"""Notices of harassment and discrimination: received in confidence, recorded only when authorised. Store `notices`."""
