"""As many gateways as declared; a switch that stops; settings that can't be used are named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gateway.certificates import stops
from gateway.certificates.topology import take_seat
from gateway.cli import main
from gateway.config import ConfigError
from gateway.store.database import Store
from tests.gateway.certificates.desk import SEAL, WHOLE_HOUSEHOLD, sit_down
from tests.gateway.certificates.far import certificate_settings
from tests.parts.authority import Authority
from tests.parts.house import AtTerminal, House, problem
from tests.parts.served import write_settings


@pytest.fixture
def file(tmp_path: Path, authority: Authority) -> Path:
    """Settings of a gateway that issues, over SQLite."""
    sections = certificate_settings(tmp_path, nodes=1)
    return write_settings(tmp_path, "sqlite:///gateway.db", authority, certificates=sections)


def test_seats(store: Store) -> None:
    seat = take_seat(store, 1)
    other = Store(store.url.render_as_string(hide_password=False))
    with pytest.raises(ConfigError, match=r"certificates\.nodes: 1 declared"):
        take_seat(other, 1)
    seat.close()
    take_seat(other, 1).close()
    other.close()


def test_several_seats(store: Store) -> None:
    if store.url.get_backend_name() == "sqlite":
        with pytest.raises(ConfigError, match="SQLite is for one gateway"):
            take_seat(store, 2)
        return
    seats = [take_seat(store, 3) for _ in range(3)]
    with pytest.raises(ConfigError, match="3 declared"):
        take_seat(store, 3)
    seats[1].close()
    seats[1] = take_seat(store, 3)
    for seat in seats:
        seat.close()


def test_a_gateway_that_dies_leaves_its_seat(store: Store) -> None:
    url = store.url.render_as_string(hide_password=False)
    program = (
        "import sys; from gateway.store.database import Store; from gateway.certificates.topology import take_seat\n"
        "seat = take_seat(Store(sys.argv[1]), 1); print('seated', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "seated\n"
        with pytest.raises(ConfigError):
            take_seat(store, 1)
        process.kill()
        process.wait(20)
    _take_in_the_end(store)


def _take_in_the_end(store: Store) -> None:
    """PostgreSQL notices a dead client when it next looks; asking again is the only way to wait for it."""
    for _ in range(200):
        try:
            take_seat(store, 1).close()
        except ConfigError:
            store.answers()
        else:
            return
    raise AssertionError("the seat was never given back")


def test_takamatsu(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program for one server on a site of several refuses to start."""
    assert main(["--config", str(file), "migrate"]) == 0
    file.write_text(file.read_text().replace("nodes = 1", "nodes = 2"))
    assert main(["--config", str(file), "serve"]) == 2
    assert "certificates.nodes: SQLite is for one gateway" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("nodes = 1", "nodes = 0", "certificates.nodes"),
        ("nodes = 1", 'nodes = 1\noldest_terminal = "new"', "certificates.oldest_terminal"),
        (
            "nodes = 1",
            'nodes = 1\nshops = ["a", "b"]\npost_offices = ["b"]',
            "post_offices, shops: a terminal",
        ),
        ("/keys", "/nothing", "certificates.keys: no such directory"),
        ("/catalogue.yaml", "/nothing.yaml", "certificates.catalogue: no such file"),
        ('profile = "sandbox"', 'profile = "production"', "revocation.kind: assume-good is refused"),
    ],
)
def test_bad_settings(file: Path, old: str, new: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(file.read_text().replace(old, new))
    assert main(["--config", str(file), "serve"]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("name", ["statement.key", "999997/seal.key", "999996/code.key"])
def test_keys_that_are_none(file: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--config", str(file), "migrate"])
    secret = file.parent / "keys" / name
    secret.write_text("-----BEGIN PRIVATE KEY-----\nhimitsu\n-----END PRIVATE KEY-----\n")
    assert main(["--config", str(file), "serve"]) == 2
    said = capsys.readouterr().err
    assert "certificates.keys: " in said
    assert "himitsu" not in said


def test_a_faulty_catalogue_stops_the_start(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--config", str(file), "migrate"])
    catalogue = file.parent / "catalogue.yaml"
    catalogue.write_text(catalogue.read_text().replace("fee: 450", "fee: -450", 1))
    assert main(["--config", str(file), "serve"]) == 2
    assert "certificates.catalogue: line " in capsys.readouterr().err


def test_keys_are_made_once_and_closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["certificates", "keys", str(tmp_path / "keys")]) == 0
    made = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert all(each.stat().st_mode & 0o077 == 0 for each in made if each.suffix == ".key")
    before = [each.read_bytes() for each in made]
    assert main(["certificates", "keys", str(tmp_path / "keys")]) == 0
    assert capsys.readouterr().out == ""
    assert [each.read_bytes() for each in made] == before


def test_the_switch(kiosk: AtTerminal, house: House) -> None:
    desk = sit_down(kiosk)
    with house.parts.store.write() as conn:
        stops.stop(conn, "999996", house.clock())
    desk.report(desk.issue(SEAL).said["request_id"])
    with house.parts.store.write() as conn:
        stops.stop(conn, "999997", house.clock())
        stops.stop(conn, "999997", house.clock())
    assert problem(desk.ask(SEAL)) == (409, "issue-stopped")
    assert desk.offers()["seal_registration"]["availability"] == {"state": "stopped"}
    with house.parts.store.write() as conn:
        assert stops.resume(conn, "999997")
        assert not stops.resume(conn, "999997")
        stops.stop(conn, stops.EVERYWHERE, house.clock())
    assert problem(desk.ask(WHOLE_HOUSEHOLD, 150)) == (409, "issue-stopped")
    with house.parts.store.write() as conn:
        stops.resume(conn, stops.EVERYWHERE)
    desk.issue(SEAL)


def test_the_commands(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--config", str(file), "certificates", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    main(["--config", str(file), "migrate"])
    assert run("stop", "--municipality", "999997")[1].startswith("999997: since ")
    assert run("stop", "--everywhere")[1].startswith("everywhere: since ")
    assert run("resume", "--municipality", "999997")[1].startswith("everywhere: since ")
    assert run("resume", "--everywhere") == (0, "")
    assert run("resume", "--everywhere") == (0, "was not stopped\n")
    assert run("stop", "--municipality", "111111")[0] == 2
    assert run("reconcile", "--from", "2026-11-20", "--to", "2026-11-20") == (
        0,
        "2026-11-20 - 2026-11-20: 0 requests\nunaccounted: 0\n",
    )
    assert run("reconcile", "--from", "2026-11-20", "--to", "2026-11-19")[0] == 2
    assert run("reconcile", "--json", "--from", "2026-11-20", "--to", "2026-11-20")[1].startswith("{")
