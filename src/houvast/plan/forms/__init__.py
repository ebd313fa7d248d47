"""What a person types in a plan and about adjustments."""
