"""People without an account: an application of a store may let somebody in on a credential that it gave out itself."""

from __future__ import annotations

from abc import ABC, abstractmethod

from infra.web.caller import Caller

# Stands in no access token (RFC 7515: base64url and dots), so that it tells the one from the other.
MARK = "~"


class Guests(ABC):
    """Asked about each credential that is no access token, outside of any transaction of the request."""

    @abstractmethod
    def admit(self, credential: str) -> Caller:
        """Who comes with this credential, and for which one record. Raises InvalidToken, or why it is refused."""


def is_guests(credential: str) -> bool:
    return MARK in credential
