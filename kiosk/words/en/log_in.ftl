# Card and PIN.

log-in-service = Log in
log-in-put-card-heading = Put your card on the reader
log-in-put-card-hint = Put the card down to go on
log-in-face-up = Photo side up
log-in-lay-flat = Flat on the reader below the screen
log-in-dont-move = Then leave it where it is
log-in-unreadable = If it can’t be read
log-in-unreadable-text = Take it out of its case and put it down again
log-in-card-moved = The card left the reader
log-in-card-moved-text = Please put it down flat once more.
log-in-card-moved-after-pin = Please put it down again. We will ask the card how many tries are left.
log-in-card-swapped = This is a different card
log-in-card-swapped-text = Please put down the card of the person who logs in.

log-in-pin-heading = Enter your 4-digit PIN
log-in-pin-text = User authentication PIN 利用者証明用 (log-in, certificates)
    .speech = The user authentication PIN, used to log in and to get certificates.
log-in-wrong-pin = The PIN is not correct
log-in-wrong-pin-text = Please enter the user authentication PIN again. { $left ->
        [1] 1 try
       *[other] { $left } tries
    } left.
log-in-pin-length = The PIN has 4 digits
log-in-pin-characters = The PIN is digits only
log-in-pin-not-counted = This did not count as a try. Please enter it again.
log-in-last-try-heading = One more wrong entry will lock this PIN
log-in-last-try-text = User authentication PIN (4 digits). Only the counter can unlock it.
log-in-ask-staff = Ask the staff
log-in-ask-staff-text = Don’t show anyone your PIN, not even the staff
log-in-later = Stop today and look up the PIN
log-in-later-text = It is on the slip you got with your card
log-in-enter-once-more = I know the PIN: enter it once more
log-in-ask-staff-heading = Please speak to a member of staff
log-in-ask-staff-happened = A PIN is known to you alone. Neither the staff nor the city office know it.
log-in-ask-staff-do = The staff can tell you how to set a new PIN.
log-in-ask-staff-never = Please don’t show your PIN to anyone or say it aloud.
log-in-ask-staff-who = Staff at the counter
log-in-ask-staff-back = Back

log-in-locked-heading = This PIN is locked
log-in-locked-now = User authentication PIN (4 digits). It was wrong 3 times and is now locked.
log-in-locked-before = User authentication PIN (4 digits). It has been wrong 3 times.
log-in-locked-where = The counter of your municipality can set a new one.
log-in-locked-bring = Bring your My Number Card and one more proof of identity.
log-in-locked-still = Help with PINs and the guide to this machine still work.
log-in-locked-hours = The counter is open on weekdays during the day.
log-in-how-to-unlock = How to unlock it

log-in-expired-heading = Your card’s certificate has expired
log-in-expired-happened = It ended on { DAY($day) } and can’t be used to log in.
log-in-expired-do = The counter of your municipality can renew it. There is no fee.
log-in-expired-bring = You need the card and its PINs.
log-in-expires-soon-heading = Your card’s certificate ends soon
log-in-expires-soon-text = You can use it until { DAY($day) }. The counter of your municipality can renew it from now on.
log-in-expires-soon-go-on = I see, go on
log-in-not-yet-valid-heading = The card’s certificate is not valid yet
log-in-not-yet-valid-happened = The clock of this machine may be wrong. Your card is not broken.
log-in-not-yet-valid-do = Please tell the staff that the clock may be wrong.
log-in-no-signature-heading = This card has no signature PIN
log-in-no-signature-text = It belongs to someone under 15, or to someone who didn’t ask for one. It can be used to log in.
log-in-no-signature-go-on = Log in with this card
log-in-no-signature-child = For under-15s, a parent or guardian enters the PIN
log-in-face-only-heading = This card works by face only
log-in-face-only = This kind of My Number Card has no PIN, so it can’t be used to log in here.
log-in-face-only-do = The counter of your municipality can change it to a card with a PIN.
log-in-no-certificate-heading = This card has no log-in certificate
log-in-no-certificate = The user authentication certificate is not on this card.
log-in-no-certificate-do = The counter of your municipality can add it.
log-in-old-card-heading = Old resident cards can’t be used
log-in-old-card = This is a Basic Resident Registration card. Only My Number Cards can be used now.
log-in-old-card-do = The counter of your municipality can tell you how to get a My Number Card.
log-in-phone-heading = Phones can’t be used to log in here
log-in-phone = The certificate in a phone does not work with this machine.
log-in-phone-do = Please put down your My Number Card.
log-in-foreign-card-heading = This is not a My Number Card
log-in-foreign-card = Another card is on the reader, or several cards lie on each other.
log-in-foreign-card-do = Put down only your My Number Card, without its case.
log-in-other-card = Put down another My Number Card to go on.
log-in-card-may-go-heading = You may take your card
log-in-card-may-go-text = You are logged in.
log-in-card-may-go-take = The card is not needed from here on.
log-in-card-may-go-stay = You stay logged in without it.
log-in-card-may-go-on = Go to the menu

counter-who = The counter of your municipality (weekdays, daytime)
staff-repairs = The staff here will call a technician.

log-in-revoked-heading = This certificate is no longer valid
log-in-revoked = It has been revoked. This happens when a card is reported lost or a new one is made.
log-in-revoked-do = If you don’t know why, the counter of your municipality can find out and put it right.
log-in-issuer-heading = The certificate can’t be verified
log-in-issuer = We could not verify who issued it.
log-in-issuer-do = Please have the counter of your municipality look at the card.
log-in-purpose-heading = This certificate is not for log-in
log-in-purpose = The certificate on the card is of a different kind.
log-in-purpose-do = Please have the counter of your municipality look at the card.
log-in-unchecked-heading = The certificate can’t be checked now
log-in-unchecked = The office that knows about revoked certificates does not answer. Your card and PIN are fine.
log-in-too-slow-heading = That took too long
log-in-too-slow = For your safety the log-in starts again. Your PIN was correct.
log-in-terminal-heading = This machine could not log you in
log-in-terminal = The city office took it for a log-in from another machine.
