"""The version of the API, by semver.org; docs/api.md tells what changed in each."""

VERSION = "1.1.0"
