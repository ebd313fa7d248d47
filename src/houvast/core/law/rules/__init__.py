"""The rules, one module per area, each with its dated parameters in the YAML file of the same name beside it."""
