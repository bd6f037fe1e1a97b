"""A Wagtail site with one page of a document's text, set up as `wagtail start` does, for a venv of its own."""
