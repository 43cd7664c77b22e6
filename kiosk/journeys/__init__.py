"""What a person can do here, one file each, readable as the leaflet beside the machine.

`visit` is the whole stay and joins the others; `leave` sees the resident off.
"""
