# Seeing the resident off.

leave-take-card-heading = Please take your card
leave-take-card-reason = This ends when you take the card
leave-thanks-heading = Thank you for using this service
leave-ended-heading = This visit has ended
leave-finished = That was everything.
leave-stopped = You stopped here.
leave-timed-out = Nothing was pressed for a while, so we ended it for your safety.
leave-time-limit = The time for one visit is over.
leave-other-card = A different card was put down, so we ended it for your safety.
leave-incident = Something in this machine went wrong. We end here for your safety.
leave-nothing-kept = This machine keeps nothing of what you saw or entered.
leave-ends-there-by-itself = The connection was lost, so you may still be logged in at the city office. That ends by itself after a while.
leave-incident-heading = We are sorry
leave-incident-do = If you use the machine again, please start from the beginning.
leave-incident-who = Please tell the staff this number: { $number }
leave-incident-staff = Please tell the staff.
leave-close = To the first page
leave-close-reason = Press “To the first page”
leave-money = The money you put in comes out at the coin tray. Please take it.
