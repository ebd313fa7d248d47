"""OneRoster 1.2 in its CSV form: one ZIP with users, roles, classes, enrolments and results."""
