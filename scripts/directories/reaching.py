"""Where the API of referrals is, and with whose token it is called."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from contracts.vocabulary.network import UF
from scripts import tokens
from scripts.importing.reaching import TIMEOUT, given
from scripts.importing.sending import Api
from scripts.stack.credentials import AUDIENCE, ISSUER
from scripts.stack.stack import load

WHOLE_COUNTRY = tuple(state.value for state in UF)


@contextmanager
def api(
    uf: str | None, url: str | None, token_file: Path | None, name: str, environment: Mapping[str, str]
) -> Iterator[Api]:
    """Raises UsageError in production without a token file."""
    bearer = given(token_file) if token_file else _of_development(uf, name, environment)
    base = url or f"{load(name).urls['open']}/referrals"
    headers = {"Authorization": f"Bearer {bearer}"}
    with httpx.Client(base_url=base, headers=headers, timeout=TIMEOUT, trust_env=False) as http:
        yield Api(http)


def _of_development(uf: str | None, name: str, environment: Mapping[str, str]) -> str:
    tokens.refuse_outside_development(environment)
    grant = tokens.Grant(role="network_manager", uf=(uf,) if uf else WHOLE_COUNTRY)
    seconds = tokens.MAX_MINUTES * 60
    payload = tokens.claims(grant, issuer=ISSUER, audience=AUDIENCE, now=int(time.time()), seconds=seconds)
    return tokens.sign(payload, load(name).credentials.key_file)
