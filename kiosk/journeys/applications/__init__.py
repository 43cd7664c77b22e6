"""電子申請: one engine for every procedure, from finding it to the municipality's word."""
