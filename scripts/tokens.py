"""Development access tokens in the shape of RFC 9068."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import OKPKey

from scripts.failures import UsageError
from scripts.roles import ROLES, scope_of

ALGORITHM = "Ed25519"
MAX_MINUTES = 720


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a token says about its bearer; territory is a list, an organisation one value."""

    role: str
    subject: str = ""
    uf: tuple[str, ...] = ()
    ibge: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    org: str = ""
    commission: tuple[str, ...] = ()
    scope: str = ""
    client_id: str = "travessia-cli"
    person_ref: str = ""


def refuse_outside_development(environment: Mapping[str, str]) -> None:
    """Stops the caller with a usage error when this is production."""
    if environment.get("TRAVESSIA_ENV", "development") == "production":
        raise UsageError("development tokens are not issued when TRAVESSIA_ENV=production")


def claims(grant: Grant, *, issuer: str, audience: str, now: int, seconds: int) -> dict[str, object]:
    """The claims of a token; `now` in seconds since 1970 UTC, `seconds` its life."""
    if grant.role not in ROLES:
        raise UsageError(f"unknown role {grant.role!r}; roles: {', '.join(sorted(ROLES))}")
    base: dict[str, object] = {
        "iss": issuer,
        "aud": audience,
        "sub": grant.subject or f"dev-{grant.role}",
        "client_id": grant.client_id,
        "iat": now,
        "exp": now + seconds,
        "jti": str(uuid.uuid4()),
        "scope": grant.scope or scope_of(grant.role),
        "role": grant.role,
    }
    territory = {
        "uf": list(grant.uf),
        "ibge": list(grant.ibge),
        "office": list(grant.office),
        "org": grant.org,
        "commission": list(grant.commission),
        "person_ref": grant.person_ref,
    }
    return base | {name: value for name, value in territory.items() if value}


def sign(payload: Mapping[str, object], key_file: Path) -> str:
    """The signed token; the header says `at+jwt` and which key of the JWKS verifies it."""
    private = json.loads(key_file.read_text())
    header = {"typ": "at+jwt", "alg": ALGORITHM, "kid": private["kid"]}
    return jwt.encode(header, dict(payload), OKPKey.import_key(private), algorithms=[ALGORITHM])
