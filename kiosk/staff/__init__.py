"""Who may help at this terminal, and what helping is: devices, paper, money – never what is a resident's."""
