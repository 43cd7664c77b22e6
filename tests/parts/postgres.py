"""A private PostgreSQL for the tests: its own data directory, a Unix socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

_VERSIONS = Path("/usr/lib/postgresql")
_numbers = count(1)


class Postgres:
    """A running server. Every `fresh_database` is new and empty."""

    def __init__(self, socket_folder: Path) -> None:
        self._socket_folder = socket_folder

    def fresh_database(self, like: str | None = None) -> str:
        """Make a database, empty or a copy of another that nobody is connected to; its SQLAlchemy URL."""
        name = f"t{next(_numbers)}"
        template = "template0" if like is None else _name(like)
        with psycopg.connect(self._address("postgres"), autocommit=True) as conn:
            conn.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return f"postgresql://postgres@/{name}?host={self._socket_folder}"

    def drop(self, url: str) -> None:
        """Remove a database, also when somebody still hangs on to it."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as conn:
            conn.execute(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def _address(self, database: str) -> str:
        return f"host={self._socket_folder} user=postgres dbname={database}"


def _name(url: str) -> str:
    return url.split("/")[3].split("?")[0]


@contextmanager
def private_postgres() -> Iterator[Postgres]:
    """Start a server and stop it again. initdb refuses root, so root lends the work to the user postgres."""
    folder = Path(tempfile.mkdtemp(prefix="madoguchi-pg-"))
    data = folder / "data"
    try:
        _own(folder)
        _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        # fsync off: nothing here has to survive a power cut.
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=300"
        _run("pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "60", "-o", options, "start")
        try:
            yield Postgres(folder)
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _own(folder: Path) -> None:
    if os.getuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)


def _run(program: str, *arguments: str | Path) -> None:
    newest = max(_VERSIONS.iterdir(), key=lambda version: int(version.name))
    command = [str(newest / "bin" / program), *map(str, arguments)]
    if os.getuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    # Not captured by a pipe: the server would inherit it and keep it open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False, cwd="/")
        if done.returncode != 0:
            said.seek(0)
            raise RuntimeError(f"{program}: {said.read().decode(errors='replace')}")
