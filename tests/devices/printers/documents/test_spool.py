"""The terminal's own cupsd: its configuration read back by cupsd, where its spool lies, and that it is emptied."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from devices.printers.documents import spool
from devices.printers.documents.spool import configurations, empty, main, why_lasting
from devices.virtual.printer.memory import memory_folder

SHARED_MEMORY = Path("/dev/shm")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("etc", "run", "cache", "spool"):
        (tmp_path / part).mkdir()
    for name, text in configurations(tmp_path).items():
        (tmp_path / "etc" / name).write_text(text)
    empty(tmp_path)
    return tmp_path


def directives(text: str) -> dict[str, str]:
    lines = (line.strip().partition(" ") for line in text.splitlines() if line.strip() and line.strip()[0] not in "#<")
    return {name: value for name, _, value in lines}


def test_cupsd_takes_the_configuration(folder: Path) -> None:
    command = ["cupsd", "-t", "-c", f"{folder}/etc/cupsd.conf", "-s", f"{folder}/etc/cups-files.conf"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert "is OK" in said.stderr + said.stdout


def test_nothing_is_kept_nothing_is_tried_twice_nobody_from_outside() -> None:
    made = configurations(Path("/run/madoguchi-print"))
    settings = directives(made["cupsd.conf"])
    assert settings["Listen"] == "/run/madoguchi-print/run/cups.sock"
    assert "Port" not in settings
    assert settings["ErrorPolicy"] == "abort-job"
    assert settings["PreserveJobFiles"] == "No"
    assert int(settings["PreserveJobHistory"]) <= 60
    assert (settings["Browsing"], settings["WebInterface"], settings["LogLevel"]) == ("No", "No", "warn")
    files = directives(made["cups-files.conf"])
    for key in ("RequestRoot", "TempDir", "CacheDir", "StateDir"):
        assert files[key].startswith("/run/madoguchi-print/")
    assert files["AccessLog"] == ""


def test_a_disk_lasts_and_memory_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_memory = memory_folder("madoguchi-test-")
    try:
        assert in_memory.parent == SHARED_MEMORY
        assert why_lasting(in_memory) in (None, "memory is swapped out to a disk")
    finally:
        in_memory.rmdir()
    monkeypatch.setattr(spool, "_file_system", lambda _: "ext4")
    assert why_lasting(tmp_path) == "ext4: not in memory"


def test_the_kind_of_a_file_system_is_what_findmnt_says(tmp_path: Path) -> None:
    for path in (tmp_path, SHARED_MEMORY, Path("/proc")):
        command = ["findmnt", "-n", "-o", "FSTYPE", "-T", str(path)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert spool._file_system(path.resolve()) == said.split()[-1]


def test_everything_held_is_thrown_away_and_queues_are_kept(folder: Path) -> None:
    for left in ("spool/d00001-001", "spool/c00001", "spool/tmp/half", "cache/job.cache", "etc/printers.conf"):
        (folder / left).write_text("left")
    (folder / "spool" / "deep").mkdir()
    (folder / "spool" / "deep" / "d1").write_text("left")
    empty(folder)
    assert list((folder / "spool").rglob("*")) == [folder / "spool" / "tmp"]
    assert not (folder / "cache" / "job.cache").exists()
    assert (folder / "etc" / "printers.conf").exists()


def test_the_command_refuses_a_folder_that_lasts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spool, "_file_system", lambda _: "ext4")
    assert main([str(tmp_path)]) == 1
    monkeypatch.setattr(spool, "why_lasting", lambda _: None)
    assert main([str(tmp_path)]) == 0
    assert f"RequestRoot {tmp_path}/spool" in capsys.readouterr().out
