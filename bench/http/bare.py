"""A WSGI callable that answers a small page and does nothing else: what the server itself costs."""

BODY = b"<!doctype html><title>Nothing</title>"


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))])
    return [BODY]
