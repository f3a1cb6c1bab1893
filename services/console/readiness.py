"""Which services are ready, as their own processes say."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

TIMEOUT = httpx.Timeout(1.5, connect=0.5)


@dataclass(frozen=True)
class Prober:
    """Asks each process once, all at the same time. `urls`: service to the address of its API."""

    urls: Mapping[str, str]
    transport: httpx.BaseTransport | None = None

    def ready(self) -> dict[str, bool]:
        """Service to whether it is ready; one that does not answer in time is not."""
        origins = sorted({_origin(url) for url in self.urls.values()})
        if not origins:
            return {}
        with (
            httpx.Client(timeout=TIMEOUT, transport=self.transport, trust_env=False) as client,
            ThreadPoolExecutor(len(origins)) as pool,
        ):
            found = dict(zip(origins, pool.map(lambda origin: _checks(client, origin), origins), strict=True))
        return {name: _is_ready(found[_origin(url)], name) for name, url in self.urls.items()}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _checks(client: httpx.Client, origin: str) -> Mapping[str, Any]:
    """The checks of a process by name; none when it cannot be asked."""
    try:
        body = client.get(f"{origin}/health/ready").json()
        checks = body["checks"]
    except (httpx.HTTPError, ValueError, LookupError, TypeError):
        return {}
    return checks if isinstance(checks, dict) else {}


def _is_ready(checks: Mapping[str, Any], service: str) -> bool:
    """A process names the checks of a service `<service> <part>`."""
    own = [passed for name, passed in checks.items() if name.split(" ")[0] == service]
    return bool(own) and all(passed is True for passed in own)
