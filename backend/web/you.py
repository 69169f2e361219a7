"""The user's own page: one place that draws it, whichever of its forms was refused."""

from flask import render_template
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import SelectChoice

from backend.services import accounts, photos, preferences, soundfonts, tokens
from backend.services.errors import SignInError
from backend.services.names import genre_name
from backend.services.preferences import Preferences
from backend.web.forms import (
    EmailForm,
    PasswordForm,
    PhotoForm,
    PreferencesForm,
    ProfileForm,
    TokenForm,
)
from backend.web.parts import context, parts


def page(refused: FlaskForm | None = None, new_token: str | None = None) -> str:
    """The page; `refused` is shown as it was sent, with what is wrong, the others as they are."""
    user = accounts.find(context(), current_user.id)
    if user is None:
        raise SignInError("This account is gone.", "Sign up again.")
    known = Preferences.of(user).as_json() | {"theme": user.theme}
    forms: dict[str, FlaskForm] = {
        "photo": PhotoForm(formdata=None),
        "profile": ProfileForm(formdata=None, name=user.name, bio=user.bio),
        "preferences": PreferencesForm(formdata=None, data=known),
        "email": EmailForm(formdata=None),
        "password": PasswordForm(formdata=None),
        "token": TokenForm(formdata=None),
    }
    if refused is not None:
        forms |= {name: refused for name, form in forms.items() if type(form) is type(refused)}
    offer_genres(forms["preferences"])
    offer_sounds(forms["preferences"])
    return render_template(
        "account.html",
        forms=forms,
        photo=photos.name_of(user),
        photo_bytes=parts().settings.photo_bytes,
        tokens=tokens.listed(context(), user.id),
        new_token=new_token,
    )


def offer_genres(form: FlaskForm) -> None:
    """Give the form its choices."""
    genres = [SelectChoice(genre, genre_name(genre)) for genre in preferences.genres(context())]
    form.genre.choices = [SelectChoice("", "As it comes"), *genres]


def offer_sounds(form: FlaskForm) -> None:
    """Say how much the sounds of exports have to be loaded, or that they are not to be had here."""
    offer = soundfonts.offered(parts().settings)
    said = f"As exported ({offer.megabytes} MB, once)" if offer else "As exported (not to be had)"
    form.sounds.choices = [SelectChoice("exported", said), *form.sounds.choices[1:]]
