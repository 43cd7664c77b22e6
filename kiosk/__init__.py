"""One terminal, put together."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("madoguchi")
except PackageNotFoundError:  # run from a tree that has not been installed
    VERSION = "0+tree"
