"""Private keys on the disk: for nobody else's eyes, under their own names, found while the office runs."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import get_args

import pytest

from gateway.backoffice import keys
from gateway.backoffice.keys import KeyRing
from gateway.config import ConfigError
from gateway.contract.sealing import SuiteName


@pytest.mark.parametrize("suite", get_args(SuiteName))
def test_written_and_read(tmp_path: Path, suite: SuiteName) -> None:
    folder = tmp_path / "keys"
    made = keys.make(folder, suite)
    file = folder / f"{made.key_id}.pem"
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, file)] == [0o700, 0o600]
    found = keys.load(folder)[made.key_id]
    assert (found.suite, found.public_key) == (suite, made.public_key)
    assert [each.name for each in folder.iterdir()] == [file.name]


def test_a_key_that_comes_while_the_office_runs(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = keys.make(folder, "X25519")
    ring = KeyRing(folder)
    second = keys.make(folder, "X25519")
    for made in (first, second):
        found = ring.get(made.key_id)
        assert found is not None
        assert found.public_key == made.public_key
    assert ring.get("0" * 32) is None
    folder.chmod(0o755)
    assert ring.get("0" * 32) is None
    assert ring.get(first.key_id) is not None


def test_what_others_could_read_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    made = keys.make(folder, "P256")
    folder.chmod(0o750)
    with pytest.raises(ConfigError, match="0700"):
        KeyRing(folder)
    folder.chmod(0o700)
    (folder / f"{made.key_id}.pem").chmod(0o640)
    with pytest.raises(ConfigError, match="0600"):
        KeyRing(folder)


@pytest.mark.parametrize("content", [b"", b"rubbish", None])
def test_what_is_no_key_of_this_name(tmp_path: Path, content: bytes | None) -> None:
    """None: a real key under another's name."""
    folder = tmp_path / "keys"
    made = keys.make(folder, "X25519")
    right = folder / f"{made.key_id}.pem"
    wrong = folder / f"{'0' * 32}.pem"
    wrong.write_bytes(right.read_bytes() if content is None else content)
    wrong.chmod(0o600)
    with pytest.raises(ConfigError, match="not a key of this name"):
        keys.load(folder)
