"""What is asked of a server, how wrk asks it, and the rate at which it was answered."""
# ruff: noqa: S603 - the command is this file's own

import re
import statistics
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.http.servers import Server, processor_seconds

CONNECTIONS, THREADS = 8, 1  # wrk shares the processor with the server: one thread of it saturates one worker
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
COUNT = re.compile(r"(\d+) requests in")
ERRORS = re.compile(r"Socket errors.*|Non-2xx or 3xx responses.*")


class Rate(NamedTuple):
    """Requests a second of the clock, and a second of processor time (server and PostgreSQL, without wrk)."""

    clock: float
    processor: float


@dataclass
class Target:
    name: str
    server: Server
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    rates: list[Rate] = field(default_factory=list)

    def answer(self) -> tuple[dict[str, str], bytes]:
        """Headers (names in lower case) and body of one request; SystemExit when the status is another."""
        request = urllib.request.Request(self.server.address(self.path), headers=self.headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - this machine's own server
                status, headers, body = answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as other:
            status, headers, body = other.code, other.headers, other.read()
        if status != self.status:
            raise SystemExit(f"{self.name}: {self.path} answers {status}, not {self.status}.")
        return {name.lower(): value for name, value in headers.items()}, body

    def load(self, seconds: int, postgres: int) -> None:
        """Ask as fast as it answers; `postgres` is the process whose children work for the server."""
        busy = (self.server.process.pid, postgres)
        command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s"]
        for name, value in self.headers.items():
            command += ["-H", f"{name}: {value}"]
        before = processor_seconds(*busy)
        said = subprocess.run([*command, self.server.address(self.path)], capture_output=True, text=True, check=True)
        used = processor_seconds(*busy) - before
        rate, count = RATE.search(said.stdout), COUNT.search(said.stdout)
        if rate is None or count is None or ERRORS.search(said.stdout):
            raise SystemExit(f"{self.name}: wrk says:\n{said.stdout}")
        self.rates.append(Rate(float(rate[1]), int(count[1]) / used))

    def median(self) -> Rate:
        return Rate(*(statistics.median(values) for values in zip(*self.rates, strict=True)))


def ratio(one: Target, other: Target) -> Rate:
    """How many times as fast `one` was: the median of the rounds' ratios."""
    rounds = [[a / b for a, b in zip(*pair, strict=True)] for pair in zip(one.rates, other.rates, strict=True)]
    return Rate(*(statistics.median(values) for values in zip(*rounds, strict=True)))
