"""How well rules and rankings do on what happened later: figures with intervals beside the base rate."""
