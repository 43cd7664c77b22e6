"""What `make setup` installs from: complete, hashed, and bound to no machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-build.lock")


def pins(lock: str) -> Mapping[str, tuple[Version, int]]:
    """Name -> (version, number of hashes)."""
    found: dict[str, tuple[Version, int]] = {}
    for block in re.split(r"\n(?=\S)", (ROOT / lock).read_text()):
        if match := re.match(r"([A-Za-z0-9._-]+)==(\S+)", block):
            found[canonicalize_name(match[1])] = Version(match[2]), block.count("--hash=sha256:")
    return found


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["dev"]]


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_every_dependency_is_pinned_within_its_bounds(requirement: Requirement) -> None:
    version, _ = pins("requirements.lock")[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    assert pins(lock)
    assert [name for name, (_, hashes) in pins(lock).items() if hashes == 0] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(
        r"://|--index-url|--extra-index-url|--find-links|--trusted-host|^\s*#.*[ (]/", text, re.MULTILINE
    )


def test_every_debian_package_is_named_once_and_exists() -> None:
    lines = [line.partition("#")[0].strip() for line in (ROOT / "packages.apt").read_text().splitlines()]
    packages = [line for line in lines if line]
    assert len(packages) == len(set(packages))
    status = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(status.stdout.split()) == {"installed"}


@pytest.mark.parametrize("script", ["tools/setup", ".ci/run"])
def test_the_scripts_parse(script: str) -> None:
    subprocess.run(["bash", "-n", ROOT / script], check=True)
