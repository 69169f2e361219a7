"""Where things lie, relative to the project's folder."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

INSTANCE = ROOT / "instance"  # database, uploads, renders, secrets: made at the first start
MODELS = ROOT / "model"
DEMOS = ROOT / "data" / "demos"
TEMPLATES = ROOT / "frontend" / "templates"
DIST = ROOT / "frontend" / "dist"
