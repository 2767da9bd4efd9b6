"""Telling an officer's browser that something waits (docs/adr/0019)."""
