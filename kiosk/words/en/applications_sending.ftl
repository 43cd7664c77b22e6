# E-applications: signing, keeping, delivering.

applications-signing-heading = Your card is signing
applications-password-heading = Enter the signature password
applications-password-text = 署名用: 6 to 16 letters and digits, not your 4 digits
applications-password-form = It has 6 to 16 letters and digits
applications-password-wrong = That password is not right
applications-password-wrong-text = { $left ->
        [1] One try is left.
       *[other] { $left } tries are left.
    } Check 0 and O, 1 and I.
applications-last-try-heading = One more wrong entry locks the signature password
applications-last-try-text = Once locked, it is set anew at the counter or in a shop.
applications-last-try-help = See how to set it anew
applications-last-try-help-text = If you are not sure
applications-last-try-later = Not today
applications-last-try-later-text = What you entered is deleted
applications-no-sign-heading = This card can’t sign
applications-no-sign = This application needs a signature certificate (署名用). The card has none.
applications-no-sign-do = The counter of your municipality can put one on the card.
applications-no-sign-child = For people under 15, a parent applies with the parent’s own card.
applications-sign-locked-heading = The signature password is locked
applications-sign-locked-now = It has 6 to 16 letters and digits. This was the fifth wrong entry, so it is locked now.
applications-sign-locked-before = It has 6 to 16 letters and digits. It was entered wrongly five times.
applications-sign-silent-heading = We don’t know whether it was signed
applications-sign-silent = The card did not answer in time.
applications-sign-silent-do = Put the card down again and try once more. Nothing has been sent yet.

applications-keeping-heading = Sealing and keeping it safe
applications-keeping-text = Only the municipality can open it
applications-delivering-heading = Sending it to the municipality
applications-delivering-text = Waiting for the answer; just a moment
applications-printing-slip-heading = Printing your slip
applications-not-kept-heading = It could not be kept
applications-not-kept-do = You can try again, or apply at the counter. Nothing of it is left in this machine.
applications-perhaps-kept-heading = We don’t know yet whether it is kept
applications-perhaps-kept = There was no answer within this machine.
applications-perhaps-kept-do = Please press “Try again”. However often you do, it remains one application.
applications-received-heading = It has been received
applications-kept-heading = We keep your application safe
applications-arrived = The municipality has it
applications-arrived-at = { MOMENT($at) }
applications-not-arrived = It has not arrived at the municipality yet
applications-then = Once it is there, the office examines it and tells you the result.
applications-number = Receipt number
applications-slip-out = Please take the slip.
applications-note-number = Please write the number down.
applications-no-slip = The slip could not be printed. Please write the number down.
applications-will-be-sent = It is sent as soon as there is a connection.
applications-stuck = Our staff will look into it and see that it gets there.
applications-follow = Follow it on a smartphone
applications-more = Something else
