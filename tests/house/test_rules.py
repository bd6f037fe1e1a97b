"""The house's own rules: names, sizes, nothing left over, nothing of a developer's machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
PYTHON = [f for f in FILES if f.endswith(".py") and "/migrations/" not in f]
DRAWERS = r"(^|/)(core|common|base|utils?|helpers?|mixins|services|misc)(\.py|/)"
MARKS = r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"
HOSTS = r"pypi\." r"org|python" r"hosted|registry\." r"npmjs|deb\.debian\." r"org|/ro" r"ot/|/wo" r"rk/"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def test_no_module_is_a_junk_drawer():
    assert [f for f in PYTHON if re.search(DRAWERS, f) and not f.startswith("tests/")] == []


def test_no_module_is_longer_than_400_lines():
    assert {f: n for f in PYTHON if (n := len(text(f).splitlines())) > 400} == {}


@pytest.mark.parametrize("pattern", [MARKS, HOSTS], ids=["left-over marks", "hosts and machine paths"])
def test_nothing_is_left_over_in_the_tree(pattern):
    kinds = (".py", ".html", ".js", ".css", ".md", ".txt", ".toml", ".yml", ".csv", ".sh", "Makefile", "Dockerfile")
    found = [f for f in FILES if f.endswith(kinds) and (ROOT / f).exists() and re.search(pattern, text(f))]
    assert found == []


def test_compiled_messages_and_locks_are_not_in_the_tree():
    assert [f for f in FILES if f.endswith((".mo", "uv.lock", ".sqlite3"))] == []
