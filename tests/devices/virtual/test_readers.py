"""The virtual reader behind a real pcscd: what clients see of cards, faults, restarts and readers that are pulled."""

from __future__ import annotations

import os
import queue
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from devices.cards.outcomes import (
    CardMute,
    CardRemoved,
    CardSwapped,
    CardUnpowered,
    NoCard,
    NoReader,
    ReaderServiceDown,
    Signed,
)
from devices.cards.reader import (
    CardArrived,
    CardGone,
    ReaderArrived,
    ReaderEvent,
    ReaderGone,
    ReaderMonitor,
    ServiceDown,
    ServiceUp,
)
from devices.cards.recognise import ForeignCard, MyNumberCard
from devices.cards.service import CardService
from devices.virtual import faults, pcscd
from devices.virtual.pcscd import ReadersError, VirtualReaders
from devices.virtual.vpcd import VpcdReader
from tests.devices.virtual.fixtures import lay

SECONDS = 20.0


@pytest.fixture
def service(readers: VirtualReaders) -> CardService:
    return CardService(readers.names[0])


class Events:
    """What a monitor tells, one after the other."""

    def __init__(self) -> None:
        self.queue: queue.Queue[ReaderEvent] = queue.Queue()

    def until(self, fits: Callable[[ReaderEvent], bool]) -> ReaderEvent:
        while True:
            event = self.queue.get(timeout=SECONDS)
            if fits(event):
                return event

    def until_a(self, kind: type[ReaderEvent], reader: str | None = None) -> ReaderEvent:
        return self.until(lambda event: type(event) is kind and getattr(event, "reader", None) == reader)


@pytest.fixture
def events(readers: VirtualReaders) -> Iterator[Events]:
    events = Events()
    monitor = ReaderMonitor({"resident": readers.names[0], "second": readers.names[1]}, events.queue.put)
    monitor.start()
    events.until_a(ServiceUp)
    events.until_a(ReaderArrived, "second")
    yield events
    monitor.stop()


def certificate(service: CardService) -> bytes:
    found = service.inspect(SECONDS)
    assert isinstance(found, MyNumberCard)
    return found.auth_certificate


def authenticate(service: CardService, expected: bytes, seconds: float = SECONDS) -> object:
    return service.authenticate(bytearray(b"1234"), expected, lambda _: b"message", seconds)


def test_cards_come_and_go_on_two_readers(card: VpcdReader, second_card: VpcdReader, events: Events) -> None:
    lay(card, "ordinary")
    first = events.until_a(CardArrived, "resident")
    lay(second_card, "ordinary_man")
    events.until_a(CardArrived, "second")
    card.slot.remove()
    gone = events.until_a(CardGone, "resident")
    assert isinstance(first, CardArrived)
    assert isinstance(gone, CardGone)
    assert gone.insertion == first.insertion
    second_card.slot.remove()
    events.until_a(CardGone, "second")


def test_every_exchange_of_cards_is_told(card: VpcdReader, events: Events) -> None:
    lay(card, "ordinary")
    events.until_a(CardArrived, "resident")
    card.slot.insert("ordinary_man")
    events.until_a(CardGone, "resident")
    events.until_a(CardArrived, "resident")


def test_both_readers_are_used_at_once(
    readers: VirtualReaders, card: VpcdReader, second_card: VpcdReader, service: CardService
) -> None:
    lay(card, "ordinary")
    lay(second_card, "ordinary_man")
    second = CardService(readers.names[1])
    ours, theirs = certificate(service), certificate(second)
    assert ours != theirs
    assert isinstance(authenticate(service, ours), Signed)
    assert isinstance(authenticate(second, theirs), Signed)
    assert authenticate(service, theirs) == CardSwapped()


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("remove@VERIFY", CardRemoved()),
        ("remove@after-VERIFY", CardRemoved()),
        ("swap=ordinary_man@1", CardSwapped()),
    ],
)
def test_faults_through_pcsc(card: VpcdReader, service: CardService, fault: str, outcome: object) -> None:
    lay(card, "ordinary")
    expected = certificate(service)
    card.slot.order(faults.parse(fault))
    assert authenticate(service, expected) == outcome
    lay(card, "ordinary")
    assert isinstance(authenticate(service, expected), Signed)


def test_a_mute_card_holds_the_reader_until_it_leaves(card: VpcdReader, service: CardService) -> None:
    lay(card, "ordinary")
    expected = certificate(service)
    card.slot.order(faults.parse("mute@SIGN"))
    assert authenticate(service, expected, seconds=0.3) == CardMute()
    assert card.slot.state()["silent"]
    lay(card, "ordinary_man")
    assert certificate(service) != expected


@pytest.mark.parametrize(("thing", "outcome"), [("dead", CardUnpowered()), ("foreign", ForeignCard())])
def test_things_that_are_no_card_of_ours(card: VpcdReader, service: CardService, thing: str, outcome: object) -> None:
    lay(card, thing)
    assert service.inspect(SECONDS) == outcome


def test_a_restart_of_pcscd(readers: VirtualReaders, card: VpcdReader, events: Events, service: CardService) -> None:
    lay(card, "ordinary")
    events.until_a(CardArrived, "resident")
    readers.restart()
    events.until_a(ServiceDown)
    events.until_a(ServiceUp)
    events.until_a(CardArrived, "resident")
    assert isinstance(service.inspect(SECONDS), MyNumberCard)


def test_a_restart_with_a_card_that_never_answers(
    readers: VirtualReaders, card: VpcdReader, events: Events, service: CardService
) -> None:
    lay(card, "mute")
    events.until_a(CardArrived, "resident")
    assert service.inspect(0.2) == CardMute()
    readers.restart()
    events.until_a(ServiceDown)
    card.slot.remove()
    events.until_a(ServiceUp)
    lay(card, "ordinary")
    events.until_a(CardArrived, "resident")
    assert isinstance(service.inspect(SECONDS), MyNumberCard)


def test_a_reader_is_pulled_and_put_in_again(
    readers: VirtualReaders, card: VpcdReader, events: Events, service: CardService
) -> None:
    readers.unplug(0)
    events.until_a(ReaderGone, "resident")
    events.until_a(ServiceUp)
    events.until_a(ReaderArrived, "second")
    assert service.inspect(SECONDS) == NoReader()
    readers.plug_in(0)
    events.until_a(ReaderArrived, "resident")
    assert service.inspect(SECONDS) == NoCard()
    lay(card, "ordinary")
    events.until_a(CardArrived, "resident")
    assert isinstance(service.inspect(SECONDS), MyNumberCard)


def test_no_service_at_all(readers: VirtualReaders, events: Events, service: CardService) -> None:
    readers.stop_service()
    events.until_a(ServiceDown)
    assert service.inspect(SECONDS) == ReaderServiceDown()
    readers.start_service()
    events.until_a(ReaderArrived, "resident")


# --- pcscd itself ----------------------------------------------------------------------------------------------------


def listed(readers: VirtualReaders) -> list[str]:
    done = subprocess.run(
        ["opensc-tool", "--list-readers"], env={**os.environ, **readers.env}, capture_output=True, text=True, check=True
    )
    return [name for name in readers.names if name in done.stdout]


def test_several_services_run_beside_each_other(readers: VirtualReaders) -> None:
    with VirtualReaders(count=1, names=["Beside A"]) as one, VirtualReaders(count=1, names=["Beside B"]) as other:
        assert listed(one) == ["Beside A 00 00"]
        assert listed(other) == ["Beside B 00 00"]
    assert listed(readers) == list(readers.names)


def test_four_readers_each_with_its_own_card(deck: object) -> None:
    with VirtualReaders(count=4) as four:
        assert listed(four) == list(four.names)
        assert len({four.port(slot) for slot in range(4)}) == 4


def pcscd_of(process: psutil.Process) -> psutil.Process:
    (found,) = [each for each in process.children(recursive=True) if each.name() == "pcscd"]
    return found


def test_nothing_is_left_behind() -> None:
    readers = VirtualReaders(count=1, names=["Left behind"])
    before = set(psutil.Process().children())
    readers.start()
    (started,) = set(psutil.Process().children()) - before
    program = pcscd_of(started)
    readers.stop()
    assert not program.is_running()
    assert not readers.directory.exists()


def test_pcscd_ends_with_the_one_who_wanted_it(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path\n"
        "from devices.virtual.pcscd import VirtualReaders\n"
        f"with VirtualReaders(count=1, directory=Path({str(tmp_path)!r})):\n"
        "    print('ready', flush=True)\n"
        "    input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as wanting:
        assert wanting.stdout is not None
        assert wanting.stdout.readline() == "ready\n"
        program = pcscd_of(psutil.Process(wanting.pid))
        wanting.kill()
        _, alive = psutil.wait_procs([program], SECONDS)
    assert not alive


def test_a_taken_port_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ReadersError, match=f"port {port} is taken"):
            VirtualReaders(count=1, first_port=port).__enter__()
        # Taken between our look and pcscd's.
        monkeypatch.setattr("devices.virtual.pcscd._is_free", lambda _: True)
        monkeypatch.setattr("devices.virtual.pcscd._ATTEMPTS", 2)
        with pytest.raises(ReadersError, match="no free ports"):
            VirtualReaders(count=1, first_port=port).__enter__()


def test_a_directory_of_ours_stays(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("p")
    with VirtualReaders(count=1, directory=folder) as readers:
        assert readers.socket == folder / "pcscd.comm"
        assert listed(readers)
    assert folder.exists()
    assert not (folder / "pcscd.comm").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_it_runs_without_privileges() -> None:
    script = (
        "from devices.virtual.pcscd import VirtualReaders\n"
        "import os, subprocess\n"
        "with VirtualReaders(count=1) as readers:\n"
        "    assert os.geteuid() != 0\n"
        "    env = {**os.environ, **readers.env}\n"
        "    print(subprocess.run(['opensc-tool', '-l'], env=env, capture_output=True, text=True).stdout)\n"
    )
    nobody = 65534
    with tempfile.TemporaryDirectory() as folder:  # the checkout may lie where nobody else can read
        package = Path(folder) / "devices" / "virtual"
        package.mkdir(parents=True)
        os.chmod(folder, 0o755)  # noqa: S103
        for name in ("pcscd.py", "pcscd_child.py"):
            shutil.copy(Path(pcscd.__file__).with_name(name), package)
        done = subprocess.run(
            ["/usr/bin/python3", "-c", script],
            env={"PATH": "/usr/bin:/usr/sbin", "PYTHONPATH": folder, "HOME": "/nonexistent"},
            user=nobody,
            group=nobody,
            extra_groups=[],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert "Madoguchi Resident 00 00" in done.stdout, done.stderr


def test_a_service_that_does_not_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.virtual.pcscd._program", lambda: "/bin/false")
    with pytest.raises(ReadersError, match="did not start"):
        VirtualReaders(count=1).__enter__()


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.virtual.pcscd._DRIVER", Path("/nonexistent/driver.so"))
    with pytest.raises(ReadersError, match="vsmartcard-vpcd"):
        VirtualReaders(count=1).__enter__()
