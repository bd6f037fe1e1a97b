"""Accounts and mandates, kept by superusers. No password is ever typed here: people set their own by invitation."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin, TabularInline

from members.models import Mandate, User
from members.tasks import send_invitation


class SuperuserOnly:
    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._is_allowed(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_allowed(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_allowed(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_allowed(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are disabled and mandates are ended: history names them."""
        return False

    def _is_allowed(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser


class MandateInline(SuperuserOnly, TabularInline):
    model = Mandate
    fields = ["party", "role", "valid_from", "valid_until"]
    extra = 0
    verbose_name_plural = gettext_lazy("mandates: for which states this person acts")


@admin.register(User)
class UserAdmin(SuperuserOnly, ModelAdmin):
    list_display = ["email", "full_name", "language", "is_staff", "is_active", "has_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups", "language"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["email"]
    filter_horizontal = ["groups"]
    readonly_fields = ["last_login", "date_joined"]
    inlines = [MandateInline]
    actions = ["send_again"]
    fieldsets = [
        (None, {"fields": [("email", "language"), ("first_name", "last_name")]}),
        (
            gettext_lazy("Secretariat"),
            {
                "fields": ["is_staff", "groups", "is_superuser"],
                "description": gettext_lazy("A coordinator of a state needs none of these, only a mandate below."),
            },
        ),
        (gettext_lazy("Account"), {"fields": ["is_active", "wants_digests", ("last_login", "date_joined")]}),
    ]

    @admin.display(description=gettext_lazy("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=gettext_lazy("invitation followed"), boolean=True)
    def has_joined(self, user: User) -> bool:
        return user.has_usable_password()

    def save_model(self, request: HttpRequest, user: User, form: Any, change: bool) -> None:
        user.email = user.email.lower()
        if not change:
            user.set_unusable_password()
        super().save_model(request, user, form, change)
        if change and "email" in form.changed_data:
            EmailAddress.objects.filter(user=user).delete()  # sign-in must not know the former address
        if not change and user.is_active:
            send_invitation.delay_on_commit(user.pk)
            messages.info(request, _("An invitation is on its way to %(email)s.") % {"email": user.email})

    @admin.action(description=gettext_lazy("Send invitation again"))
    def send_again(self, request: HttpRequest, chosen: Any) -> None:
        users = list(chosen.filter(is_active=True))
        for user in users:
            send_invitation.delay_on_commit(user.pk)
        if users:
            sent = ngettext(
                "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", len(users)
            )
            messages.info(request, sent % {"count": len(users)})
        if disabled := chosen.filter(is_active=False).count():
            left_out = ngettext(
                "%(count)d disabled account was left out.", "%(count)d disabled accounts were left out.", disabled
            )
            messages.warning(request, left_out % {"count": disabled})
