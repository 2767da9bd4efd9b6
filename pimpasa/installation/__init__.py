"""Which installation this is: one database, the keys it was founded with, and the store that is its own."""
