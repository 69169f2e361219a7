"""The SoundFont of sound files for pages: named after its bytes, so that browsers keep it."""

from flask import Blueprint, Flask, Response, send_file
from flask_login import current_user

from backend.services import soundfonts as offers
from backend.services.errors import NotFoundError
from backend.services.soundfonts import Offer
from backend.web.assets import FOREVER
from backend.web.parts import parts

soundfonts = Blueprint("soundfonts", __name__)


@soundfonts.get("/soundfonts/<name>")
def give(name: str) -> Response:
    """The one file, by the name that it has now."""
    offer = offers.offered(parts().settings)
    if offer is None or name != offer.name:
        raise NotFoundError("There is no such SoundFont any more.", "Load the page again.")
    answer = send_file(offer.path, "application/octet-stream", etag=offer.name)
    answer.headers["Cache-Control"] = FOREVER
    return answer


def wanted() -> Offer | None:
    """The one that this page is to play with; None for a visitor who likes a smaller or none."""
    if current_user.is_authenticated and current_user.sounds != "exported":
        return None
    return offers.offered(parts().settings)


def attach(app: Flask) -> None:
    """Give templates `soundfont`."""
    app.add_template_global(wanted, "soundfont")
