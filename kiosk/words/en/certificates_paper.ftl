# Paying, printing, and what came of it.

wait-devices-heading = Checking the machine
wait-issuing-heading = Making your certificate
wait-issuing = The office checks its records and makes it.
wait-free-heading = Getting ready to print
wait-moment-heading = One moment, please

pay-stop = Stop paying
pay-closed-reason = To go back, press “Stop paying”
pay-then-print = Printing
pay-coins-heading = Please insert { $fee }
pay-coins-text = Coins of 10, 50, 100, 500 yen and 1,000-yen notes.
pay-coins-exact = There is no change now. Please insert the exact amount.
pay-coins-inserted = Inserted { $yen }
pay-coins-missing = { $yen } to go
pay-counter-heading = Please pay { $fee } at the counter
pay-slip-number = Payment number { $number }
pay-counter-take-slip = Take the slip with the number
pay-counter-pay = Show it at the counter and pay
pay-counter-clerk = Printing begins when the clerk has confirmed

print-heading = Printing
print-waits-heading = The printer has stopped
print-text = This may take 2 minutes. Please wait.
print-waits-for-staff = The staff will see to it; then printing goes on.
print-paid = We hold { $yen } for you
print-now = Printing
print-sides = Printing (side { $count })
print-take = Take the certificate
print-closed-reason = Back and Stop can't be used while printing

printer-heading = Printing is not possible now
printer-paper-out = The printer is out of paper
printer-tray-missing = The paper drawer is open
printer-jam = Paper is stuck
printer-cover-open = The printer's cover is open
printer-toner-out = The printer is out of toner
printer-output-full = The output tray is full
printer-stopped = The printer has been stopped
printer-not-accepting = The printer takes no jobs
printer-unsuitable = The printer can't print certificates
printer-other-job = The printer is busy with something else
printer-fault = The printer has a fault
printer-offline = The printer does not answer
printer-slow = Printing did not end in time
printer-cancelled = Printing was cancelled
printer-refused = The printer did not print it
receipts-heading = No receipts at the moment
receipts-not-ready = Without receipts we take no money.
payment-heading = Paying is not possible now
payment-not-ready = The coin machine can't be used.
payment-amount = This amount can't be paid in coins.
no-way-to-pay-heading = No certificates with a fee at this machine
no-way-to-pay = This machine takes no money.
desk-busy-heading = A little longer, please
desk-busy = The last print or change is still being seen to.
no-printer-heading = No certificates here
no-printer = This machine has no printer.
devices-staff = Please tell the staff.

done-heading = Printed
done-take = Take everything, then press “Finish”.
done-take-change = Take your change of { $yen }, too, then press “Finish”.
done-certificate = { $copies ->
        [1] Certificate
       *[other] { $copies } copies
    }
done-from-printer = From the printer
done-receipt = Receipt
done-slip = Refund slip
done-from-receipts = From the receipt slot
done-finish = Finish
done-more = Do something else
done-closed-reason = Take everything, then press “Finish”

unknown-heading = The staff will look at the paper
unknown-text = The machine can't tell what came out. Number { $number }
unknown-leave = Leave the paper where it is
unknown-staff = Wait for the staff
unknown-money = They look at the paper and settle the money
unknown-closed-reason = Please wait for the staff

fate-again = Print it again from the start
fate-tell-number = Please tell the staff number { $number }.
fate-unpaid-heading = Payment stopped
fate-nothing-printed = Nothing has been printed.
fate-nothing-heading = It could not be printed
fate-part-heading = Not all of it was printed
fate-part = What came out is not valid.
fate-part-hand-over = Please hand it to the staff.
fate-void-heading = This print is void
fate-void = The staff took the paper back. It is not valid.
fate-nobody-heading = We don't know what came out
fate-nobody = The printer stopped answering while printing.
fate-nobody-do = If there is paper, please take it to the counter.
fate-no-receipt = The receipt did not come out
fate-no-receipt-text = The counter will give you one.

money-none = Nothing has been charged.
money-returned = { $yen } has been given back.
money-kept = { $yen } has been charged.
money-owed = The staff will give back { $yen } by hand. Slip number { $number }
money-unclear = The staff will look into { $yen } and decide. Slip number { $number }
money-unsure = The staff look into the machine for your money. Number { $number }
money-unknown = The staff will see to the money.
money-at-counter = If you put money in, the counter gives it back.

issue-unknown-heading = It could not be finished
issue-unknown = It took too long, so we stopped. No certificate was issued.
mismatch-heading = No certificate was printed
mismatch = What came could not be verified, so it was not printed.
mismatch-do = Please get your certificate at the counter.
