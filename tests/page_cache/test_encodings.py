import pytest

from almaty_portal.page_cache.encodings import chosen, encoded


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0,gzip;q=0.0", ""),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", ""),
        ("gzip, *;q=0", "gzip"),
        ("identity", ""),
        ("identity;q=1, gzip;q=0.5", ""),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("identity;q=0", ""),
        ("GZIP ; Q=1", "gzip"),
        ("x-gzip", "gzip"),
        ("deflate, zstd", ""),
        ("gzip;q=much", ""),
        ("gzip;q=nan", ""),
        ("brotli, gzippy", ""),
        (",;=,", ""),
    ],
)
def test_the_reader_gets_the_coding_that_they_like_best(accepted, coding):
    assert chosen(accepted) == coding


def test_a_body_is_kept_in_no_coding_that_makes_it_no_shorter():
    import os

    assert list(encoded(b"short")) == [""]
    assert list(encoded(os.urandom(1_000))) == [""]
    assert list(encoded(b"text " * 200)) == ["", "br", "gzip"]
