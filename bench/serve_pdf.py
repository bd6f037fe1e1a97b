"""A stored PDF against a static file of its size, by the same server: `python -m bench.serve_pdf URL-PATH`.

Starts granian on 127.0.0.1 with the portal's settings, puts a file as large as the PDF into the collected static
files, and asks for both in turns over a few kept-open connections. URL-PATH is a stored PDF's, for example
/en/documents/communique-2013/editions/1/AP-2013-COM-en.pdf (after `manage.py demo --no-serve`).
"""
# ruff: noqa: S603, T201 - the commands are this file's own, and printing is its purpose

import argparse
import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS, TARGET = 8, 0.9


async def _connection(port: int, path: str, until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request, answered = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode(), 0
    while time.perf_counter() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{path}: {head.splitlines()[0].decode()}")
        length = next(
            int(line.split(b":")[1]) for line in head.splitlines() if line.lower().startswith(b"content-length")
        )
        await reader.readexactly(length)
        answered += 1
    writer.close()
    return answered


async def throughput(port: int, path: str, seconds: float) -> float:
    """Requests a second over `CONNECTIONS` connections."""
    start = time.perf_counter()
    counts = await asyncio.gather(*(_connection(port, path, start + seconds) for _ in range(CONNECTIONS)))
    return sum(counts) / (time.perf_counter() - start)


def wait_for(address: str) -> bytes:
    for _ in range(100):
        try:
            return urllib.request.urlopen(address, timeout=5).read()  # noqa: S310 - this machine's own server
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} does not answer.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    var = Path(os.environ.get("PORTAL_VAR", ROOT / "var"))
    static = var / "static" / "bench-file.pdf"
    origin = f"http://127.0.0.1:{chosen.port}"
    run = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    run += ["--port", str(chosen.port), "--workers", "1", "--log-level", "error", "almaty_portal.wsgi:application"]
    static.parent.mkdir(parents=True, exist_ok=True)
    size = _stored_size(chosen.path)
    static.write_bytes(os.urandom(size))  # before the start, when whitenoise lists the files
    server = subprocess.Popen(run, cwd=ROOT)
    try:
        wait_for(f"{origin}/health/")
        wait_for(origin + chosen.path)
        rates: dict[str, list[float]] = {"stored PDF": [], "static file": []}
        for _ in range(chosen.rounds):
            rates["stored PDF"].append(asyncio.run(throughput(chosen.port, chosen.path, chosen.seconds)))
            rates["static file"].append(asyncio.run(throughput(chosen.port, "/static/bench-file.pdf", chosen.seconds)))
    finally:
        server.terminate()
        server.wait()
        static.unlink()
    best = {name: max(found) for name, found in rates.items()}
    ratio = best["stored PDF"] / best["static file"]
    for name, rate in best.items():
        print(f"{name:12} {rate:8.0f} requests/s of {size / 1024:.0f} KB")
    print("PASS" if ratio >= TARGET else "FAIL", f"stored PDF against static file ×{ratio:.2f} ≥ {TARGET}")
    return int(ratio < TARGET)


def _stored_size(path: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaty_portal.settings")
    import django

    django.setup()
    from declarations.models import Rendition

    pieces = path.strip("/").split("/")
    if len(pieces) == 6 and pieces[4].isdigit():
        for made in Rendition.objects.filter(edition__document__slug=pieces[2], edition__number=int(pieces[4])):
            if made.filename == pieces[5]:
                return made.size
    raise SystemExit(f"{path} is no stored file.")


if __name__ == "__main__":
    sys.exit(main())
