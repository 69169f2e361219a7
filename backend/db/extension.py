"""The database as the web application holds it: Flask-SQLAlchemy and Flask-Migrate."""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy

from backend.db.base import Base
from backend.db.connection import engine_options, prepared

MIGRATIONS = Path(__file__).parent / "migrations"

db = SQLAlchemy(metadata=Base.metadata)
_migrate = Migrate()


def attach(app: Flask, url: str) -> None:
    """Give `app` the database at `url`; `db.session` works inside its requests."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        prepared(db.engine)
    _migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest tables; makes it if there is none."""
    app = Flask(__name__)
    attach(app, url)
    with app.app_context():
        upgrade()
        db.engine.dispose()
