"""Pages of figures, of leaving, of registrations, and of learning."""
