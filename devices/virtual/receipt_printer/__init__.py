"""A receipt printer made of software: takes ESC/POS at a TCP port, and what it prints is pictures in a folder.

It keeps what it could not print, as real ones do, and prints it when the paper is back – for whoever stands there then.
"""
