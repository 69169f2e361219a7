"""Portraits as pictures: read by their unguessable names, and kept by browsers for ever."""

from flask import Blueprint, Response

from backend.services import photos
from backend.web.assets import FOREVER
from backend.web.parts import context

portraits = Blueprint("portraits", __name__)


@portraits.get("/portraits/<name>.jpg")
def show(name: str) -> Response:
    """The picture; another one has another name."""
    headers = {"Cache-Control": FOREVER, "Content-Disposition": "inline"}
    return Response(photos.read(context(), name), mimetype="image/jpeg", headers=headers)
