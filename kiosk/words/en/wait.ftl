# What is shown while a device or the gateway works.

wait-moment = One moment, please.
wait-dont-move = Please don’t move the card.
wait-reason = Please wait until this is finished
wait-card-heading = Reading the card
wait-log-in-heading = Checking your PIN
wait-portal-heading = Asking the city office
wait-log-out-heading = Clearing up
