"""こもれび市, an invented municipality, and the invented authority behind the virtual cards.

town: who lives there (residents.toml). holders: which office holds what. items: what is held, by item. levies: taxes
and premiums. exchanges: provision records. municipality: all of it behind the port of `gateway.portal.holder`.
authority, responder: OCSP and CRLs of the sandbox CA; cli: `gateway sandbox`.
"""
