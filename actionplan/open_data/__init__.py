"""The open data of the action plan: what `round_content`, `readings` and the `public()` querysets give, nothing else."""
