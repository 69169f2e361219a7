"""The composition root: builds the web application from its settings."""
