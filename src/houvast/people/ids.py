"""Public numbers of things: UUIDv7, which sort by the moment they were made and do not count."""

import uuid

import uuid_utils.compat


def new_id() -> uuid.UUID:
    return uuid_utils.compat.uuid7()
