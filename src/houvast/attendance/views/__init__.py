"""Pages of absence; one module per subject."""
