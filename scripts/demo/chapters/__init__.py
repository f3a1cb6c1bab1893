"""The chapters of the day, in the order in which they are played."""

from scripts.demo.chapters import meetings, office, referral

CHAPTERS = (office.play, referral.play, meetings.play)
