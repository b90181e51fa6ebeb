"""Who is signed in: asked for on every page, so the statement is kept prepared."""

from allauth.account.auth_backends import AuthenticationBackend

from ciiz.domain.organisations.public import User, signed_in


class Backend(AuthenticationBackend):  # type: ignore[misc]  # the package has no types
    """As the accounts package signs in; an account that was closed is signed in no longer."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session."""
        user = signed_in(int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None
