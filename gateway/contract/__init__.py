"""The wire between terminal and gateway: pydantic models, version 1. The OpenAPI document is generated from them.

Pure data, shared by both ends: no I/O and no web framework in here.
"""

VERSION = "1.3"
"""Grows with every change of the contract; what an older terminal can't read gets new paths (/v2)."""
