"""HTTP in, HTTP out: pages, forms, the JSON API and their safety; no rules of music."""

from apiflask import APIFlask

from backend.web import api, assets, drawing, errors, legible, security, soundfonts, who, words
from backend.web.account import account
from backend.web.api import recordings
from backend.web.assets import BASE as STATIC
from backend.web.auth import auth
from backend.web.credentials import credentials
from backend.web.forgotten import forgotten
from backend.web.library import library
from backend.web.limits import limiter
from backend.web.listen import listen
from backend.web.moving import moving
from backend.web.pages import pages
from backend.web.parts import Parts
from backend.web.plain_json import PlainJSON
from backend.web.portraits import portraits
from backend.web.public import public
from backend.web.share import share

__all__ = ["STATIC", "Parts", "attach"]


def attach(app: APIFlask, parts: Parts) -> None:
    """Give `app` its parts, its guards, its pages and its API."""
    app.extensions["cadenza"] = parts
    app.json = PlainJSON(app)
    app.jinja_env.policies["json.dumps_function"] = app.json.dumps
    errors.attach(app)
    who.attach(app)
    words.attach(app)
    limiter.init_app(app)
    app.before_request(recordings.allow)  # before anything looks into the body
    security.attach(app, parts.settings.proxies)
    legible.attach(app)
    assets.attach(app, parts.settings.dist)
    drawing.attach(app)
    soundfonts.attach(app)
    for blueprint in (
        public, listen, auth, forgotten, pages, library, share, account, credentials, moving,
        portraits, soundfonts.soundfonts,
    ):  # fmt: skip
        app.register_blueprint(blueprint)
    api.attach(app)
