"""Where intake's API is and with whose token it is called."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import httpx

from scripts import tokens
from scripts.failures import UsageError
from scripts.importing.sending import Api
from scripts.stack.credentials import AUDIENCE, ISSUER
from scripts.stack.stack import load

TIMEOUT = httpx.Timeout(60.0, connect=5.0)


@contextmanager
def api(
    office: UUID, url: str | None, token_file: Path | None, name: str, environment: Mapping[str, str]
) -> Iterator[Api]:
    """Raises UsageError in production without a token file."""
    bearer = given(token_file) if token_file else _of_development(office, name, environment)
    base = url or f"{load(name).urls['open']}/intake"
    headers = {"Authorization": f"Bearer {bearer}"}
    with httpx.Client(base_url=base, headers=headers, timeout=TIMEOUT, trust_env=False) as http:
        yield Api(http)


def given(token_file: Path) -> str:
    """The token in a file. Raises UsageError."""
    try:
        return token_file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise UsageError("--token-file must be a file with an access token") from None


def _of_development(office: UUID, name: str, environment: Mapping[str, str]) -> str:
    tokens.refuse_outside_development(environment)
    grant = tokens.Grant(role="office_coordinator", office=(str(office),))
    seconds = tokens.MAX_MINUTES * 60
    payload = tokens.claims(grant, issuer=ISSUER, audience=AUDIENCE, now=int(time.time()), seconds=seconds)
    return tokens.sign(payload, load(name).credentials.key_file)
