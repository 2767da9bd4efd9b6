"""Partners, and what is handed to them: chosen parts, sealed, accepted or refused, answered."""
