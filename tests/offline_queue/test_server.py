"""The socket: who may speak, and what is no frame."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import struct
import time
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offline_queue import frames
from offline_queue.client import QueueClient
from offline_queue.frames import FrameError, LineClosed
from offline_queue.values import Accepted, Lane, No, Reason, Silent, Status, Unknown, Yes, mint
from tests.offline_queue.site import Site, recipient, sealed_item


def _speak(site: Site, sent: bytes) -> bytes:
    """All that is answered until the other end hangs up or waits for more."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(site.socket))
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        line.settimeout(30)
        answer = b""
        with contextlib.suppress(ConnectionResetError):  # it hung up on what it would not read
            while piece := line.recv(65_536):
                answer += piece
    return answer


@pytest.mark.skipif(os.getuid() != 0, reason="another user is needed")
def test_only_the_allowed_users_are_heard(site: Site) -> None:
    site.folder.chmod(0o755)
    for parent in list(site.folder.parents)[:3]:  # one more where several workers run
        parent.chmod(0o755)
    with site.running():
        os.seteuid(65534)
        try:
            assert site.client.status() == Silent()
        finally:
            os.seteuid(0)
        assert isinstance(site.client.status(), Status)
    assert [each["uid"] for each in site.wait_event("peer_refused")] == [65534]


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        struct.pack(">II", frames.LONGEST_HEADER + 1, 0),
        struct.pack(">II", 2, frames.LONGEST_BODY + 1) + b"{}",
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 3, 0) + b"{\xff}",
        struct.pack(">II", 20_000, 0) + b"[" * 20_000,
        frames.pack({}),
        frames.pack({"op": "drop everything"}),
        frames.pack({"op": "delivery", "key": "not hex", "wait_s": 0}),
        frames.pack({"op": "delivery", "key": "0" * 32, "wait_s": 10**9}),
        frames.pack({"op": "status", "more": 1}),
    ],
)
def test_what_is_no_request_is_refused_and_others_are_served(site: Site, sent: bytes) -> None:
    with site.running() as queue:
        assert json.loads(_speak(site, sent)[8:] or "null") in (None, {"is": "no", "reason": "malformed"})
        assert isinstance(queue.status(), Status)
    assert len(site.events("frame_refused")) == 1


def test_half_a_frame_is_nothing(site: Site) -> None:
    with site.running() as queue:
        assert _speak(site, frames.pack({"op": "status"})[:-1]) == b""
        assert isinstance(queue.status(), Status)


def test_a_put_of_too_much_or_of_the_wrong_lane_is_refused(site: Site) -> None:
    with site.running():
        item = sealed_item(site.to)
        put = {
            "op": "put",
            "lane": "applications",
            "kind": "inquiry",
            "key": item.key,
            "case": item.case,
            "municipality": item.municipality,
            "recipient": item.recipient,
            "suite": item.suite,
            "attachments": [],
            "follow": None,
        }
        too_long = frames.pack(put, bytes(64 * 1024 + 1))
        assert json.loads(_speak(site, too_long)[8:]) == {"is": "no", "reason": "too-large"}
        wrong_lane = frames.pack({**put, "lane": "records"}, item.sealed)
        assert json.loads(_speak(site, wrong_lane)[8:]) == {"is": "no", "reason": "malformed"}
        chunk = {"op": "attachment", "lane": "applications", "key": item.key, "index": 0, "chunk": 0}
        damaged = frames.pack({**chunk, "sha256": sha256(b"one").hexdigest()}, b"two")
        assert json.loads(_speak(site, damaged)[8:]) == {"is": "no", "reason": "malformed"}
        unsent = {"size": 3, "sha256": sha256(b"one").hexdigest(), "chunks": [sha256(b"one").hexdigest()]}
        missing = frames.pack({**put, "attachments": [unsent]}, item.sealed)
        assert json.loads(_speak(site, missing)[8:]) == {"is": "no", "reason": "attachments-missing"}
        assert site.status().lanes[Lane.APPLICATIONS].depth == 0


def test_of_what_is_refused_nothing_is_kept(site: Site) -> None:
    """Its attachments came before it; they would fill the disk, an hour long."""
    stranger = recipient()
    with site.running() as queue:
        for _ in range(3):
            assert queue.put(sealed_item(stranger, attachments=(b"photo", b"other"))) == No(Reason.NO_KEY)
        kept = sealed_item(site.to, attachments=(b"photo",))
        accepted = queue.put(kept)
        assert isinstance(accepted, Accepted)
        # Another item under its key is refused; its own attachment is not touched by that.
        assert queue.put(replace(kept, case=mint())) == No(Reason.KEY_TAKEN)
    with contextlib.closing(sqlite3.connect(site.directory / "applications.db")) as file:
        assert file.execute("SELECT key, count(*) FROM chunk GROUP BY key").fetchall() == [(kept.key, 1)]


def test_the_same_key_with_other_bytes_is_refused(site: Site) -> None:
    with site.running() as queue:
        item = sealed_item(site.to)
        accepted = queue.put(item)
        assert isinstance(accepted, Accepted)
        assert queue.put(item) == accepted
        for other in (replace(item, sealed=item.sealed + b"."), replace(item, case=mint())):
            assert queue.put(other) == No(Reason.KEY_TAKEN)
        assert site.status().lanes[Lane.APPLICATIONS].depth == 1


def test_full_is_said_before_anybody_types(site: Site) -> None:
    site.extra = "applications = {items = 3, megabytes = 1}"
    with site.running() as queue:
        assert queue.may_accept(Lane.APPLICATIONS, 1000) == Yes()
        assert queue.may_accept(Lane.APPLICATIONS, 600_000) == No(Reason.FULL)
        for _ in range(2):
            assert isinstance(queue.put(sealed_item(site.to)), Accepted)
        # The last place is for whoever was told yes.
        assert queue.may_accept(Lane.APPLICATIONS, 1000) == No(Reason.FULL)
        last = sealed_item(site.to)
        accepted = queue.put(last)
        assert isinstance(accepted, Accepted)
        assert queue.put(sealed_item(site.to)) == No(Reason.FULL)
        assert queue.put(last) == accepted
        # The other lane has limits of its own.
        assert queue.may_accept(Lane.RECORDS, 1000) == Yes()


def test_without_a_daemon_all_is_silent(site: Site) -> None:
    queue = QueueClient(site.socket, timeout_s=0.5)
    assert queue.status() == Silent()
    assert queue.may_accept(Lane.APPLICATIONS, 1) == Silent()
    assert queue.put(sealed_item(site.to)) == Unknown()
    assert queue.delivery(mint()) == Silent()


@given(header=st.dictionaries(st.text(max_size=10), st.integers() | st.text(max_size=20), max_size=5), body=st.binary())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_frames_come_out_as_they_went_in(header: frames.Header, body: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        deadline = time.monotonic() + 10
        frames.send(ours, header, body, deadline)
        assert frames.receive(theirs, deadline) == (header, body)


@given(noise=st.binary(max_size=200))
def test_noise_is_an_error_and_never_more(noise: bytes) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(noise)
        try:
            header, _ = frames.receive(theirs, time.monotonic() + 10)
        except (FrameError, LineClosed):
            return
        assert isinstance(header, dict)
