"""What an operator does beside serving: prepare the instance folder, migrate the database."""
