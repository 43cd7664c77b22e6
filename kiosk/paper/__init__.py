"""Certificates at the terminal. sealed: whether what came may be printed."""
