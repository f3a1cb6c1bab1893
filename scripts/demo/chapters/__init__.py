"""The chapters of the day, in the order in which they are played."""

from scripts.demo.chapters import figures, meetings, notice, office, referral

CHAPTERS = (office.play, referral.play, meetings.play, notice.play, figures.play)
