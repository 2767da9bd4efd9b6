"""Watches an office's public log from anywhere, and says what does not fit what it saw before. Plain Python."""
