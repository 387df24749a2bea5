# Lecteur de pages
reader-place = Page { $page } sur { $pages }
reader-assessment = Évaluation
reader-resource = Ressource facultative
reader-done = Terminée
reader-objectives = À la fin de cette page, vous saurez :
reader-typed-kept = Ce que vous avez saisi est conservé.
reader-unmet = Cette page s'appuie sur ce qui suit. Vous pouvez la lire, mais commencez plutôt par là :
reader-unmet-locked = Avant cette évaluation, terminez :
reader-newer = Une nouvelle version est parue : { $version }
reader-newer-text = Vous suivez la version { $version }. Rien ne vous oblige à changer. Si vous changez, ce que vous avez terminé reste terminé, et la règle de la nouvelle version s'applique.
reader-newer-read = Voir ce qui a changé
reader-newer-take = Passer à la version { $version }
reader-review-due = La relecture prévue de ce parcours est en retard : certaines informations peuvent avoir changé. Vérifiez les dates citées.
reader-trainer = Pour les formateurs
reader-pager = Page précédente et page suivante
reader-previous = Page précédente
reader-next = Page suivante
reader-back = Retour au parcours

# Sommaire
outline-title = Sommaire du parcours
outline-sheet = Sommaire · page { $page } sur { $pages }
outline-done = fait
outline-here = vous êtes ici
outline-started = en cours
outline-closed = réservé aux inscrits
outline-optional = facultatif

# Progression
panel-title = Votre progression
panel-ring = Progression dans le parcours
panel-rule = Voici ce qui compte pour terminer ce parcours.
panel-completed = Parcours terminé. Ce que vous faites encore n'y change plus rien.
panel-pages = { $count ->
    [one] Pages terminées : { $done } sur 1
   *[other] Pages terminées : { $done } sur { $count }
}
panel-score = Score : { $percent } % ({ $points } sur { $stake }). Il faut { $threshold } %.
panel-production = Production à remettre :

# Pied de page
page-rule-read = Cette page est terminée quand vous l'indiquez.
page-rule-activities = Cette page est terminée quand toutes ses activités obligatoires sont faites.
page-rule-threshold = Cette page est terminée à partir de { $threshold } % de réussite. Votre meilleur essai compte.
foot-read = J'ai lu, je continue
foot-read-last = J'ai lu cette page
foot-unread = Marquer comme non lue
foot-done = Page terminée
foot-completed-title = Bravo, vous avez terminé ce parcours
foot-completed-text = Vos heures sont comptées dans votre parcours de formation.
foot-attestation = Voir mon attestation
foot-record = Voir mon parcours
missing-title = Il reste :
missing-questions = { $count ->
    [one] 1 question
   *[other] { $count } questions
}
missing-read = à indiquer que vous avez lu
missing-checklist = la liste de vérification
missing-survey = le sondage
missing-production = la production à remettre
missing-score = { $needed } % à atteindre (votre meilleur score : { $best } %)
missing-score-first = { $needed } % de réussite à atteindre

# Inscription
enrol-title = Suivre ce parcours
enrol-text = L'inscription est libre. Vos réponses sont alors enregistrées, votre progression aussi, et vous obtenez une attestation à la fin.
enrol-button = S'inscrire
enrol-login = Se connecter pour s'inscrire
again-title = Vous avez déjà terminé ce parcours
again-text = Vous pouvez le relire librement. Si vous le recommencez, une nouvelle inscription s'ouvre. La première et son attestation restent.
again-button = Recommencer depuis le début
again-no = Revenir au parcours
leave-title = Abandonner ce parcours ?
leave-text = Votre inscription à « { $course } » s'arrête. Vos réponses et votre progression sont conservées : vous pourrez revenir quand vous voudrez, et reprendre où vous en étiez.
leave-button = Abandonner
leave-no = Continuer le parcours
fait-inscription = Vous êtes inscrit. Bonne lecture.
fait-abandon = Vous avez quitté ce parcours. Votre progression est conservée.
fait-nouvelle-version = Vous suivez maintenant la nouvelle version. Ce que vous aviez terminé le reste.
fait-parcours-termine = Vous avez terminé ce parcours.
fait-page-lue = Page précédente terminée.
fait-page-a-relire = Cette page n'est plus marquée comme lue.
fait-nouvel-essai = Un nouvel essai commence. Votre meilleur score reste acquis.
fait-reponses-enregistrees = Vos réponses sont enregistrées. Rien n'est encore rendu.
fait-reponse-conservee = Votre réponse a été conservée.
refusal-enrolment-needed = Inscrivez-vous à ce parcours pour répondre. Ce que vous avez saisi est encore sur la page.
refusal-prerequisite-missing = Terminez d'abord les pages demandées en haut de celle-ci.
refusal-activity-moved = Cette activité a changé depuis l'affichage de la page : nouvel essai, nouvelle version ou autre compte. Relisez-la, puis répondez de nouveau.

# Activités
activity-question = Question
activity-survey = Sondage
activity-checklist = Liste de vérification
activity-task = Production
activity-sign-up = Inscrivez-vous pour répondre
activity-optional = facultatif
activity-save = Enregistrer sans valider
activity-saved-at = Enregistré à { $time }
activity-unsaved = Non enregistré, nouvel essai…
activity-status-refused = Réponse non prise en compte : voyez le message.
activity-status-completed = Parcours terminé.
activity-status-page-done = Page terminée.
activity-status-saved = Enregistré.
activity-status-graded = Réponse validée.
activity-status-hint = Indice affiché.
activity-status-sent = C'est envoyé.

# Questions
question-number = Question { $number } sur { $count }
question-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
question-unscored = pour vous entraîner
question-open = réponse libre
question-several = Plusieurs réponses sont possibles.
question-your-answer = Votre réponse
question-your-number = Votre réponse, en chiffres
question-send = Valider
question-again = Valider à nouveau
question-hint = Indice { $number } sur { $count }
question-hint-more = Indice ({ $number } sur { $count })
question-tries-left = { $count ->
    [one] Il vous reste { $count } essai
   *[other] Il vous reste { $count } essais
}
question-best = Votre meilleur score : { $points } sur { $stake }
question-changed = Question modifiée depuis votre réponse. Votre score est conservé ; vous pouvez répondre de nouveau.
match-choose = Choisissez
match-answer = Réponse : { $answer }
order-up = Monter : { $item }
order-down = Descendre : { $item }
order-solution = Le bon ordre :
mark-right = Juste
mark-wrong = Pas juste
mark-missed = C'était une bonne réponse
verdict-right = Juste
verdict-right-points = { $count ->
    [one] Juste : { $points } point sur { $stake }
   *[other] Juste : { $points } points sur { $stake }
}
verdict-partly = En partie juste
verdict-partly-points = { $count ->
    [one] En partie juste : { $points } point sur { $stake }
   *[other] En partie juste : { $points } points sur { $stake }
}
verdict-wrong = Pas tout à fait
verdict-noted = Réponse enregistrée
verdict-left-out = Sans réponse
verdict-explanation = Explication
verdict-model = Un exemple de réponse
verdict-accepted = Réponse attendue : { $answers }

# Évaluation
assessment-rule = { $count ->
    [one] 1 question. Il faut { $threshold } % de réussite.
   *[other] { $count } questions. Il faut { $threshold } % de réussite.
}
assessment-at-end = Les résultats s'affichent quand vous rendez l'ensemble.
assessment-at-once = Chaque réponse est corrigée aussitôt.
assessment-attempts-free = Vous pouvez recommencer autant que vous voulez : le meilleur essai compte.
assessment-attempts = Essai { $number } sur { $count } : le meilleur compte.
assessment-sign-up = Inscrivez-vous pour passer cette évaluation.
assessment-locked = Les questions s'affichent quand les pages demandées ci-dessus sont terminées.
assessment-passed = Évaluation réussie
assessment-failed = Pas encore : il faut { $threshold } %
assessment-score = Vous avez obtenu { $points } sur { $stake }, soit { $percent } %.
assessment-best = Votre meilleur essai : { $percent } %.
assessment-next-passed = Relisez ci-dessous vos réponses et les explications, puis continuez.
assessment-next-again = Relisez ci-dessous ce qui est juste et ce qui ne l'est pas, puis recommencez quand vous voulez.
assessment-next-none = Vous avez utilisé tous vos essais. Les explications sont affichées sous chaque question.
assessment-all-answered = Toutes les questions ont une réponse.
assessment-unanswered = { $count ->
    [one] Une question n'a pas encore de réponse.
   *[other] { $count } questions n'ont pas encore de réponse.
}
assessment-hand-in = Rendre l'évaluation
assessment-hand-in-anyway = Rendre quand même
assessment-save = Enregistrer mes réponses
assessment-save-note = Tant que vous n'avez pas rendu, vous pouvez changer vos réponses et revenir plus tard.
assessment-restart = Recommencer l'évaluation
assessment-restart-note = Les questions reprennent du début. Votre meilleur score reste acquis.

# Liste, sondage, production
checklist-save = Enregistrer la liste
checklist-count = { $done } sur { $count }
survey-send = Répondre
survey-thanks = Merci, votre réponse est enregistrée.
survey-anonymous = Réponse anonyme : personne ne peut la relier à vous. Les résultats s'affichent à partir de { $count } réponses.
survey-named = Votre réponse est liée à votre nom.
survey-too-few = Les résultats s'affichent à partir de { $count } réponses.
survey-results = Résultats du sondage
survey-results-count = { $count } réponses
survey-option = Réponse
survey-answers = Nombre
survey-share = Part
task-criteria = Critères de réussite
task-draft = Brouillon
task-saved-at = Enregistré le { $at }.
task-handed-in = Remise
task-handed-in-at = Remise le { $at }.
task-validated = Validée
task-returned = À reprendre
task-returned-text = Reprenez votre production, puis remettez-la.
task-text = Votre texte
task-text-hint = Collez ou écrivez ici. Le brouillon est conservé.
task-link = Adresse d'un document en ligne
task-link-hint = Une adresse complète, qui commence par https://.
task-upload = Votre fichier
task-upload-other = Remplacer par un autre fichier
task-upload-hint = Formats acceptés : { $formats }. { $max } Mo au plus.
task-file = { $name } ({ $size })
task-save = Enregistrer le brouillon
task-send = Remettre ma production
task-send-again = Remettre cette nouvelle version
task-review-trainer = Relue par un formateur
task-review-peers = Relue par des collègues
task-review-own = Vous la relisez vous-même avec les critères
task-counts-handed-in = compte dès qu'elle est remise
task-counts-validated = compte quand elle est validée

# Impression
print-title = { $course } : version imprimable
print-credits = Auteurs : { $authors }. Version { $version }. Licence { $licence }.
print-how = Pour imprimer, utilisez la commande « Imprimer » de votre navigateur.
print-question = Question { $number }
print-assessment = L'évaluation se passe en ligne.
print-key = Corrigé, pour les formateurs

# Mon parcours
record-title = Mon parcours
record-lead = Ce que vous suivez, ce que vous avez terminé, vos heures et vos attestations. Vous seul voyez cette page.
record-empty-title = Votre parcours commence ici
record-empty-text = Choisissez un premier parcours : vos heures et vos attestations se rangeront ici.
record-choose = Choisir un parcours
record-under-way = En cours
record-none-under-way = Vous ne suivez aucun parcours en ce moment.
record-next = Prochaine étape : page { $number } sur { $pages },
record-seen = ouvert le { $date }
record-leave = Abandonner
record-resume = Reprendre
record-hours = Heures par année scolaire
record-hours-note = Durée nominale des parcours terminés, du 1er septembre au 31 août.
record-csv = Télécharger en CSV
record-year = Année scolaire
record-duration = Durée
record-completed-title = Parcours terminés
record-course = Parcours
record-version = Version
record-started = Commencé le
record-completed = Terminé le
record-remote = Minutes à distance
record-onsite = Minutes sur place
record-score = Score en pour cent
record-score-short = Score
record-number = Numéro d'attestation
record-code = Code de vérification
record-attestation-head = Attestation
record-attestation = Attestation { $number }
record-no-attestation = Sans attestation
record-revoked = Révoquée
record-dropped = Abandonnés
record-dropped-note = Votre progression y est conservée.
record-come-back = Reprendre où j'en étais
record-anew = Recommencer

# Attestation
paper-page-title = Attestation { $number }
paper-title = Attestation de suivi
paper-number = N°
paper-issued-to = est délivrée à
paper-for-course = pour avoir suivi jusqu'au bout le parcours de formation
paper-version = Version { $version }
paper-hours = Durée
paper-hours-detail = sur place : { $onsite } ; à distance : { $remote }
paper-completed-on = Terminé le
paper-period-title = Période
paper-period = du { $from } au { $to }
paper-objectives = Objectifs du parcours
paper-competences = Compétences travaillées
paper-issued-by = Délivrée par
paper-issued-on = Le { $date }
paper-verify = Vérifier cette attestation
paper-verify-sentence = Scannez le code ou tapez l'adresse : la page dit ce qui est attesté, par qui, et si l'attestation est toujours valable.
paper-code = Code de vérification :
paper-qr = Code QR qui ouvre la page de vérification de cette attestation
paper-page = Page { $page } sur { $pages }
paper-what = Cette attestation dit que le parcours a été suivi selon sa règle. Ce n'est ni un diplôme ni une certification.
paper-revoked = Attestation révoquée le { $date }
paper-replaced = Attestation remplacée le { $date }
paper-reason = Motif : { $reason }
paper-see-next = Voir l'attestation { $number }, qui la remplace
paper-see-before = Cette attestation remplace la { $number }
paper-file = Télécharger en PDF
paper-check = Ouvrir la page de vérification
paper-print = Cette page s'imprime telle quelle.
