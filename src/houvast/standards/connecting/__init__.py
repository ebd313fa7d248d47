"""Connectors: how another system's persons, programmes, enrolments, absence and results come in, again and again."""
