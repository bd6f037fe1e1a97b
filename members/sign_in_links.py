"""The one-time links of invitations and of forgotten passwords."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.translation import override

from members.models import User


class LinkTokens(PasswordResetTokenGenerator):
    """A token ends with its use, a new password, a sign-in, another address, or when the account is disabled."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:  # type: ignore[override]
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"

    def check_token(self, user: User | None, token: str | None) -> bool:  # type: ignore[override]
        return user is not None and user.is_active and super().check_token(user, token)


def link(user: User) -> str:
    """The absolute address, in the user's language, where they set their password once."""
    with override(user.language):
        parts = {"uidb36": user_pk_to_url_str(user), "key": LinkTokens().make_token(user)}
        return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=parts)
