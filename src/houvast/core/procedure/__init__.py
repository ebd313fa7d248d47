"""Procedures as data: the language of a pack, the engine that runs it, and the prover that checks it first."""
