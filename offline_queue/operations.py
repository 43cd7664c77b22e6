"""What the socket's requests ask for: each is a function from header and body to an answer."""

from __future__ import annotations
