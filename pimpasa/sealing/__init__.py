"""Bytes in, bytes out: envelopes, grants, receipts. Plain Python, so that a verifier needs nothing else."""
