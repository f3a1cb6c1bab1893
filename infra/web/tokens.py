"""Verifies access tokens (RFC 9068) with an allow-list of one algorithm, on the real clock."""

from __future__ import annotations

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from infra.settings import AuthSettings
from infra.web.caller import Caller

ALGORITHMS = ("Ed25519",)
TYPES = ("at+jwt", "application/at+jwt")
CLOCK_SKEW = 60


class InvalidToken(Exception):
    """The token is not one of ours, or not any more. Why, is nobody's business."""


class TokenVerifier:
    """Checks signature, type, issuer, audience and life time of a bearer token."""

    def __init__(self, settings: AuthSettings) -> None:
        self.keys = KeySet.import_key_set({"keys": list(settings.jwks["keys"])})
        self.claims = jwt.JWTClaimsRegistry(
            leeway=CLOCK_SKEW,
            iss={"essential": True, "value": settings.issuer},
            aud={"essential": True, "value": settings.audience},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            jti={"essential": True},
            client_id={"essential": True},
        )

    def verify(self, token: str) -> Caller:
        """The caller a token speaks for. Raises InvalidToken."""
        try:
            decoded = jwt.decode(token, self.keys, algorithms=ALGORITHMS)
            if str(decoded.header.get("typ", "")).lower() not in TYPES:
                raise InvalidToken
            self.claims.validate(decoded.claims)
            return Caller.from_claims(decoded.claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise InvalidToken from error
