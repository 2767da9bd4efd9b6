"""Django's PostgreSQL engine: it brings the time along, and asks without a round trip whether it lives."""
