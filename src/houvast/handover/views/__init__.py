"""Pages of handovers and of the partner desk."""
