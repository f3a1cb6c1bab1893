"""Commands and queries of transfers, and what follows from messages."""

from services.referrals.transfers.applications.following import TransferFollowingApplication
from services.referrals.transfers.applications.transfers import TransfersApplication

APPLICATIONS = (TransfersApplication, TransferFollowingApplication)
