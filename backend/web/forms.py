"""The forms of the pages; the rules behind them are those of the services."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired

from backend.services.errors import ServiceError

NEEDED = "Fill this in."


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

    name = StringField("Name", [InputRequired(NEEDED)], render_kw={"autocomplete": "off"})


def blame(form: FlaskForm, error: ServiceError) -> None:
    """Show a refusal where it belongs: under its field, or above the form."""
    text = f"{error.message} {error.cure}".strip()
    if error.field in form._fields:
        form[error.field].errors = [*form[error.field].errors, text]
    else:
        form.form_errors.append(text)
