# What is answered to a notice, and withdrawals.

notices-answer = Answer
notices-withdraw = Withdraw
case-correction-here = Something must be corrected. Press “Answer” to do it here.

answer-to = The notice
answer-kept-heading = We keep your answer safe
answer-afterwards = The office looks at it again and tells you.
answer-then = Once it is there, the office looks at it again.

withdraw-heading = Withdraw this application?
withdraw-text = It then counts as never made. This can’t be undone.
withdraw-keep = Don’t withdraw
withdraw-keep-text = Back to the notice
withdraw-yes = Withdraw it
withdraw-yes-text = We ask once more
withdraw-review-heading = Please make sure
withdraw-review-text = If the procedure is over already, it can’t be withdrawn.
withdraw-what = What you do
withdraw-declared = I withdraw the application
withdraw-sign = Sign and withdraw
withdraw-send = Withdraw it
withdraw-kept-heading = We keep your withdrawal safe
withdraw-afterwards = You will be told whether it was withdrawn.
withdraw-then = Once it is there, you will be told whether it was withdrawn.
