import os
import signal
import socket
import subprocess
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from almaty_portal import demo


class Command(BaseCommand):
    help = "Set up the demo and serve the portal on this machine until Ctrl-C."
    requires_system_checks: list[str] = []  # the database is not there before the first step

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--new-passwords", action="store_true", help="give the demo's people new passwords")
        parser.add_argument("--no-serve", action="store_true", help="set up only")

    def handle(self, *args: Any, port: int, new_passwords: bool, no_serve: bool, **options: Any) -> None:
        if not no_serve:
            self._need(port)
        people = demo.prepare(self._say, new_passwords=new_passwords)
        self._say("")
        self._say(f"The portal:  http://127.0.0.1:{port}/ru/  and  http://127.0.0.1:{port}/en/")
        self._say(f"The admin:   http://127.0.0.1:{port}/admin/")
        for email, what, password in people:
            self._say(f"  {email:<26}{what:<22}{password or '(password printed when it was made)'}")
        if not all(password for _email, _what, password in people):
            self._say("  New passwords: .venv/bin/python manage.py demo --new-passwords --no-serve")
        if no_serve:
            return
        self._say(f"Ctrl-C ends it. Passkeys work at http://localhost:{port} only: browsers tie them to a name.")
        connections.close_all()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--blocking-threads", "2"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--no-ws"]
        server = subprocess.Popen([*command, "almaty_portal.wsgi:application"], env=os.environ)  # noqa: S603
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())  # else it would go on serving alone
        try:
            server.wait()
        except KeyboardInterrupt:
            server.wait()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _need(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(f"Port {port} is taken. Choose another: make demo PORT={port + 1}") from error
