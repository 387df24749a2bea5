# Site map
map-title = Site map
map-learn = Learn
map-mine = My space
map-enter = Enter
map-courses = Courses
map-forgotten = Forgotten password

# Help
help-title = Help
help-lead = The questions people ask most, each answered in a few lines.
help-1-title = How do I get an account?
help-1-text =
    The person who runs the platform invites you by e-mail. Open the link and choose a password of at least twelve characters: a sentence does very well.

    The link works once and not for long. If it has expired, ask for a new one from the page it opens.
help-2-title = I forgot my password
help-2-text =
    Ask for a new link on the page [Forgotten password](/mot-de-passe-oublie). It reaches your work address within minutes; have a look at the junk folder.
help-3-title = How do I follow a course?
help-3-text =
    - Open a course from the [catalogue](/cours) and enrol.
    - Read the pages in any order. A page is done when you say you have read it, or when you have done what it asks for.
    - Leave whenever you like: your answers are saved, and the Resume button takes you back to the right page.
help-4-title = Who sees my answers and results?
help-4-text =
    You, and nobody else: neither your head nor the inspectors. A trainer only reads the work you hand in for review. The page [Personal data](/donnees-personnelles) has the details.
help-5-title = When do I get my attestation?
help-5-text =
    As soon as the rule written on the sheet of the course is met. You find it in My training; it can be read on screen and printed. Anyone can [check an attestation](/verifier) with its code.
help-6-title = Reading more comfortably
help-6-text =
    At the foot of each page, Reading settings lets you choose a light or dark theme, the size of the text and wider spacing. Everything works with the keyboard too, and pages print well.
help-7-title = I cannot find the answer
help-7-text =
    Write to us: @contact@

# Accessibility
access-title = Accessibility: not compliant
access-lead = This page says where we are, what we plan, and how to write to us if something stops you.
access-1-title = Statement
access-1-text =
    @issuer@ undertakes to make @name@ accessible, under article 47 of the French law no. 2005-102 of 11 February 2005. This statement applies to @address@.

    This platform has not yet been through a full audit against the French accessibility reference (RGAA 4.1). Without a valid audit, it is declared not compliant.
access-2-title = What is done for each version
access-2-text =
    - Each page goes through an automatic checker, in the light and the dark theme.
    - Whole journeys are done by keyboard, without a mouse, and without JavaScript.
    - Text contrast is at least 4.5 to 1; colour alone never carries information.
    - A course with an image that has no alternative text, or a video without a transcript, is refused at publication.
access-3-title = What is not accessible yet
access-3-text =
    - Content of other sites, shown on request in some pages, does not depend on us. Another way to learn the same thing is written beside it.
    - Attestations in PDF have not been checked yet. The same attestation exists as a web page, which is the reference.
access-4-title = Multi-year scheme and action plan
access-4-text =
    - This year: audit of typical pages by an outside person, blocking points mended, publication of the grid of 106 criteria.
    - Next year: trials with teachers who use assistive technology, checking of PDF files, training of course authors.
    - Every year: this page and the grid are brought up to date.
access-5-title = Technologies used
access-5-text =
    HTML, CSS, SVG and WAI-ARIA; JavaScript and WebAssembly for comfort only.
access-6-title = Tell us about a defect
access-6-text =
    If you cannot read a page or do something, write to us: we will answer and give you the content in another form. @contact@
access-7-title = Remedies
access-7-text =
    If you have reported a defect that keeps you from content or a service and had no satisfactory answer, you may:

    - write to the [Défenseur des droits](https://formulaire.defenseurdesdroits.fr/);
    - contact its [delegate in your region](https://www.defenseurdesdroits.fr/carte-des-delegues);
    - write by post, free of charge and without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.

# Legal notice
legal-title = Legal notice
legal-lead = Who publishes this site, who hosts it, and what you may reuse.
legal-1-title = Publisher
legal-1-text =
    @issuer@

    To reach us: @contact@
legal-2-title = Director of publication and host
legal-2-text =
    The director of publication is the legal representative of the publisher. Hosting is done by the publisher or a provider of its choice; name and address are given on request at the address above.
legal-3-title = This is not a site of the French State
legal-3-text =
    @name@ is free software, independent and not affiliated with the State. It uses neither the brand of the State nor its design system.
legal-4-title = Content of the courses
legal-4-text =
    Each course shows its licence and the names of its authors on its sheet. Images carry their own credit where they appear. Unless stated otherwise, you may reuse the texts if you quote the authors and the licence.
legal-5-title = Software
legal-5-text =
    The software is distributed under the MIT and Apache 2.0 licences, at your choice. The typeface Atkinson Hyperlegible Next is under the SIL Open Font Licence 1.1, the Lucide icons under the ISC licence.

# Personal data
privacy-title = Personal data
privacy-lead = What we keep, why, for how long, and what you may ask for.
privacy-1-title = Controller and legal basis
privacy-1-text =
    The controller is @issuer@. Unless it decides otherwise, processing rests on a task carried out in the public interest (article 6(1)(e) GDPR): the continuing education of teachers.
privacy-2-title = What we keep
privacy-2-text =
    - Your identity: given name, usual name, work e-mail address; subject and school if you give them.
    - Your account: password in an unreadable form, browsers logged in, dates of login.
    - Your training: courses followed, pages done, answers, work handed in, attestations.

    We ask for no date of birth, home address, photo or staff number.
privacy-3-title = What we do not do
privacy-3-text =
    No tracker, no advertising, no audience measurement by others, no request to another site unless you ask for it. Hence no consent banner. No decision is taken by a machine alone.
privacy-4-title = Who sees what
privacy-4-text =
    - Your answers, marks and progress: only you.
    - Answers to an anonymous survey are tied to nobody, and its results are shown from five answers on.
    - An attestation: you, and whoever you give its code to, who sees your initials only.
    - Accounts: the person who runs the platform, without access to your answers.
privacy-5-title = For how long
privacy-5-text =
    Each period is written in the [record of processing](#registre), at the foot of this page: they are those that the controller has set. What has passed is erased by itself, every day.

    A backup made before an erasure still holds what was erased. It is removed in its turn, at the pace that the operator of the server sets.
privacy-6-title = Your rights
privacy-6-text =
    From [My data](/compte/donnees) you may consult your data, get a full copy of them in a file, ask for their correction or erasure, restrict processing or object to it. You are due an answer within a month. You also see there [who looked at your record](/compte/visibilite).

    Write to the controller or its data protection officer: @contact@

    If the answer does not satisfy you, you may turn to the [CNIL](https://www.cnil.fr/fr/plaintes).
privacy-7-title = Cookies
privacy-7-text =
    Three cookies, all of them necessary or asked for by you: your login, the language and your reading settings. They serve no other purpose.

# Contact
contact-title = Contact
contact-lead = A question, a defect, an idea for a course: tell us.
contact-none = the address has not been filled in yet by the person who runs this platform.
contact-1-title = Write to us
contact-1-text =
    @contact@
contact-2-title = Report a mistake in a course
contact-2-text =
    Give the title of the course, the page, and what is wrong. The authors correct it and the new version says what changed; your progress is not lost.
contact-3-title = Report a failure
contact-3-text =
    If an error page gave you a number, copy it: it lets us find what happened. Never send your password.
