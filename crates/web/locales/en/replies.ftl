# Status: what happens after submitting
stand-asked = Your answer is missing
stand-withdrawn = Withdrawn
matter-back = Go to the status of the application
status-title-asked = The authority is waiting for your answer
status-title-withdrawn = You have withdrawn your application
status-title-objection = Your objection has been received: { $service }
status-title-objection-decided = Your objection has been decided: { $service }
status-title-objection-granted = Your objection has succeeded: { $service }
status-title-objection-refused = Your objection has been rejected: { $service }
status-title-objection-withdrawn = You have withdrawn your objection
status-where-antrag = Status of the application
status-next-asked = As long as your answer is missing, the authority usually does not go on. Please answer in time.
status-next-objection = { $office } is reviewing your objection. If something is missing, the office contacts you. You do not have to do anything now.
status-next-withdrawn = The authority no longer works on it. You will not get a decision. If you do need the service, make a new application.
step-withdrawn = Application withdrawn
step-objection = Objection received
step-objection-work-text = { $office } is reviewing the decision.
step-objection-withdrawn = Objection withdrawn

# Questions of the authority
asked-title = { $count ->
    [one] The authority has a question
   *[other] The authority has { $count } questions for you
}
asked-answer = Answer now
asked-before = Questions and answers
question-kind = Question
question-hearing = Hearing
question-from = { $office } writes to you
question-open = Please answer by { $day }.
question-open-always = Please answer soon.
question-answered = Answered on { $day }.
question-lapsed = The time ended on { $day } without an answer.
question-dropped = An answer is no longer needed.

# Answering
reply-title = Your answer
reply-question = Write what the authority would like to know. Without your answer it decides on what it knows.
reply-hearing = The authority may decide something to your disadvantage. Before that you can comment on it (section 28 of the Administrative Procedure Act, VwVfG). You do not have to. Without your comment it decides on what it knows.
reply-text = Your answer in words
reply-text-hint = If you send files, say briefly what they show. If you need longer, save in between.
reply-file = Send a file
reply-file-there = File { $number }
reply-upload = Upload file
reply-files = Files
reply-too-many = An answer takes { $max } files at most. Put several pages into one PDF file.
reply-missing = Please write an answer, even if you only send files.
reply-check = Go on: check your answer
reply-check-title = Check your answer
reply-check-lead = Nothing has been sent yet. You can change everything.
reply-send-text = Sending gives your answer to: { $office }. After that you cannot change it here.
reply-send = Send answer now
reply-arrived = Your answer has been received
reply-arrived-when = Received on { $when }. The authority has it now.
reply-given = Your answer
reply-late = The time for the answer is over
reply-late-why = The authority has gone on without your answer. You can no longer answer here.
reply-late-do = What you can do now
reply-late-write = Write to the authority or call. As long as it has not decided, it can still take your answer into account.
reply-late-excuse = Could you not answer in time through no fault of your own, for example because of illness? Tell the authority and ask for more time (section 31 (7) VwVfG).
reply-late-decided = If the authority has decided already, the end of the decision letter says what you can do against it.
reply-kept = What you wrote but did not send
reply-kept-why = You can copy the text and send it to the authority in another way.

# Withdrawing
withdraw-section = Changed your mind?
withdraw-hint = You can withdraw the application at any time until it is decided.
withdraw-objection-hint = You can withdraw the objection at any time until it is decided.
withdraw-title = Withdraw application
withdraw-objection-title = Withdraw objection
withdraw-means = This is what it means:
withdraw-ends = The authority no longer works on the application. You will not get a decision, and open questions are settled.
withdraw-again = This cannot be undone. You can make a new application, though. Check first whether there is a time limit for it.
withdraw-objection-ends = The authority no longer reviews your objection. The decision stays as it is.
withdraw-objection-final = This cannot be undone. You can only object again while the period runs, and then not on this page but in writing to the authority.
withdraw-keeps = What has happened so far stays in the authority’s file. There may be a fee for work that is done already.
withdraw-reason = Why?
withdraw-reason-hint = You do not have to give a reason.
withdraw-yes = Withdraw application for good
withdraw-objection-yes = Withdraw objection for good
withdraw-no = No, do not withdraw
withdraw-decided = It has been decided already. It can no longer be withdrawn. This is what you can do instead:
withdraw-decided-object = Do you disagree with the decision? The end of the decision letter says what you can do against it. The status page of the application says until when.
withdraw-decided-waive = Do you no longer need what was granted? Tell the authority.

# Remedy
remedy-title = If you disagree
remedy-possible = You can object. Then the authority reviews its decision.
remedy-until = The last day for it is { $day }.
remedy-late = The period ended on { $day }.
remedy-no-day = The period begins when the decision counts as notified. How long it is stands at the end of the decision letter.
remedy-button = Object to the decision
remedy-undecided = You can only object to a decision. There is none yet.
remedy-not-offered = You cannot act against this decision online here. The end of the decision letter says what you can do and where.
remedy-raised = You have objected. The status is on the page of the application.
remedy-closed = A long time has passed since the decision, and the file is closed. You cannot object here any more. Please contact the authority.
object-title = Object to the decision
object-what = With an objection (Widerspruch) you ask { $office } to review the decision.
object-then = The authority reviews everything, also whether the decision was expedient. If it does not agree with you, you get a decision on the objection, against which you can go to court.
object-cost = If the objection has no success, there may be a fee.
object-back = You can withdraw it as long as it is not decided.
object-late = You can object all the same. But it only has a chance if you missed the period through no fault of your own, for example because of serious illness: give the reason within two weeks after it has ended (reinstatement, sections 70 and 60 VwGO).
object-reasons = Why do you disagree?
object-reasons-hint = The law asks for no reasons. But they help the authority to see what may be wrong.
object-form = Your objection is raised electronically through your signed-in account (section 70 VwGO, section 3a VwVfG).
object-yes = Object now
object-no = No, do not object
object-raise = First show who you are
object-raise-substantiell = As with the application, we must know surely who you are (level of assurance “substantial”). You come back here afterwards.
object-raise-hoch = As with the application, you need the online ID card (level of assurance “high”). You come back here afterwards.

# Letter
letter-asks = The authority asks you something
letter-remedy-here = The page of your application shows the last day and what you can do.
letter-matter = Go to the status of the application
