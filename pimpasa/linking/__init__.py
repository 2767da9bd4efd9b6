"""What ties reports together: identifiers found in words, in one normal form, kept blind. Plain Python, no Django."""
