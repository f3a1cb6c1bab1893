"""The chapters of the day, in the order in which they are played."""

from scripts.demo.chapters import audit, figures, meetings, notice, office, referral

CHAPTERS = (office.play, referral.play, meetings.play, notice.play, figures.play, audit.play)
