"""Two gateways on one PostgreSQL, real TLS, and a back office as it really runs: once means once."""

from __future__ import annotations

import json
import os
import secrets
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from threading import Barrier, local

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from sqlalchemy import func, select

from gateway.cli import main
from gateway.contract.applications import Attachment, Content
from gateway.contract.intake import CONTENT_DIGEST, IDEMPOTENCY_REPLAYED, content_digest
from gateway.contract.sealing import Recipient, RecipientList
from gateway.intake.schema import cases, items
from gateway.store.database import Store
from tests.gateway.certificates.far import FarClient
from tests.gateway.intake.sending import INQUIRY, Item, Sender, batch_of
from tests.parts.authority import Authority
from tests.parts.postgres import Postgres
from tests.parts.served import Served, gateway, serve, toml, write_settings

KEYS, TIMES, RIVALS = 40, 25, 5


@dataclass(frozen=True, slots=True)
class Site:
    """Two nodes, their database, and the back office's settings."""

    nodes: tuple[Served, Served]
    url: str
    backoffice: Path

    def sender(self, name: str) -> Sender:
        """A terminal with its TLS key, and the municipality's key as the gateway offers it."""
        answer = FarClient(self.nodes[0], name).request("GET", "/v1/intake/recipients")
        return self.sender_with(RecipientList.model_validate_json(answer.content).recipients[0], name)

    def sender_with(self, recipient: Recipient, name: str) -> Sender:
        """The same, for a key that is not offered first."""
        tls = self.nodes[0].folder / "tls"
        key = load_pem_private_key((tls / f"{name}.key").read_bytes(), None)
        der = x509.load_pem_x509_certificate((tls / f"{name}.pem").read_bytes()).public_bytes(Encoding.DER)
        return Sender(recipient, name, key, der)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def site(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Everything runs, and a key is offered."""
    folder, url = tmp_path_factory.mktemp("site"), postgres.fresh_database()
    with ExitStack() as stack:
        nodes = []
        for name in ("a", "b"):
            (folder / name).mkdir()
            if name == "b":
                os.symlink(folder / "a" / "tls", folder / "b" / "tls")
            file = write_settings(folder / name, url, Authority())
            if name == "a":
                assert gateway("--config", file, "migrate").returncode == 0
            nodes.append(stack.enter_context(serve(file)))
        office = backoffice_settings(folder / "office", url, postgres.fresh_database())
        assert main(["--config", str(office), "backoffice", "keys", "new"]) == 0
        yield Site((nodes[0], nodes[1]), url, office)
        for node in nodes:
            assert '"event": "incident"' not in node.log()


def backoffice_settings(folder: Path, intake: str, own: str) -> Path:
    """The file of a back office, migrated."""
    (folder / "anchors").mkdir(parents=True)
    (folder / "anchors" / "ca.pem").write_bytes(Authority().pem)
    file = folder / "backoffice.toml"
    settings = {
        "profile": "sandbox",
        "keys": "keys",
        "poll_s": 0.05,
        "municipality": {"code": "132217", "name": "架空市", "reading": "かくうし", "name_en": "Kaku City"},
        "intake": {"url": intake},
        "database": {"url": own},
        "signatures": {"anchors": "anchors"},
        "revocation": {"kind": "assume-good"},
    }
    file.write_text(toml(settings))
    assert main(["--config", str(file), "backoffice", "migrate"]) == 0
    return file


@contextmanager
def running(file: Path) -> Iterator[subprocess.Popen[str]]:
    """`gateway backoffice run`, until SIGTERM."""
    command = [sys.executable, "-m", "gateway.cli", "--config", str(file), "backoffice", "run"]
    with (file.parent / "log").open("a") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout is not None
    try:
        assert json.loads(process.stdout.readline())["ready"]
        yield process
    finally:
        process.terminate()
        assert process.wait(60) == 0
        process.stdout.close()


def test_forty_keys_twenty_five_times_each_at_two_nodes(site: Site) -> None:
    """All duplicates of a key in the same instant: forty effects, 960 identical replays, one case each."""
    sender = site.sender("kiosk-01")
    wanted = [sender.item() for _ in range(KEYS)]
    barrier, own = Barrier(TIMES), local()

    def send(number: int, item: Item) -> tuple[str, int, bytes, bool]:
        if not hasattr(own, "clients"):
            own.clients = [FarClient(node, sender.name) for node in site.nodes]
        client: FarClient = own.clients[number % 2]
        barrier.wait(60)
        answer = client.request("POST", "/v1/intake/items", json=item.body, headers=item.headers)
        return item.key, answer.status_code, answer.content, IDEMPOTENCY_REPLAYED in answer.headers

    with ThreadPoolExecutor(TIMES) as pool:
        sent = [pool.submit(send, number, item) for item in wanted for number in range(TIMES)]
        answers = [each.result(300) for each in sent]
    assert {status for _, status, _, _ in answers} == {201}
    assert len({(key, body) for key, _, body, _ in answers}) == KEYS
    assert sum(replayed for *_, replayed in answers) == KEYS * (TIMES - 1)
    store = Store(site.url)
    with store.read() as conn:
        mine = items.c.terminal == sender.name
        assert conn.execute(select(func.count()).where(mine)).scalar_one() == KEYS
        assert conn.execute(select(func.count()).where(cases.c.terminal == sender.name)).scalar_one() == KEYS
    store.close()


def test_batches_that_overlap_in_any_order_at_two_nodes(site: Site) -> None:
    """Every key 25 times, in batches of any order, and some alone, all at once; some keys have a rival besides.

    One effect for each, identical replays; nobody waits in a circle, nobody is told to come again later.
    """
    sender, shuffled = site.sender("kiosk-06"), Random(4)
    firsts = [sender.item() for _ in range(KEYS // 2)]
    seconds = [sender.item(case=first.case) for first in firsts]
    rivals = [sender.item(key=first.key) for first in firsts[:RIVALS]]
    barrier, own = Barrier(TIMES), local()

    def send(number: int, wanted: Sequence[Item]) -> list[tuple[str, int | None, bytes]]:
        if not hasattr(own, "clients"):
            own.clients = [FarClient(node, sender.name) for node in site.nodes]
        client: FarClient = own.clients[number % 2]
        barrier.wait(60)
        if len(wanted) == 1:
            alone = client.request("POST", "/v1/intake/items", json=wanted[0].body, headers=wanted[0].headers)
            return [(wanted[0].key, None if alone.status_code == 201 else alone.status_code, alone.content)]
        answer = client.request("POST", "/v1/intake/batches", json=batch_of(*wanted))
        assert answer.status_code == 200, answer.text
        return [
            (
                member["key"],
                None if "received" in member else member["problem"]["status"],
                json.dumps(member.get("received"), separators=(",", ":")).encode(),
            )
            for member in answer.json()["answers"]
        ]

    def all_at_once(wanted: Sequence[Item]) -> list[tuple[str, int | None, bytes]]:
        plans = [shuffled.sample(wanted, len(wanted)) for _ in range(TIMES)]
        plans += [[each] for each in wanted] + [[shuffled.choice(wanted)] for _ in range(-len(wanted) % TIMES)]
        with ThreadPoolExecutor(TIMES) as pool:
            sent = [pool.submit(send, number, plan) for number, plan in enumerate(plans)]
            return [answer for each in sent for answer in each.result(300)]

    answers = all_at_once([*firsts, *seconds, *rivals])
    # 409: too early, or the rival was first.
    assert {status for _, status, _ in answers} <= {None, 409}
    received = [(key, body) for key, status, body in answers if status is None]
    assert {key for key, _ in received} >= {each.key for each in firsts}
    answers = all_at_once([*firsts[RIVALS:], *seconds[RIVALS:]])
    assert {status for _, status, _ in answers} == {None}
    received += [(key, body) for key, _, body in answers]
    # One answer to a key, always. What came after a first that its rival kept out has no place.
    assert KEYS - RIVALS <= len(set(received)) == len({key for key, _ in received}) <= KEYS
    store = Store(site.url)
    with store.read() as conn:
        mine = items.c.terminal == sender.name
        keys = list(conn.execute(select(items.c.key).where(mine)).scalars())
    store.close()
    assert sorted(keys) == sorted({key for key, _ in received})


def test_a_case_in_order_at_two_nodes(site: Site) -> None:
    """Everything at once, again and again as a terminal does: it comes in in its order, each once."""
    sender = site.sender("kiosk-02")
    first = sender.item()
    row = [first, *(sender.item(case=first.case) for _ in range(7))]
    clients = [FarClient(node, sender.name) for node in site.nodes]
    received: list[str] = []
    while len(received) < len(row):
        left = [each for each in row if each.key not in received]
        with ThreadPoolExecutor(len(left)) as pool:
            tries = [
                (
                    each,
                    pool.submit(
                        clients[at % 2].request, "POST", "/v1/intake/items", json=each.body, headers=each.headers
                    ),
                )
                for at, each in enumerate(reversed(left))
            ]
            statuses = {each.key: sent.result(60).status_code for each, sent in tries}
        assert set(statuses.values()) <= {201, 409}
        assert statuses[left[0].key] == 201
        received += [each.key for each in left if statuses[each.key] == 201]
    assert received == [each.key for each in row]


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str


class Office:
    """`gateway backoffice …`, in this process: starting Python for every word takes seconds."""

    def __init__(self, file: Path, captured: pytest.CaptureFixture[str]) -> None:
        self._file = file
        self._captured = captured

    def __call__(self, *arguments: str | Path) -> Said:
        """Run one command to its end."""
        self._captured.readouterr()
        code = main(["--config", str(self._file), "backoffice", *map(str, arguments)])
        said = self._captured.readouterr()
        return Said(code, said.out, said.err)


@pytest.fixture
def office(site: Site, capsys: pytest.CaptureFixture[str]) -> Office:
    """The commands."""
    return Office(site.backoffice, capsys)


def test_the_back_office_runs_and_a_clerk_decides(site: Site, office: Office, tmp_path: Path) -> None:
    """A back office that really runs, beside two gateways; and what a clerk types."""
    sender = site.sender("kiosk-03")
    photo = secrets.token_bytes(3000)
    about = Attachment(title="見本の写真", media_type="image/jpeg", size=3000, sha256=sha256(photo).hexdigest())
    document = INQUIRY.model_copy(update={"attachments": (about,)})
    item = sender.item(Content(document=document, attachments=(about,)), clear=(photo,))
    client = FarClient(site.nodes[1], sender.name)
    said = {CONTENT_DIGEST: content_digest(item.chunks[0]), "Content-Type": "application/octet-stream"}
    path = f"/v1/intake/chunks/{sha256(item.chunks[0]).hexdigest()}"
    assert client.request("PUT", path, data=item.chunks[0], headers=said).status_code == 201
    # The chunk went to the other node than the item.
    there = FarClient(site.nodes[0], sender.name)
    answer = there.request("POST", "/v1/intake/items", json=item.body, headers=item.headers)
    receipt = answer.json()["receipt"]
    note = tmp_path / "note"
    note.write_text("窓口は９時から１７時までです。\n")
    with running(site.backoffice):
        assert office("decide", "KIOSK-03-000099-Z", "done", "--clerk", "clerk-7").code == 1
        # A pass beside the one that runs: both may take at once.
        assert office("run", "--once").code == 0
        shown = office("show", receipt, "--save", tmp_path / "saved")
        assert shown.code == 0, shown.err
        assert "窓口の時間を教えてください。" in shown.out
        assert "見本の写真 (image/jpeg, 3000 bytes)" in shown.out
        [saved] = (tmp_path / "saved").iterdir()
        assert saved.read_bytes() == photo
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
        assert office("decide", receipt, "correction", "--clerk", "clerk-7").err.startswith("gateway: --note is needed")
        decided = office("decide", receipt, "done", "--clerk", "clerk-7", "--note", note)
        assert (decided.code, decided.out) == (0, f"{receipt}: done\n")
        again = office("decide", receipt, "done", "--clerk", "clerk-7")
        assert (again.code, again.err) == (1, "gateway: it is done; what may follow: nothing\n")
    state = client.request("GET", f"/v1/intake/items/{item.key}").json()
    assert (state["state"], state["delayed"]) == ("done", False)
    [case] = [each for each in json.loads(office("list", "--json").out) if each["receipt"] == receipt]
    assert (case["state"], case["kind"], case["signed"]) == ("done", "inquiry", False)
    history = office("show", receipt).out
    assert "by clerk-7  「窓口は９時から１７時までです。」\n" in f"{history}\n"
    log = (site.backoffice.parent / "log").read_text()
    assert "教えて" not in log
    assert item.case not in log


def test_what_is_in_trouble_is_reported(site: Site, office: Office) -> None:
    sender = site.sender("kiosk-05")
    item = sender.item(INQUIRY, kind="answer")
    client = FarClient(site.nodes[0], sender.name)
    receipt = client.request("POST", "/v1/intake/items", json=item.body, headers=item.headers).json()["receipt"]
    assert office("run", "--once").code == 0
    listed = office("list", "--trouble")
    assert listed.code == 1
    assert receipt in listed.out
    assert "TROUBLE: kind_differs" in listed.out
    state = client.request("GET", f"/v1/intake/items/{item.key}").json()
    assert (state["state"], state["delayed"]) == ("received", True)
    assert office("decide", receipt, "under_review", "--clerk", "clerk-7").code == 0
    assert office("list", "--trouble").out == "no cases\n"


def test_keys_are_rotated_with_an_overlap(site: Site, office: Office) -> None:
    client = FarClient(site.nodes[0], "kiosk-04")

    def offered() -> list[Recipient]:
        answer = client.request("GET", "/v1/intake/recipients")
        return list(RecipientList.model_validate_json(answer.content).recipients)

    old = offered()[-1]
    assert old.suite == "MLKEM768_X25519"
    alone = office("keys", "retire", old.key_id)
    assert (alone.code, "the only one" in alone.err) == (1, True)
    new = office("keys", "new", "--suite", "P256").out.strip()
    newest, before = offered()
    assert (newest.key_id, newest.suite, newest.not_after) == (new, "P256", None)
    assert before.key_id == old.key_id
    assert before.not_after is not None
    sender = site.sender_with(old, "kiosk-04")
    assert office("keys", "retire", old.key_id).code == 0
    assert [each.key_id for each in offered()] == [new]
    assert office("keys", "retire", old.key_id).code == 1
    # What was sealed to the old one is still taken, and opened.
    item = sender.item(INQUIRY)
    sent = client.request("POST", "/v1/intake/items", json=item.body, headers=item.headers)
    assert sent.status_code == 201
    assert office("run", "--once").code == 0
    assert "窓口の時間" in office("show", sent.json()["receipt"]).out
    listed = office("keys", "list").out
    assert f"{new}  P256            offered since" in listed
    assert f"{old.key_id}  MLKEM768_X25519 retired" in listed
    # A lost private key is seen, retired or not.
    file = site.backoffice.parent / "keys" / f"{old.key_id}.pem"
    away = file.rename(file.with_suffix(".away"))
    assert "PRIVATE KEY MISSING" in office("keys", "list").out
    away.rename(file)
    file.chmod(0o644)
    assert office("keys", "list").code == 2
    file.chmod(0o600)
