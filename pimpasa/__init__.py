"""Residents report, sealed; their village's immigration officer verifies; the office follows up."""

__version__ = "0.2.0.dev0"
