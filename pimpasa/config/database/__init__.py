"""Django's PostgreSQL engine, with one difference: asking whether a kept connection lives costs no round trip."""
