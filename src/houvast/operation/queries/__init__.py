"""What the administration pages show: persons, units, roles and people around students; nothing of a dossier."""
