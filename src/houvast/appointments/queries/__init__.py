"""Reading questions for help, self-checks, planned talks, the network and who coaches."""
