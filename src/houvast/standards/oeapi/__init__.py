"""The Open Education API, version 6: asking another system, and answering as one."""
