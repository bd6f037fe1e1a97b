"""granian with one worker and the Procfile's options, and what processor time it and PostgreSQL have used."""
# ruff: noqa: S603 - the command is this file's own

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = re.search(r"^web: granian (.*) \S+$", (ROOT / "Procfile").read_text(), re.MULTILINE)[1].split()
START = 60  # seconds that a server may take


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A WSGI application served by `python`'s granian on a port of its own, from `with` to its end."""

    def __init__(self, application: str, python: Path, environment: Mapping[str, str]) -> None:
        self.port = free_port()
        self.command = [python.parent / "granian", *OPTIONS, "--port", str(self.port)]
        self.command += ["--workers", "1", "--log-level", "error", application]
        own = {"SITE_URL": f"http://127.0.0.1:{self.port}", "PYTHONPATH": str(ROOT)}
        self.environment = {**os.environ, **environment, **own}

    def __enter__(self) -> "Server":
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.environment)
        for _ in range(START * 5):
            try:
                urllib.request.urlopen(self.address("/"), timeout=5).close()  # noqa: S310 - this machine's own server
            except urllib.error.HTTPError:
                pass  # an answer all the same
            except OSError:
                time.sleep(0.2)
                continue
            return self
        raise SystemExit(f"{self.command[-1]} does not answer.")

    def __exit__(self, *raised: object) -> None:
        self.process.terminate()
        self.process.wait()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def processor_seconds(*processes: int) -> float:
    """Processor time so far of the processes and of all they have started, those that still run."""
    total = 0.0
    for process in processes:
        started = psutil.Process(process)
        for each in (started, *started.children(recursive=True)):
            try:
                used = each.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += used.user + used.system
    return total
