# The terminal's own pages, between and over the journeys.

idle-heading = How can we help you?
idle-explanation = City hall services, on this screen.
idle-closed-heading = Closed at the moment
idle-closed = You can use this machine again from { $opens }.
idle-place = { $place }, { $municipality }
idle-hours = Open { $opens }–{ $closes }
    .speech = Open from { $opens } to { $closes }.
idle-hours-always = Open 24 hours
idle-staff-hours = Staff here { $opens }–{ $closes }
    .speech = Staff are here from { $opens } to { $closes }.
idle-no-reader = Cards can’t be read right now
idle-no-reader-text = Please ask the staff for anything that needs your card.
idle-offline = No connection to the city right now
idle-offline-text = You can’t log in. Help with PINs and the guide still work.
idle-offline-keeps = You can find procedures, leave an application with us, and apply for a card.

still-there-heading = Are you still there?
still-there-text = If you do nothing, everything is cleared and this ends.
still-there-go-on = Go on
still-there-leave = Stop
time-limit-heading = Time is almost up
time-limit-text = One visit can’t be longer. Everything is cleared and this ends.
time-limit-go-on = Go on until then
really-stop-heading = Stop here?
really-stop-text = What you were looking at is cleared, and the first page comes back.
really-stop-go-on = Go on
really-stop-leave = Stop

staff-service = Call staff
staff-heading = Please speak to a member of staff nearby
staff-away-heading = No staff are here now
staff-happened = This machine does not ring a bell.
staff-do-call = Tell the staff at the counter that you need help with the machine.
staff-do-later = Please come again while staff are here.
staff-do-hidden = What you were looking at is hidden. The staff can’t see it.
staff-hours = Staff here { $opens }–{ $closes }
    .speech = Staff are here from { $opens } to { $closes }.
staff-return = Back to your page
staff-closed-reason = Press “Back to your page”

preparing-heading = Getting ready
preparing-text = Clearing what the last person did. One moment, please.
preparing-reason = Please wait until it is ready
remove-card-heading = Please take the card
remove-card-text = A card is still on the reader. Take it, and the machine can be used.
remove-card-reason = Take the card to begin

paper-untaken-heading = Is there any paper left?
paper-untaken = Nobody knows whether the last person took the paper.
paper-untaken-do = Please look where the paper comes out.
paper-untaken-none = There is no paper
paper-untaken-found = There is paper
paper-untaken-reason = You can start after looking for paper
paper-left-heading = The staff will clear the printer
paper-left = Paper of the last person may still be in the printer.
paper-left-do = Please don't touch it, and call the staff.
paper-left-call = Call the staff
paper-left-reason = Closed until the paper is cleared away
