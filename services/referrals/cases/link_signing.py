"""What stands in an answer link and which code opens it: made from a secret when they are asked for, kept nowhere."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from itsdangerous import BadSignature, Signer

from infra.web.guests import MARK
from infra.web.tokens import InvalidToken

FIGURES = 6


@dataclass(frozen=True)
class Link:
    """The referral that is answered by it, and which of its links it is."""

    referral_id: UUID
    number: int


class LinkSigner:
    """`secret` is that of the store's HTTP app; a new one voids all links."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._signer = Signer(secret, salt="answer-link", digest_method=sha256)

    def written(self, link: Link) -> str:
        """The last part of the address: the referral, the number and a signature."""
        return self._signer.sign(f"{link.referral_id.hex}.{link.number}").decode()

    def code(self, link: Link) -> str:
        """The six figures that the partner is told in another way than the link."""
        digest = hmac.digest(self._secret, b"answer-code:" + self.written(link).encode(), "sha256")
        return f"{int.from_bytes(digest[:8]) % 10**FIGURES:0{FIGURES}}"

    def read(self, credential: str) -> tuple[Link, str]:
        """The link and the code that somebody came with. Raises InvalidToken for what was never given out."""
        signed, _, code = credential.partition(MARK)
        try:
            referral, _, number = self._signer.unsign(signed).decode().partition(".")
            return Link(UUID(hex=referral), int(number)), code
        except (BadSignature, ValueError) as error:
            raise InvalidToken from error

    def opens(self, link: Link, code: str) -> bool:
        return hmac.compare_digest(self.code(link).encode(), code.encode())
