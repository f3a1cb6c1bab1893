"""The import contracts hold here, and each of them breaks in a copy with a violation planted in it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from infra.stores import ROOT

PLANTED: dict[str, tuple[str, str]] = {
    "services-are-strangers": ("services/referrals/planted.py", "import services.intake.people.access"),
    "people-and-notices-are-strangers": ("services/intake/notices/planted.py", "import services.intake.people.access"),
    "commissions-are-strangers": (
        "services/commissions/harassment/planted.py",
        "import services.commissions.coordination.planted_other",
    ),
    "domain-is-pure": ("services/intake/people/domain/planted.py", "from infra.eventstore import store"),
    "contracts-import-marshmallow": ("contracts/planted.py", "import cattrs"),
    "infra-knows-no-service": ("infra/planted.py", "import services.intake.people.access"),
    "services-know-no-script": ("services/analytics/planted.py", "import scripts.services"),
    "nameko-stays-in-workers": ("services/intake/people/planted.py", "import nameko.events"),
    "flask-stays-at-the-edge": ("services/intake/people/planted_too.py", "from flask import request"),
    "pika-stays-in-messaging": ("scripts/planted.py", "import pika"),
}
OTHERS = (("services/commissions/coordination/planted_other.py", ""), ("contracts/planted_other.py", ""))
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}


def lint(root: Path) -> str:
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())",
    ]
    done = subprocess.run([*command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of this code with every violation in it."""
    copy = tmp_path_factory.mktemp("planted")
    for folder in ("contracts", "infra", "services", "scripts", "tests/architecture"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "tests/__init__.py"):
        shutil.copy(ROOT / file, copy / file)
    for path, line in (*OTHERS, *PLANTED.values()):
        plant(copy, path, line)
    return lint(copy)


def plant(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    for package in [target.parent, *target.parent.parents]:
        if package == root:
            break
        (package / "__init__.py").touch()
    target.write_text(f"{text}\n")


def test_every_import_contract_is_kept() -> None:
    said = lint(ROOT)
    assert re.search(rf"Contracts: {len(CONTRACTS)} kept, 0 broken", said), said


def test_every_import_contract_has_a_planted_violation() -> None:
    assert CONTRACTS.keys() == PLANTED.keys()


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_its_contract(broken: str, contract: str) -> None:
    name, module = CONTRACTS[contract], PLANTED[contract][0].removesuffix(".py").replace("/", ".")
    assert f"{name} BROKEN" in broken, broken
    explanation = broken.split("Broken contracts")[1].split(name, 1)[1].split("----\n", 1)[1]
    assert module in re.split(r"\n[^\n]+\n-{4,}\n", explanation)[0], broken
