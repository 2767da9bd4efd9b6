"""Inspections and supervisions: planned, lawful, carried out together, and written down."""
