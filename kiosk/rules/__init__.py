"""Pure rules without I/O; the gateway may use them too."""
