"""Reading plans and adjustments: each for who may see it, section by section."""
