# What stands around every page, and the keys and signs of the page kinds.

screen-service = Service window
screen-name = { $name }
screen-progress = { $now }/{ $steps }
    .speech = Step { $now } of { $steps }.

# Counter
screen-back = Back
screen-stop = Stop
screen-back-closed = Can't go back now
screen-stop-closed = Can't stop now
screen-ways-closed = Back and Stop can't be used now
screen-tray-empty = We hold nothing of yours
screen-tray-wait-card = Waiting for your card
screen-tray-hold-card = Please don't move your card
screen-tray-card = Your card is on the reader
screen-tray-take-card = Please take your card
screen-tray-take-paper = Please take your certificate
screen-tray-take-receipt = Please take your receipt
screen-tray-take-papers = Take certificate and receipt
screen-tray-take-paper-and-card = Please take certificate and card
screen-tray-take-receipt-and-card = Please take receipt and card
screen-tray-take-papers-and-card = Please take papers and card
screen-tray-take-slip = Please take the refund slip
screen-tray-take-paper-and-slip = Please take certificate and slip
screen-tray-take-slip-and-card = Please take slip and card
screen-tray-take-paper-slip-and-card = Please take papers and card
screen-tray-unknown = The card reader can't be used now
screen-hint-choose = Touch one to go on
screen-hint-masked = Nothing is shown until you press “Show”
screen-hint-put-card = Goes on when you put your card down
screen-hint-take-card = Goes on when you take your card

# Rail
screen-rail-staff = Call staff
screen-rail-size = Larger text
screen-rail-size-back = Normal text
screen-rail-colour = Swap colors
screen-rail-language = Language
    .speech = Change the language
screen-rail-voice = Listen

# Idle
screen-with-card = I have my card
screen-with-card-text = See my information, help with PINs
screen-without-card = I have no card
screen-without-card-text = How to use this terminal
screen-have-ready = Please have your My Number Card and its 4-digit PIN ready

# Choices, lists
screen-choice-number = { $number } of { $of }
screen-needs-card = Needs the card
screen-card-legend = needs your card
    .speech = The card sign means: needs your card.
screen-selected = Selected now
screen-pager = { $page }/{ $pages }
    .speech = Page { $page } of { $pages }.
screen-pager-next = Next page
screen-pager-previous = Page before
screen-pager-first = First page
screen-pager-last = Last page
screen-change = Change

# Digits
screen-digit-key = digit key
screen-erase-one =
    Erase
    one
screen-erase-one-long = Erase one
screen-erase-all =
    Erase
    all
screen-digits-left = { $left } more { $left ->
        [one] digit
       *[other] digits
    }
screen-digits-in = { $count } of { $of } digits typed
screen-sign-key = Key
screen-signs-left = Enter { $left } more
    .speech = Enter { $left } more
screen-signs-in = { $count } entered
    .speech = { $count } entered.
screen-digits-go = Go on
screen-digits-missing = Enter digits
screen-pin-box = PIN
screen-pin-go = Go on with this PIN
screen-pin-help = If you don't know your PIN
screen-pin-help-short = Don't know?
screen-tries-left = Tries left
screen-tries-count = { $left }
screen-tries = { $left ->
        [one] 1 try left.
       *[other] { $left } tries left.
    }
screen-slip = Your PIN note (paper)
screen-slip-note = It came with your card
screen-slip-this = This one
screen-slip-signature = Signing
screen-slip-user-authentication = User (log-in)
screen-slip-resident-registry = Registry
screen-slip-text-input = Input aid
screen-slip-4 = 4 digits
screen-slip-6-16 = 6–16 signs

# Text
screen-text-go = Go on with this
screen-text-skip = Go on without it
screen-text-missing = Please type something
screen-text-in = { $count } typed, { $longest } at most.
screen-to-latin = ABC 123
screen-to-kana = Kana
screen-shift = Capitals
screen-shift-off = Small
screen-space = Space
screen-kana-voiced = voicing mark
screen-kana-half-voiced = circle mark
screen-kana-small = make it small

# Dates
screen-era = Calendar
screen-era-meiji = Meiji
screen-era-taisho = Taisho
screen-era-showa = Showa
screen-era-heisei = Heisei
screen-era-reiwa = Reiwa
screen-era-western = Western
screen-unit-year = Y
    .speech = year
screen-unit-month = M
    .speech = month
screen-unit-day = D
    .speech = day
screen-date-era-missing = Choose a calendar
screen-date-year-missing = Type the year
screen-date-month-missing = Type the month
screen-date-day-missing = Type the day
screen-date-to-month = On to the month
screen-date-to-day = On to the day
screen-date-go = Go on with this day
screen-date-none = Please correct the date
screen-date-none-title = There is no such date
screen-date-none-text = Please check year, month and day.
screen-date-outside-title = This date can't be used here
screen-date-both = { BOTH($day) }
screen-year-era = { $era } { $year } is { $western }
screen-year-western = Year { $year }

# Waiting, trouble, done, board
screen-step-done = done
screen-step-now = going on now
screen-step-to-come = still to come
screen-picture-put-card = Picture: put the card on the reader
screen-picture-take-card = Picture: take the card from the reader
screen-picture-turn-card = Picture: turn the card over
screen-picture-printing = Picture: the printer is printing
screen-thing-paper = Picture: the certificate
screen-thing-receipt = Picture: the receipt
screen-thing-card = Picture: the card on the reader
screen-picture-busy = Picture: the machine is working
screen-picture-ok = Picture: done
screen-picture-goodbye = Picture: finished
screen-trouble-do = What to do
screen-trouble-do-number = Step { $number }
screen-trouble-money = Money
screen-trouble-who = Staff
screen-trouble-incident = Number to tell
screen-seconds-before = { "" }
screen-seconds-after = seconds left
screen-seconds = { $seconds } seconds left.

# The camera, and the code scanner
screen-picture-scan = Picture: hold the code in front of the scanner
screen-viewfinder-face = You, as the camera sees you
screen-viewfinder-sheet = The sheet, as the camera sees it
screen-viewfinder-taken = The photo that was taken
screen-viewfinder-starts = The camera is starting
screen-hint-scan = Goes on as soon as it is read
