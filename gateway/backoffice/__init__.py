"""The municipality's back office: opens what terminals have sealed to it, verifies it, decides, answers by notice.

A program, a database and keys of its own; the gateway's process can read none of them. It reaches the intake's
database, the intake never reaches it. Cases are stored as they came, sealed: they are opened when somebody looks.

keys, key_office: private keys and their rotation. opening: out of the seal. signatures: whose it is. certified: whom
the certificate names. taking: from the intake into the case load. caseload: cases and their states. deciding: what a
clerk does. personal: what must not stand in a notice. outgoing: what the resident is told. linking: whose account it
is. office, settings: all of it put together. cli, pages: `gateway backoffice`.
"""
