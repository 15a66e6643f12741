"""What a GHT asks for: frozen models of the spec, its reader, and every reason for which it is refused."""
