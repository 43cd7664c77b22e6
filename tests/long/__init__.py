"""The long run: many issues at terminals whose printers, coin units and cables fail, and nothing is mixed up."""
