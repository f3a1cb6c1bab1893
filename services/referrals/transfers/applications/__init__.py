"""Commands and queries of transfers, and what follows from messages."""

from services.referrals.transfers.applications.following import (
    TransferFollowingApplication as TransferFollowingApplication,
)
from services.referrals.transfers.applications.transfers import TransfersApplication as TransfersApplication

APPLICATIONS = (TransfersApplication, TransferFollowingApplication)
