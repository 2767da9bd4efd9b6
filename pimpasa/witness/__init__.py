"""A witness of others' logs (c2sp.org/tlog-witness): signs only what continues what it signed before. Plain Python."""
