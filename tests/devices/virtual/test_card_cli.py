"""The card as a program of its own: `python -m devices.virtual.card`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.cards.outcomes import AllTries, Left, WrongPin
from devices.cards.recognise import MyNumberCard
from devices.cards.service import CardService
from devices.virtual import card
from devices.virtual.control import ControlError, ask
from devices.virtual.pcscd import VirtualReaders
from devices.virtual.personas import personas

SECONDS = 20.0
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(readers: VirtualReaders, state: Path) -> Iterator[Start]:
    """Starts the program on the first reader and waits for its "ready"."""
    running: list[subprocess.Popen[str]] = []
    where = ("--state", str(state), "--port", str(readers.port(0)))

    def begin(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "devices.virtual.card", *arguments, *where],
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield begin
    for process in running:
        end(process)


def end(process: subprocess.Popen[str]) -> int:
    process.terminate()
    code = process.wait(SECONDS)
    assert process.stdout is not None
    process.stdout.close()
    return code


def certificate(service: CardService) -> bytes:
    found = service.inspect(SECONDS)
    assert isinstance(found, MyNumberCard)
    return found.auth_certificate


def test_counters_survive_the_program(start: Start, readers: VirtualReaders) -> None:
    service = CardService(readers.names[0])
    first = start("--persona", "ordinary_man", "--renew")
    expected = certificate(service)
    assert service.authenticate(bytearray(b"0000"), expected, lambda _: b"", SECONDS) == WrongPin(2, 3)
    assert end(first) == 0
    second = start("--persona", "ordinary_man")
    assert service.authenticate(bytearray(b"0000"), expected, lambda _: b"", SECONDS) == WrongPin(1, 3)
    second.kill()
    second.wait(SECONDS)
    start("--persona", "ordinary_man", "--renew")
    tries = service.query_tries(SECONDS)
    assert isinstance(tries, AllTries)
    assert tries.auth == Left(3, 3)


def test_an_empty_reader_with_a_control_socket(start: Start, readers: VirtualReaders, tmp_path: Path) -> None:
    control = tmp_path / "card.sock"
    process = start("--control", str(control), "--forgetful")
    assert ask(control, do="state")["state"]["persona"] is None
    with pytest.raises(ControlError, match="persona missing"):
        ask(control, do="insert")
    ask(control, do="insert", persona="expired")
    ask(control, do="wait", **{"for": "noticed"})
    assert isinstance(CardService(readers.names[0]).inspect(SECONDS), MyNumberCard)
    assert end(process) == 0
    assert not control.exists()


def test_another_pin_and_a_fault_from_the_start(start: Start, readers: VirtualReaders) -> None:
    start("--persona", "ordinary", "--pin", "7391", "--fault", "corrupt@SIGN", "--forgetful")
    service = CardService(readers.names[0])
    expected = certificate(service)
    assert service.authenticate(bytearray(b"1234"), expected, lambda _: b"", SECONDS) == WrongPin(2, 3)
    outcome = service.authenticate(bytearray(b"7391"), expected, lambda _: b"", SECONDS)
    assert type(outcome).__name__ == "SignatureInvalid"


def test_the_list_names_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    assert card.main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(personas())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--persona", "nobody"], "invalid choice"),
        (["--persona", "ordinary", "--fault", "explode"], "unknown action 'explode'"),
        ([], "nothing to do"),
        (["--wink"], "nothing to do|unrecognized"),
    ],
)
def test_wrong_arguments(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        card.main(arguments)
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert any(part in error for part in complaint.split("|"))


def test_help_explains_faults(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        card.main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for word in ("--persona", "--slot", "--pin", "--fault", "--control", "remove@after-VERIFY"):
        assert word in shown
