"""Public pages are made once and answered from memory until something that they show changes."""
