"""The chapters of the day, in the order in which they are played."""

from scripts.demo.chapters import office, referral

CHAPTERS = (office.play, referral.play)
