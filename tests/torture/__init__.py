"""Torture of the queue and the intake: real daemon, real gateway, real faults; the books compared afterwards."""
