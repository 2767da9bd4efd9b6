"""One module per word after `pimpasa`; each has add_to(commands) and keeps its work elsewhere."""
