"""The public pages' strict Content-Security-Policy, and the admin's own, which needs inline scripts and styles."""

from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponseBase

ADMIN = {"script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class ContentPolicyMiddleware(CSPMiddleware):
    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        if request.path.startswith("/admin/") and not hasattr(response, "_csp_exempt"):
            response._csp_replace = {**(getattr(response, "_csp_replace", None) or {}), **ADMIN}
        return super().process_response(request, response)
