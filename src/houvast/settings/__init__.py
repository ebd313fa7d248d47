"""Settings, the URL table and start-up: the top floor, imported by nobody below."""
