"""Homeward: runs a negotiated exchange of prisoners, from the agreement to the last handover, and proves it."""

__version__ = "0.1.0"
