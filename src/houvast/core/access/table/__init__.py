"""The rows of the policy, by who it is about; `core.access.policy` puts them together."""
