"""`make stack`: the production shape on one machine. PostgreSQL and Redis as real processes beside the Procfile's."""

import argparse
import os
import secrets
import socket
import sys
from pathlib import Path

from honcho.manager import Manager

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    redis_port, folder = free_port(), ROOT / "var" / "stack"
    folder.mkdir(parents=True, exist_ok=True)
    redis = f"redis://127.0.0.1:{redis_port}"
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "CELERY_BROKER_URL": f"{redis}/0",
        "CACHE_URL": f"rediscache://127.0.0.1:{redis_port}/1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "GRANIAN_PORT": str(port),
    }
    manager = Manager()
    # one PostgreSQL server for all: the wheel's, which every process of the portal joins and the last one stops
    manager.add_process("redis", f"redis-server --port {redis_port} --bind 127.0.0.1 --dir {folder}", env=environment)
    for line in (ROOT / "Procfile").read_text().splitlines():
        name, command = line.split(": ", 1)
        manager.add_process(name, command, env=environment, cwd=str(ROOT))
    manager.loop()
    return int(manager.returncode or 0)


if __name__ == "__main__":
    sys.exit(main())
