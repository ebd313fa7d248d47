"""Keys and encryption: what must not be readable in the database alone."""
