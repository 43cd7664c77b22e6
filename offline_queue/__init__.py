"""The durable sealed queue: what residents do while the line is down is kept here, and delivered once.

`kiosk-sync` (`python -m offline_queue run --config FILE`) owns the files and the line to the gateway's intake; the
terminal hands it sealed bytes through a Unix socket (`offline_queue.client`). Nothing here can read what it keeps.
"""
