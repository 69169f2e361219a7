"""The forms of the pages; the rules behind them are those of the services."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    EmailField,
    FloatField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from backend.services.errors import ServiceError

NEEDED = "Fill this in."
_SHARE = (Optional(), NumberRange(0, 1))


def _choices(**labels: str) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in labels.items()]


class SignInForm(FlaskForm):
    """E-mail and password."""

    email = EmailField("E-mail", [InputRequired(NEEDED)], render_kw={"autocomplete": "email"})
    password = PasswordField(
        "Password", [InputRequired(NEEDED)], render_kw={"autocomplete": "current-password"}
    )


class SignUpForm(FlaskForm):
    """What an account is made of."""

    name = StringField("Name", [InputRequired(NEEDED)], render_kw={"autocomplete": "name"})
    email = EmailField("E-mail", [InputRequired(NEEDED)], render_kw={"autocomplete": "email"})
    password = PasswordField(
        "Password", [InputRequired(NEEDED)], render_kw={"autocomplete": "new-password"}
    )


class TokenForm(FlaskForm):
    """What a new token is for."""

    name = StringField(
        "Name", [InputRequired(NEEDED)], id="token-name", render_kw={"autocomplete": "off"}
    )


class PhotoForm(FlaskForm):
    """A portrait, and which square of it: shares of its width, its height, its shorter side."""

    photo = FileField(
        "Picture",
        [FileRequired("Choose a picture.")],
        render_kw={"accept": "image/jpeg,image/png,image/webp,image/gif"},
    )
    x = FloatField(validators=_SHARE, widget=HiddenField.widget)
    y = FloatField(validators=_SHARE, widget=HiddenField.widget)
    size = FloatField(validators=_SHARE, widget=HiddenField.widget)


class ProfileForm(FlaskForm):
    """Who one is to others."""

    name = StringField(
        "Name", [InputRequired(NEEDED)], render_kw={"autocomplete": "name", "maxlength": 80}
    )
    bio = TextAreaField("About you", render_kw={"rows": 4, "maxlength": 600})


class PreferencesForm(FlaskForm):
    """What the studio begins with; the genres are set by the view."""

    genre = SelectField("Style to begin with", validate_choice=False)
    tempo = IntegerField("Tempo to begin with", [Optional()], render_kw={"inputmode": "numeric"})
    sounds = RadioField(
        "Sounds",
        choices=_choices(
            exported="As exported", small="Small and quick", synths="Synths, nothing to load"
        ),
        validate_choice=False,
    )
    theme = RadioField(
        "Theme",
        choices=_choices(light="Light", dark="Dark", system="As the system"),
        validate_choice=False,
    )
    motion = RadioField(
        "Motion",
        choices=_choices(system="As the system", less="Less"),
        validate_choice=False,
    )
    keys = BooleanField("Single keys are shortcuts")


class EmailForm(FlaskForm):
    """Another e-mail, and the password that allows it."""

    email = EmailField(
        "New e-mail", [InputRequired(NEEDED)], id="new-email", render_kw={"autocomplete": "email"}
    )
    password = PasswordField(
        "Password",
        [InputRequired(NEEDED)],
        id="email-password",
        render_kw={"autocomplete": "current-password"},
    )


class ConfirmForm(FlaskForm):
    """Nothing but the button."""


class PasswordForm(FlaskForm):
    """The old password and a new one."""

    password = PasswordField(
        "Present password",
        [InputRequired(NEEDED)],
        id="old-password",
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        "New password",
        [InputRequired(NEEDED)],
        id="new-password",
        render_kw={"autocomplete": "new-password"},
    )


class LeaveForm(FlaskForm):
    """The password, before an account goes."""

    password = PasswordField(
        "Password", [InputRequired(NEEDED)], render_kw={"autocomplete": "current-password"}
    )


class ForgotForm(FlaskForm):
    """Where to send a link."""

    email = EmailField("E-mail", [InputRequired(NEEDED)], render_kw={"autocomplete": "email"})


class ResetForm(FlaskForm):
    """A new password, by link."""

    new = PasswordField(
        "New password", [InputRequired(NEEDED)], render_kw={"autocomplete": "new-password"}
    )


def blame(form: FlaskForm, error: ServiceError) -> None:
    """Show a refusal where it belongs: under its field, or above the form."""
    text = f"{error.message} {error.cure}".strip()
    if error.field in form._fields:
        form[error.field].errors = [*form[error.field].errors, text]
    else:
        form.form_errors.append(text)
