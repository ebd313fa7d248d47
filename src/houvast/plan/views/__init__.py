"""Pages of the plan and of adjustments."""
