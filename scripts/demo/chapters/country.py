"""Around the day: 63 fictional offices in 22 states and the people of a year, so that the network is not empty."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.progress import Progress

from infra import world
from infra.settings import Settings
from infra.world import RealWorld
from scripts.demo.cast import Cast
from scripts.demo.network import Network, User
from scripts.demo.recorded import receptions
from scripts.demo.stage import Stage
from scripts.simulating.playing import desk, simulate

# A year that no other story plays in, so that its figures stay theirs.
PEOPLE, SEED, YEAR = 120, 20250417, "2023"
AFTER = datetime(2024, 1, 1, tzinfo=UTC)


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("Around it, the country")
    with stage.step("", YEAR, f"{PEOPLE} fictional people come to offices in the whole country"):
        settings = Settings.from_environment(network.stack.environment(), ["intake"], "job")
        clock, bar = RealWorld(network.shift), Progress(console=stage.console, transient=True)
        with world.use(clock), desk(settings) as opened, bar as progress:
            task = progress.add_task("        ", total=PEOPLE)

            def advance(done: int, of: int) -> None:
                progress.update(task, completed=done, total=of)

            offices = simulate(opened, PEOPLE, 1, SEED, AFTER, advance)
        stage.check("offices", len(offices), 63)
        stage.check("states", len({office.uf for office in offices}), 22)
    with stage.step("", "now", f"what was counted of {YEAR} in the whole country is what the offices recorded"):
        recorded = receptions(network, YEAR)
        analyst = network.user("Teresa", "indicator_publisher", uf=["AM"])
        found = network.eventually(lambda: counted(analyst), lambda number: bool(number == recorded))
        stage.check(f"receptions of {YEAR} counted", found, recorded)


def counted(analyst: User) -> int:
    """The facts behind the nation's figure; so few people in so many states that the figure itself is hidden."""
    run = analyst.post("/analytics/v1/indicator-runs", {"indicator_id": "E06", "period": YEAR}).body
    return int(run["facts"])
