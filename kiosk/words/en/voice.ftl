# What only the voice says: of keys and fields, and of itself. Shown nowhere.

screen-say-choices = { $count ->
        [1] There is 1 choice
       *[other] There are { $count } choices
    }
screen-say-place = { $at } of { $of }
screen-say-flat = This can’t be pressed now
screen-say-button = key
screen-say-radio = choice
screen-say-ready = You can now press { $label }
screen-say-erased = Erased

voice-begins-keypad = Voice guidance is on. Choose with the down and up keys, and press with the enter key. Press the voice key to hear something again. Press it twice for help.
voice-begins-touch = Voice guidance is on. Touch “Listen” to hear this again.
voice-private = The rest can be heard through the handset or headphones
voice-help = How to use the voice. Press 1 for slower, 3 for faster. 4 for softer, 6 for louder. 7 reads everything on this page. 8 makes the screen dark, or light again. 9 calls the staff. 0 turns the voice off. Any other key goes back.
voice-slower = Speaking more slowly
voice-faster = Speaking faster
voice-softer = Speaking more softly
voice-louder = Speaking louder
voice-limit = That is as far as it goes
voice-dark = The screen is dark now
voice-light = The screen is on again
voice-not-now = Not possible now
voice-ends = Voice guidance is off
