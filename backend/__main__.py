"""The one command: python -m backend serves the studio and keeps its worker alive."""
