"""What goes over the line to the municipality: promised, sealed, kept, delivered."""
