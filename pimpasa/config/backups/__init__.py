"""A backup of all that an installation holds, and its way back."""
