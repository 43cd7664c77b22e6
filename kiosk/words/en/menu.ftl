# The first choice.

menu-service = Counter
menu-heading = How can we help you?
menu-card-sign = Card sign: needs your card
menu-self-information = My information
menu-self-information-text = Medical, pension, tax
menu-records = Exchange records
menu-records-text = Who asked about you
menu-operations = My activity
menu-operations-text = What was done here
menu-account = My registration
menu-account-text = Nickname, mail
menu-pin-help = Forgotten a PIN?
menu-pin-help-text = How to set a new one
menu-how-to-use = How to use this
menu-how-to-use-text = For first-time users
menu-offline = No connection
