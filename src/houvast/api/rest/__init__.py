"""The resources of the API: each reads and writes through the door, the policy and the actions that the pages use."""
