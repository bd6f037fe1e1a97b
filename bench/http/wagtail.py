"""Wagtail in a venv of the bench's own: its packages are none of the project's."""
# ruff: noqa: S603 - the commands are this file's own

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from bench.http import portal
from bench.http.servers import ROOT, Server

VENV = portal.FOLDER / "wagtail-venv"
PYTHON = VENV / "bin" / "python"
PACKAGES = [
    "wagtail==8.0.1",
    *(f"{name}=={version(name)}" for name in ("django", "psycopg", "psycopg-binary", "granian")),
]
PACKAGES += [f"psycopg-pool=={version('psycopg-pool')}"]
ADDRESS = "/documents/{}/"


def site(texts: dict[str, dict]) -> Server:
    """The site with these texts by their slugs, not yet started."""
    stamp, wanted = VENV / "installed", "\n".join(PACKAGES)
    if not stamp.exists() or stamp.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", *PACKAGES], check=True)
        stamp.write_text(wanted)
    environment = {**portal.database("wagtail"), "BENCH_FOLDER": str(portal.FOLDER), "PYTHONPATH": str(ROOT)}
    file = portal.FOLDER / "texts.json"
    file.write_text(json.dumps(texts))
    fill = [PYTHON, "-m", "bench.http.wagtail_site.fill", file]
    subprocess.run(fill, cwd=ROOT, env={**os.environ, **environment}, check=True)
    return Server("bench.http.wagtail_site.wsgi:application", Path(PYTHON), environment)
