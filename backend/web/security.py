"""Headers, cookies and forged requests: what keeps a page's visitor safe."""

from flask import Flask, Response, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from backend.web.who import token_given

csrf = CSRFProtect()

# wasm-unsafe-eval: the SoundFont decoder is WebAssembly. blob: workers: Tone's clock is one.
# Styles are set by scripts through the CSSOM, which no policy refuses: none stands in a page.
POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
))  # fmt: skip

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# For the player that other sites put into a frame (a view says so by `g.embeddable`).
EMBEDDED = {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"} | {
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
}
YEAR = 365 * 24 * 3600
MONTH = 31 * 24 * 3600


class _Sessions(SecureCookieSessionInterface):
    """Sessions whose cookie is Secure wherever the page came by https."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 — Flask's signature
        return request.is_secure


def attach(app: Flask, proxies: int) -> None:
    """Guard every request and every answer of `app`."""
    app.config.update(
        SESSION_COOKIE_NAME="cadenza",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=MONTH,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a studio stays open for a whole day
        WTF_CSRF_CHECK_DEFAULT=False,  # checked below, where the kind of asker is known
    )
    app.session_interface = _Sessions()
    if proxies:
        # Only headers set by so many proxies of our own are believed.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign] # Flask's own way to wrap it
    csrf.init_app(app)
    app.before_request(_refuse_forged)
    app.after_request(_add_headers)


def _refuse_forged() -> None:
    """A browser's session proves nothing by itself; a token does, and so does having neither."""
    api = request.path.startswith("/api/")
    if token_given() is not None and api:
        return
    if api and not current_user.is_authenticated:
        return
    csrf.protect()


def _add_headers(response: Response) -> Response:
    for name, value in (EMBEDDED if g.get("embeddable") else HEADERS).items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    if not response.cache_control.max_age:  # what may be kept says so itself
        response.headers["Cache-Control"] = "no-store"
    return response
