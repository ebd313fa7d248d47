"""Record forms: what a person is asked to write down, and the checks on what was written."""
