"""Official papers: from a template an office can edit to a numbered, signed one that anybody can check."""
