"""The chapters of the day, in the order in which they are played."""

from scripts.demo.chapters import (
    audit,
    before_release,
    country,
    figures,
    interior,
    meetings,
    moving,
    notice,
    office,
    referral,
    work,
)

CHAPTERS = (
    before_release.play,
    office.play,
    referral.play,
    work.play,
    moving.play,
    interior.play,
    meetings.play,
    notice.play,
    figures.play,
    audit.play,
    country.play,
)
