"""Who may ask: the account a stand-in serves, and the check of an Authorization header against it."""

from dataclasses import dataclass

from sandbox.image_apis.errors import ApiError, Code


@dataclass(frozen=True, slots=True)
class Account:
    """The one account of a stand-in; None accepts anything."""

    api_keys: frozenset[str] | None = None
    #: Ready tokens; those issued by the stand-in's own IAM are accepted besides.
    iam_tokens: frozenset[str] | None = None
    folder: str | None = None
    #: The models of asynchronous generation.
    models: frozenset[str] = frozenset({"yandex-art", "yandex-art-2.0"})
    #: The models of Yandex's Images API.
    images_models: frozenset[str] = frozenset({"aliceai-image-art-3.0", "yandex-art-2.0"})
    openai_keys: frozenset[str] | None = None
    #: None: every model the OpenAI-compatible endpoint has.
    openai_models: frozenset[str] | None = None

    def authenticate(self, authorization: str, *, bearer_keys: bool = False) -> None:
        """Accept an Authorization header, or raise `ApiError` with code 16.

        With ``bearer_keys`` an API key may stand where a token does, as clients made for OpenAI send it.
        """
        scheme, credential = credential_of(authorization)
        if bearer_keys and self.api_keys is not None and credential in self.api_keys:
            return
        if scheme == "api-key":
            _require(credential, self.api_keys, "Unknown api key")
        else:
            _require(credential, self.iam_tokens, "Token is invalid or has expired.")


def credential_of(authorization: str) -> tuple[str, str]:
    """Scheme, "api-key" or "bearer", and credential of an Authorization header; `ApiError` with code 16 otherwise."""
    scheme, _, credential = authorization.partition(" ")
    if not credential or " " in credential:
        raise ApiError(Code.UNAUTHENTICATED, "Authentication credentials are missing or malformed")
    if scheme.lower() not in {"api-key", "bearer"}:
        raise ApiError(Code.UNAUTHENTICATED, "Unsupported authentication scheme")
    return scheme.lower(), credential


def _require(credential: str, accepted: frozenset[str] | None, message: str) -> None:
    if accepted is not None and credential not in accepted:
        raise ApiError(Code.UNAUTHENTICATED, message)
