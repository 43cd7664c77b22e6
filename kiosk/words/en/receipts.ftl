# Small papers.

receipt-at = { MOMENT($at) }
receipt-yen = { $yen } yen
receipt-number = Reference number
receipt-incident = Number for staff
receipt-place = Place
receipt-terminal = Terminal
receipt-for-clerk = For the clerk at the counter
receipt-title = Receipt
receipt-item = Fee for certificates
receipt-copies = { $copies ->
    [one] 1 copy
   *[other] { $copies } copies
}
receipt-each = { $copies } × { $price }
receipt-total = Total
receipt-received = Received
receipt-change = Change
receipt-proviso = Received with thanks: the amount above, as fee for issuing certificates.
receipt-untaxed = No consumption tax is charged on this fee.
receipt-keep = This receipt can’t be issued again.
receipt-slip-title = Payment slip
receipt-slip-number = Your number
receipt-slip-amount = To pay
receipt-slip-pay = Hand in this slip at the counter and pay the fee there.
receipt-slip-then = Your certificate is printed after that.
receipt-slip-no-receipt = This slip is not a receipt.
receipt-owed-title = Refund slip
receipt-owed-amount = To be paid back
receipt-owed-unclear = The counter will find out the amount
receipt-owed-why = This machine could not give back your money.
receipt-owed-do = Hand in this slip at the counter to get it.
receipt-pin-title = About your PIN
receipt-pin-never-write = Do not write a PIN on this paper.
receipt-test-title = Test print
receipt-test-what = The width is right if the lines at both edges are whole.
receipt-test-qr = Reading test
receipt-filed-title = Your application
receipt-filed-kept = We keep it safe. It has not arrived at the municipality yet; it is sent as soon as there is a connection.
receipt-filed-received = The municipality has received it. { MOMENT($at) }
receipt-filed-follow = Read the code below with a smartphone to follow it.
receipt-filed-code = How it goes
receipt-filed-ask = When you ask at the counter, please give the receipt number.
