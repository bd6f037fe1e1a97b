"""Whole numbers that arrive in a request."""

MOST_DIGITS = 18  # what a PostgreSQL bigint holds; Python refuses to read thousands of digits at all


def whole(written: str) -> int | None:
    """The number, or None for anything but digits, or for more of them than a key of a row can have."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= MOST_DIGITS else None
