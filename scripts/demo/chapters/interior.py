"""Step 15: the mobile unit of Rio das Pedras receives people far from any network; in the evening it is entered."""

from __future__ import annotations

from scripts.demo.cast import Cast
from scripts.demo.chapters.opening import opened
from scripts.demo.network import Network
from scripts.demo.reference import RIO_DAS_PEDRAS
from scripts.demo.stage import Stage

ARRIVALS = ("14:05", "14:30", "15:10", "15:40")


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("A day in the interior (AC)")
    coordinator = opened(network, cast, "OFF-AC", RIO_DAS_PEDRAS, "state_executive")
    office = f"/intake/v1/offices/{cast.offices['OFF-AC']}"
    visit = {
        "municipality_ibge7": RIO_DAS_PEDRAS.ibge7, "begins_at": "2025-04-17T14:00:00Z",
        "ends_at": "2025-04-17T21:00:00Z",
    }  # fmt: skip
    coordinator.post(f"{office}/mobile-unit-visits", visit, at="2025-04-10T12:00:00Z")
    bento = network.user("Bento", "social_worker", uf=["AC"], office=[cast.offices["OFF-AC"]])
    with stage.step("15", "09:00 AC", "four people come to the mobile unit; each is entered with the time it happened"):
        for clock in ARRIVALS:
            arrival = {
                "office_id": cast.offices["OFF-AC"], "channel": "mobile_unit", "entry_door": "mobile_unit",
                "companion_present": clock == ARRIVALS[0],
            }  # fmt: skip
            one = bento.post("/intake/v1/receptions", arrival, at=f"2025-04-17T{clock}:00Z")
            path = f"/intake/v1/receptions/{one.id}"
            bento.post(f"{path}/start", {}, one.version, f"2025-04-17T{clock}:30Z")
            bento.post(f"{path}/completion", {"outcome": "oriented"}, 2, f"2025-04-17T{clock}:59Z")
        day = bento.get(f"{office}/day").body
        stage.check("the day there", (day["on"], day["arrived"], day["completed"]), ("2025-04-17", 4, 4))
        stage.check("visits of the day", [v["municipality_ibge7"] for v in day["visits"]], [RIO_DAS_PEDRAS.ibge7])
        known = bento.get(f"/intake/v1/receptions/{one.id}").body
        stage.check("waited, by the unit's own times", known["waiting_seconds"], 30)
        stage.check("a person on record", known["person_id"], None)
