"""The way out of digests: a signed link that needs no sign-in. Mail programs follow links, so only POST stops."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from actionplan.reminder_mail import user_of
from members.models import User


@never_cache
@csrf_exempt  # one-click unsubscription (RFC 8058) posts from the mail program; the signed link is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    user = user_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        User.objects.filter(pk=user.pk).update(wants_digests="again" in request.POST)
        user.refresh_from_db(fields=["wants_digests"])
    return render(request, "actionplan/unsubscribe.html", {"person": user, "is_done": request.method == "POST"})
