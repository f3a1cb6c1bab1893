"""No file is longer than anybody likes to read."""

from __future__ import annotations

from pathlib import Path

from scripts.size import report


def test_no_file_is_too_long() -> None:
    assert [entry.place for entry in report() if entry.refused] == []


def test_a_long_file_and_a_long_function_are_reported(tmp_path: Path) -> None:
    for folder, lines in (("infra", 301), ("services", 151), ("contracts", 150)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "planted.py").write_text("x = 1\n" * lines)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "function.py").write_text("def planted():\n" + "    x = 1\n" * 26)
    assert [(e.place, e.kind, e.lines, e.refused) for e in report(tmp_path)] == [
        ("infra/planted.py", "file", 301, True),
        ("services/planted.py", "file", 151, False),
        ("scripts/function.py:1 planted", "function", 26, False),
    ]
