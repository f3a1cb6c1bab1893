"""The health server of workers and relays, over a real socket."""

from __future__ import annotations

import httpx
import pytest

from infra.observability.health import Health, serve


def test_it_serves_beside_the_work_of_its_process() -> None:
    server = serve(Health({"part": lambda: None}, confidential=True), "127.0.0.1", 0)
    try:
        base = f"http://127.0.0.1:{server.server_port}"
        assert httpx.get(f"{base}/health/live", timeout=60).json() == {"live": True}
        assert httpx.get(f"{base}/health/ready", timeout=60).json() == {"ready": True, "checks": {"part": True}}
        assert "process_cpu_seconds_total" in httpx.get(f"{base}/metrics", timeout=60).text
    finally:
        server.shutdown()
        server.server_close()


def test_a_port_that_is_taken_is_an_error_at_start() -> None:
    server = serve(Health({}, confidential=False), "127.0.0.1", 0)
    try:
        with pytest.raises(OSError, match="in use"):
            serve(Health({}, confidential=False), "127.0.0.1", server.server_port)
    finally:
        server.shutdown()
        server.server_close()
