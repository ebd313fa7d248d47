"""Getting in, one's own access, and the choices of this device."""
