# What a rule refuses: one sentence a key, the reason and then what can be done.
refusal-too-many = { $minutes ->
    [one] Too many tries. Wait one minute, then try again.
   *[other] Too many tries. Wait { $minutes } minutes, then try again.
}
refusal-login-wrong = The address or the password is not right. Check them, or ask for a new password.
refusal-link-ended = It was used already, or its time is over. Ask for a new one: it will come to the same address.
refusal-already-member = This person has already opened their account.
refusal-address-taken = This address already belongs to somebody.
refusal-lock-oneself = You cannot lock your own account.
refusal-version-exists = Version { $version } is already published with other content. Give it a higher version number.
refusal-version-not-above = Version { $version } is not above the one published. Give it a higher number.
refusal-version-moved = The course has just been updated. Nothing is lost: open the page again, then try once more.
refusal-course-completed = You have already completed this course. You can look through it again, or start anew.
refusal-course-completed-already = This course is completed: the state of its pages no longer changes.
refusal-page-done-otherwise = This page is completed by its activities or its score. Answer the questions to finish it.
refusal-attempt-closed = This attempt is already handed in. Start a new one to answer again.
refusal-attempts-used = { $attempts ->
    [one] This page can be taken once, and you have done so.
   *[other] You have used your { $attempts } attempts at this page.
}
refusal-tries-used = { $tries ->
    [one] This question takes one answer, already given.
   *[other] You have used your { $tries } tries at this question.
}
refusal-feedback-at-end = On this page, answers are handed in all together, at the end.
refusal-production-closed = This work is already handed in: it can no longer be changed.
refusal-production-empty = There is nothing to hand in. Add a text, a link or a file.
refusal-survey-answered = You have already answered this survey. Thank you.
refusal-attestation-not-given = This course gives no attestation.
refusal-attestation-revoked = This attestation was revoked. Write to the person who runs the platform.
refusal-attestation-ended = This attestation is no longer in force.
refusal-attestation-replaced = This attestation was already replaced by another.
refusal-attestation-issuer-missing = The platform has no name to issue under yet. Write to the person who runs it.

# What does not hold in a field
fault-email-unreadable = Give a full address, such as first.last@ac-exemple.fr.
fault-name-missing = Give the full name.
fault-given-name-missing = Give the first name.
fault-usual-name-missing = Give the last name.
fault-name-unreadable = This name is too long or holds an invisible character.
fault-school-unreadable = This name is too long (at most { $max } characters) or holds an invisible character.
fault-discipline-unknown = Choose a subject from the list.
fault-password-wrong = This is not your current password.
fault-password-too-short = This password has { $count } characters. It needs at least { $min }.
fault-password-too-long = This password is too long: at most { $max } bytes.
fault-password-guessable = This password is too easy to guess. Add words that have nothing to do with each other or with you.
fault-token-name = Give this token a name of at most 80 characters.
fault-answer-empty = Give an answer.
fault-answer-incomplete = Complete each line.
fault-answer-not-a-number = "{ $typed }" is not a number. Write for example 3.5 or 7/2.
fault-text-not-accepted = This activity expects no text.
fault-text-too-long = This text is too long: at most { $max } characters.
fault-link-unreadable = Give a full address, starting with https://.
fault-file-not-accepted = This activity expects no file.
fault-file-missing = Choose a file first.
fault-file-empty = This file is empty.
fault-file-format = This format is not accepted. Accepted formats: { $formats }.
fault-file-too-large = This file is too large: at most { $max } MB.
fault-file-above-server = This file is too large: at most { $max } MB. Nothing is saved, but what you wrote is still in the form: choose a smaller file, or send without one.
fault-reason-missing = Give the reason.
fault-reason-too-long = This reason is too long: at most { $max } characters.
refusal-role-to-oneself = You cannot give a role to yourself. Ask the person in charge above you.
refusal-node-exists = This code already belongs to another part of the organisation. Check the code, or change the existing part.
refusal-node-not-open = This part of the organisation is closed. Choose an open one.
refusal-node-wrong-parent = It cannot be attached here: a school belongs to a basin or an académie, a basin to an académie.
refusal-node-has-schools = Schools still depend on it. Attach them elsewhere, then try again.
fault-uai-unreadable = Type the 7 digits and the letter of the UAI, for instance 0350002M.
fault-uai-letter = The check letter does not match the digits. Check the UAI.
fault-node-name-missing = Type a name.
fault-node-code-unreadable = Type a code of 1 to 20 letters, digits or hyphens, without accents.
refusal-open-data-published = Today's file is published already and no longer changes. The next one may leave tomorrow.
refusal-open-data-empty = No school counts for this school year. Import the register first.
refusal-open-data-too-few = Fewer than 5 people are concerned in all: nothing can be published without pointing at them.
