"""The open data of the action plan: what `round_content`, `readings` and `public()` querysets give, no more."""
