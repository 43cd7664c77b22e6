# E-applications: the card, the questions, looking over.

applications-put-card-heading = Put your card on the reader
applications-put-card-sign-heading = Put your card on the reader to sign
applications-card-swapped-text = Please put down the card that you began with.
applications-with-card-heading = How do you enter name and address?
applications-with-card = With the card
applications-with-card-text = Your name goes in exactly as registered
applications-without-card = Without the card
applications-without-card-text = You type it in hiragana or letters
applications-fill-in-heading = How do you enter name and address?
applications-fill-in-text = This is another PIN than the one for log-in, though the digits may be the same.
applications-from-card = From the card
applications-from-card-text = With the 4-digit PIN for text input (券面事項入力補助用)
applications-by-hand = By typing
applications-by-hand-text = Also if you don’t know the PIN
applications-text-help = How to set this PIN anew
applications-text-locked = This PIN is locked
applications-text-locked-text = You can go on without it by typing.
applications-text-absent = This card has no such PIN
applications-reading-heading = Reading your card
applications-pin-heading = Enter the 4-digit PIN for text input
applications-pin-text = 券面事項入力補助用 (not the one for log-in)
applications-pin-wrong = That PIN is not right
applications-pin-wrong-text = It is the PIN for text input, not for log-in. { $left ->
        [1] One try is left.
       *[other] { $left } tries are left.
    }
applications-own-name-heading = Please enter your name
applications-own-name = Name in kana
applications-own-birth-heading = Your date of birth
applications-birth-unknown = The card does not give the day
applications-own-sex-heading = Your sex
applications-own-address-heading = Your address
applications-own-address = Address
sex-female = Female
sex-male = Male
sex-other = Other
sex-unknown = I’d rather not say

applications-yes = Yes
applications-no = No
applications-skip = Go on without an answer
applications-none-of-these = Go on with none of these
applications-choose-one = Please choose at least one
applications-several-hint = Touch to choose, touch again to undo
applications-whom-and-help = { $whom }. { $help }
applications-number-outside = This number can’t be entered
applications-number-from-to = It must be from { $least } to { $most }.
applications-phone-wrong = Please check the phone number
applications-phone-wrong-text = 10 or 11 digits, beginning with 0.
applications-agree = I confirm

applications-postal-code = Postal code
applications-postal-code-text = The 7-digit postal code; if you don’t know it, go on without
applications-no-such-code = There is no such postal code
applications-no-such-code-text = Enter it again, or go on without it.
applications-no-places-now = Postal codes can’t be looked up just now
applications-place-heading = Where is it?
applications-other-code = Enter another postal code
applications-place-by-hand = From the prefecture to the town
applications-rest-heading = House number and building
applications-rest-text = After { $place }

applications-bank = A bank
applications-bank-text = Branch and 7-digit number
applications-post-bank = Japan Post Bank
applications-post-bank-text = Symbol and number
applications-bank-name-heading = Name of the bank
applications-bank-name = Bank
applications-branch-heading = Name of the branch
applications-branch = Branch
applications-account-type-heading = Type of account
account-type-ordinary = Ordinary
account-type-current = Current
account-type-savings = Savings
applications-account-number-heading = The account number
applications-account-number = Account number
applications-account-number-wrong = Please check the account number
applications-post-symbol-heading = The symbol (5 digits)
applications-post-symbol = Symbol
applications-symbol-wrong = Please check the symbol
applications-symbol-wrong-text = 5 digits, beginning with 1 and ending with 0.
applications-post-number-heading = The number
applications-post-number = Number
applications-post-number-wrong = Please check the number
applications-post-number-wrong-text = Up to 8 digits, ending with 1.
applications-holder-heading = Name of the account holder in kana
applications-holder = Account holder
applications-holder-text = It must be the applicant’s own account
applications-bank-account = { $name } { $branch }, { $type } { $number }, { $holder }
applications-post-account = Japan Post Bank, symbol { $symbol }, number { $number }, { $holder }

applications-person = { $one } { $number }
applications-of-person = { $whom }: { $label }
applications-add-person = Add: { $one }
applications-people-done = That is all ({ $count })
applications-nobody = Nobody
applications-person-missing = Nobody is entered yet
applications-people-hint = Touch an entry to change it
applications-one-person-heading = { $whom }: what shall be done?
applications-change-person = Enter again
applications-remove-person = Remove
applications-keep-person = Leave it
applications-too-late-heading = The deadline has passed
applications-too-late-text = It was { DAY($last) }
applications-too-late-go-on = Apply all the same
applications-too-late-go-on-text = If there is a reason, the office listens
applications-too-late-change = Change the day

applications-take-photo = Photograph it here
applications-take-photo-text = Lay the sheet under the camera
applications-bring-later = Hand it in later
applications-bring-later-text = At the counter or by mail
applications-no-camera-here = The camera can’t be used now
applications-viewfinder-text = Lay the sheet flat under the camera
applications-shoot = Take the photo
applications-look-at-heading = Can everything be read?
applications-use-photo = Use this one
applications-photographing-heading = Photographing
applications-photographing-text = Lay this flat under the camera: { $what }
applications-photographed-heading = { $count ->
        [1] One page was photographed
       *[other] { $count } pages were photographed
    }
applications-photo-done = That is all
applications-photo-more = One page more
applications-photo-more-text = The back, or the next sheet
applications-photo-full = At most { $most } pages
applications-photo-again = Photograph again
applications-no-photo-heading = It could not be photographed
applications-no-photo-do = Flatten the sheet and lay it under the camera again.
applications-photo-silent = The camera does not answer.
applications-photo-not-seen = The sheet could not be seen clearly.
applications-photo-too-large = The photograph is too large.

applications-review-heading = Is everything right?
applications-review-text = The office receives these lines in Japanese
applications-procedure = Application
applications-applicant = Applicant
applications-of-card = From the card
applications-typed = Typed
applications-birth = Date of birth
applications-day = { BOTH($day) }
applications-number-unit = { $number } { $unit }
applications-left-out = Left out
applications-pages-photographed = { $count ->
        [1] One page photographed
       *[other] { $count } pages photographed
    }
applications-brought-later = Handed in later
applications-agreed = Confirmed
applications-sign = Go on to sign
applications-send = Send
