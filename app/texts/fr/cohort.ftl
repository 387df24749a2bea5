# Cohortes : la liste du formateur, une cohorte, ses membres, sa progression, ses relances, son bilan, la page du membre.

cohorts-title = Cohortes
cohorts-none = Aucune cohorte
cohorts-none-text = Une cohorte réunit les personnes que vous formez ensemble : des cours avec leurs échéances, des sessions, un tableau de progression.
cohorts-none-read = Les cohortes ouvertes sur votre territoire apparaissent ici.
cohort-new = Créer une cohorte
cohort-new-lead = La fiche est remplie pour la formation habituelle des référents : 24 personnes, 18 h dont 6 h sur site. Changez ce qui diffère.
cohort-create = Créer la cohorte
cohort-edit = Modifier la cohorte
cohort-save = Enregistrer
cohort-cancel = Annuler
cohort-node = Pour les personnes de
cohort-title = Titre
cohort-title-hint = Par exemple : Référents 2026-2027, bassin de Vire.
cohort-aim = Objectif
cohort-size = Nombre de places
cohort-size-hint = Au-delà, une invitation est refusée.
cohort-size-of = { $count ->
    [0] Personne encore, { $max } places
    [one] 1 personne sur { $max }
   *[other] { $count } personnes sur { $max }
}
cohort-onsite = Heures sur site
cohort-remote = Heures à distance, avec tutorat
cohort-starts = Premier jour
cohort-starts-hint = Les échéances relatives se comptent à partir de ce jour.
cohort-ends = Dernier jour
cohort-rules = Quand signaler quelqu'un
cohort-rules-hint = Laissez une case vide pour ne pas appliquer la règle.
cohort-never-days = N'a ouvert aucun cours après (jours)
cohort-idle-days = Inactif depuis (jours)
cohort-late-items = Cours en retard, à partir de
cohort-missed-sessions = Sessions manquées, à partir de
cohort-period = du { $from } au { $to }
cohort-hours = { $total }, dont { $onsite } sur site et { $remote } à distance
cohort-state-draft = En préparation
cohort-state-enrolling = Inscriptions ouvertes
cohort-state-running = En cours
cohort-state-closed = Close
cohort-state-archived = Archivée
cohort-place-invited = Invité
cohort-place-joined = Inscrit
cohort-place-completed = A suivi jusqu'au bout
cohort-place-left = N'en fait plus partie
cohort-outcome-validated = Validé
cohort-outcome-partly = Validé en partie
cohort-outcome-not-validated = Non validé

cohort-people = Membres
cohort-grid = Progression
cohort-risk = Relances
cohort-thread = Fil d'échanges
cohort-end = Bilan
cohort-next = Prochaine étape
cohort-do-open = Ouvrir les inscriptions
cohort-do-open-text = Les personnes pourront être invitées. Vous pourrez encore changer les contenus et les dates.
cohort-do-start = Commencer
cohort-do-start-text = Les personnes inscrites seront inscrites aux cours, avec leurs échéances.
cohort-do-archive = Archiver
cohort-do-archive-text = La cohorte est close. Archivez-la quand vous n'y revenez plus.
cohort-running-text = La cohorte est en cours. Pour la clore, donnez un résultat à chaque membre dans le bilan.
cohort-copy = Reprendre pour l'an prochain
cohort-calendar = Calendrier
cohort-items-none = Rien à suivre encore
cohort-items-none-text = Ajoutez un cours avec son échéance, ou une session que vous animez.
cohort-a-course = Cours
cohort-a-session = Session
cohort-due = à terminer le { $day }
cohort-due-at = à terminer le { $day } à 23 h 59, heure de votre établissement
cohort-due-none = Sans échéance
cohort-due-after = Un nombre de jours après le premier jour
cohort-due-on = À une date fixe
cohort-due-days = Nombre de jours
cohort-due-day = Date
cohort-due-hint = L'échéance tombe à 23 h 59, à l'heure de chaque membre.
cohort-deadline = Échéance
cohort-item-change = Modifier
cohort-item-remove = Retirer de la cohorte
cohort-add-course = Ajouter un cours
cohort-add-session = Ajouter une session
cohort-add = Ajouter
cohort-sessions-none = Aucune session annoncée dont un formateur de la cohorte soit l'auteur ou l'animateur.
cohort-trainers = Formateurs
cohort-lead = Responsable de la cohorte
cohort-hand-over = Confier la cohorte
cohort-trainer-remove = Retirer
cohort-leave = Quitter la cohorte
cohort-trainer-add = Ajouter un formateur
cohort-trainer-address = Son adresse

cohort-nobody = Personne encore
cohort-nobody-text = Invitez des référents en exercice, ou collez une liste d'adresses.
cohort-invited-on = invité le { $day }
cohort-members = { $count ->
    [one] 1 personne
   *[other] { $count } personnes
}
cohort-gone = { $count ->
    [one] 1 personne n'en fait plus partie
   *[other] { $count } personnes n'en font plus partie
}
cohort-member-remove = Retirer
cohort-people-closed = On peut inviter quelqu'un quand les inscriptions sont ouvertes ou la cohorte en cours.
cohort-choose = Référents en exercice
cohort-filter-basin = Bassin
cohort-filter-everywhere = Partout
cohort-filter-discipline = Discipline
cohort-filter-any = Toutes
cohort-filter-new = Seulement les nouveaux référents
cohort-filter-go = Filtrer
cohort-offered = { $count ->
    [one] 1 référent
   *[other] { $count } référents
}
cohort-offered-none = Aucun référent en exercice ne répond à ces choix.
cohort-is-new = nouveau
cohort-designate = Inscrire directement
cohort-designate-hint = Pour un public désigné : chacun est inscrit et prévenu, sans avoir à répondre.
cohort-invite = Inviter les personnes cochées
cohort-list = Coller une liste
cohort-list-label = Adresses
cohort-list-hint = Une par ligne, ou un tableau CSV dont une colonne contient les adresses. { $max } au plus. Rien n'est fait avant que vous ayez vu le résultat ligne par ligne.
cohort-list-check = Vérifier la liste
cohort-judged = La liste, ligne par ligne
cohort-judged-none = Aucune ligne ne donne une invitation.
cohort-line = Ligne
cohort-typed = Adresse
cohort-name = Nom
cohort-verdict = Ce qui sera fait
cohort-verdict-invited = Sera invité
cohort-verdict-again = Sera invité de nouveau
cohort-verdict-known = A déjà une place
cohort-verdict-trainer = Formateur de la cohorte
cohort-verdict-outside = N'exerce pas ici
cohort-verdict-unknown = Aucun compte à cette adresse
cohort-verdict-twice = Déjà plus haut dans la liste
cohort-over = { $count } personnes pour { $free ->
    [0] aucune place libre
    [one] 1 place libre
   *[other] { $free } places libres
}. Raccourcissez la liste, ou augmentez le nombre de places.
cohort-invite-count = { $count ->
    [one] Inviter 1 personne
   *[other] Inviter { $count } personnes
}

cohort-export = Exporter (CSV)
cohort-grid-caption = Une ligne par membre, une colonne par cours ou session. Les titres des trois premières colonnes trient le tableau.
cohort-grid-none = Rien à montrer encore
cohort-grid-none-text = Le tableau apparaît dès que la cohorte a des membres et quelque chose à suivre.
cohort-member = Membre
cohort-school = Établissement
cohort-place = Place
cohort-done = Terminé
cohort-done-of = { $done } sur { $count }
cohort-seen = Dernière activité
cohort-seen-never = jamais
cohort-late = en retard
cohort-extended = délai : { $day }
cohort-cell-nothing = pas inscrit
cohort-cell-not-started = pas commencé
cohort-cell-under-way = en cours
cohort-cell-percent = { $percent } %
cohort-cell-done = terminé
cohort-cell-dropped = abandonné
cohort-cell-no-seat = sans place
cohort-cell-waits = en attente
cohort-cell-seated = inscrit
cohort-cell-present = présent
cohort-cell-partly = présent en partie
cohort-cell-excused = excusé
cohort-cell-absent = absent
cohort-cell-cancelled = annulée

cohort-risk-none = Personne à relancer
cohort-risk-none-text = Aucune règle de cette cohorte ne signale quelqu'un aujourd'hui.
cohort-risk-people = { $count ->
    [one] 1 personne à relancer
   *[other] { $count } personnes à relancer
}
cohort-why-never = N'ont jamais ouvert un cours
cohort-why-idle = Sont inactifs
cohort-why-behind = Sont en retard sur une échéance
cohort-why-missed = Ont manqué une session
cohort-fact-unanswered = Invitation sans réponse depuis le { $day }
cohort-fact-never = Aucun cours ouvert depuis le { $day }
cohort-fact-idle = Dernière activité le { $day }, il y a { $days } jours
cohort-fact-behind = « { $title } » était à terminer le { $day } : { $percent } % fait
cohort-fact-behind-bare = « { $title } » était à terminer le { $day }
cohort-fact-missed = A manqué « { $title } » le { $day }
cohort-extend = Donner un délai
cohort-extend-until = Jusqu'au
cohort-extend-go = Donner ce délai
cohort-write = Écrire à ceux qui…
cohort-write-text = Chacun reçoit son propre message, sans le nom des autres, dans la plateforme et par courriel. Vous le verrez avant l'envoi.
cohort-write-who = À ceux qui
cohort-words = Message
cohort-words-hint = { "{prenom}" } devient le prénom, { "{cohorte}" } le titre de la cohorte, { "{retard}" } les cours en retard.
cohort-words-default = Bonjour { "{prenom}" }, je fais le point sur « { "{cohorte}" } ». Où en êtes-vous ? Dites-moi si quelque chose vous arrête : je peux vous aider.
cohort-preview = Voir le message
cohort-preview-title = Ce que lira { $name }
cohort-preview-to = { $count ->
    [one] Une personne le recevra :
   *[other] { $count } personnes recevront le leur :
}
cohort-send = { $count ->
    [one] Envoyer 1 message
   *[other] Envoyer { $count } messages
}
cohort-sent = Messages envoyés
cohort-sent-line = { $at }, { $name } : { $count ->
    [one] 1 message
   *[other] { $count } messages
}, { $read ->
    [0] aucun lu
    [one] 1 lu
   *[other] { $read } lus
} dans la plateforme

cohort-figures = Chiffres
cohort-figure-invited = Personnes invitées
cohort-figure-joined = Personnes inscrites
cohort-figure-left = Parties en cours de route
cohort-results = Résultats
cohort-results-text = Le résultat proposé vient de ce que chacun a fait ; c'est vous qui décidez. Il faut un résultat pour chaque membre avant de clore.
cohort-results-save = Enregistrer les résultats
cohort-result = Résultat
cohort-result-of = Résultat de { $name }
cohort-result-open = pas encore enregistré
cohort-note = Remarque
cohort-note-of = Remarque pour { $name }
cohort-onsite-done = Présence sur site
cohort-remote-done = À distance
cohort-onsite-minutes = Présence sur site (minutes)
cohort-remote-minutes = À distance (minutes)
cohort-attested = Attestations
cohort-attested-none = aucune
cohort-attest = Délivrer les attestations manquantes
cohort-attest-text = Chaque cours terminé donne son attestation ; celles de présence viennent des sessions attestées.
cohort-close = Clore la cohorte
cohort-close-text = Chaque membre lit alors son résultat, et l'académie ces chiffres. Les invitations sans réponse tombent. On ne revient pas en arrière.
cohort-summary = Ce que vous en dites à l'académie
cohort-summary-hint = Ce qui a marché, ce qui manque. Aucun nom.
cohort-close-go = Clore

cohort-post-body = Votre message à la cohorte
cohort-post-go = Publier
cohort-post-trainer = formateur
cohort-post-hidden = Un formateur a retiré ce message.
cohort-post-reason = Motif : { $reason }
cohort-post-hide = Retirer ce message
cohort-thread-none = Rien n'a été dit encore
cohort-thread-none-text = Les membres et les formateurs de la cohorte lisent ce fil, et personne d'autre.

mine-cohorts = Ma cohorte
cohort-answer-awaited = attend votre réponse
cohort-trained-by = Avec { $names }
cohort-invitation = Vous êtes invité
cohort-invitation-text = Si vous acceptez, vous serez inscrit aux cours et une place vous sera demandée dans chaque session. Vos formateurs verront votre progression dans ces cours, les autres membres non.
cohort-join = Rejoindre la cohorte
cohort-decline = Décliner
cohort-my-result = Votre résultat
cohort-now = Maintenant
cohort-now-waits = Les cours s'ouvrent quand la cohorte commence.
cohort-now-nothing = Rien ne vous attend : tous les cours de la cohorte sont terminés.
cohort-then = Ensuite
cohort-meetings = Quand nous nous voyons
cohort-said = Ce que ma formatrice ou mon formateur a dit
cohort-said-none = Aucun message pour vous.
cohort-leave-text = Ce que vous avez fait reste à vous. Vos formateurs sont prévenus.

fait-cohorte-creee = La cohorte est créée. Ajoutez ce qu'elle suit, puis ouvrez les inscriptions.
fait-cohorte-modifiee = La cohorte est modifiée.
fait-cohorte-ouverte = Les inscriptions sont ouvertes.
fait-cohorte-commencee = La cohorte a commencé : les membres sont inscrits aux cours.
fait-cohorte-rangee = La cohorte est archivée.
fait-cohorte-contenu = C'est ajouté au calendrier.
fait-cohorte-sans-place = La session est ajoutée. Certains membres n'y ont pas de place : la progression dit lesquels.
fait-cohorte-contenu-retire = C'est retiré du calendrier.
fait-cohorte-echeance = L'échéance est changée.
fait-cohorte-formateur = Le formateur est ajouté.
fait-cohorte-formateur-retire = Le formateur est retiré.
fait-cohorte-confiee = La cohorte a une nouvelle personne responsable.
fait-cohorte-quittee = Vous avez quitté la cohorte.
fait-cohorte-copiee = La cohorte de l'an prochain est prête, sans personne. Relisez les dates.
fait-cohorte-invites = Les invitations sont parties.
fait-cohorte-inscrits = Les personnes sont inscrites et prévenues.
fait-cohorte-membre-retire = La personne ne fait plus partie de la cohorte.
fait-cohorte-message = Les messages sont partis, un par personne.
fait-cohorte-delai = Le délai est donné.
fait-cohorte-resultats = Les résultats sont enregistrés.
fait-cohorte-attestations = Les attestations manquantes sont délivrées.
fait-cohorte-close = La cohorte est close.
fait-cohorte-fil = Votre message est publié.
fait-cohorte-fil-retire = Le message est retiré.
fait-cohorte-rejointe = Bienvenue dans la cohorte.
fait-cohorte-laissee = Vous ne faites pas partie de la cohorte.

refusal-cohort-moved = La cohorte a changé d'étape entre-temps. Relisez sa page.
refusal-cohort-place-moved = La place de cette personne a changé entre-temps. Relisez la liste.
refusal-cohort-over = La cohorte est close : rien n'y change plus.
refusal-cohort-changed = La cohorte a changé depuis que vous avez ouvert cette page. Vos textes sont gardés ci-dessous : relisez, puis enregistrez de nouveau.
refusal-cohort-smaller = { $count } personnes ont une place : le nombre de places ne peut pas être plus petit.
refusal-cohort-not-open = Les inscriptions à cette cohorte ne sont pas ouvertes.
refusal-cohort-full = { $count } personnes pour { $free } places libres sur { $max } : personne n'a été invité. Raccourcissez la liste, ou augmentez le nombre de places.
refusal-cohort-empty = Ajoutez d'abord un cours ou une session : il n'y a rien à suivre.
refusal-cohort-items = Une cohorte suit { $max } cours et sessions au plus.
refusal-cohort-trainers = Une cohorte a { $max } formateurs au plus.
refusal-cohort-hand-over = Confiez d'abord la cohorte à un autre de ses formateurs.
refusal-cohort-nobody = Plus personne n'est concerné : rien n'est parti.
refusal-cohort-not-running = Les résultats se donnent pendant que la cohorte est en cours.
refusal-cohort-results = { $count ->
    [one] Il manque le résultat d'un membre.
   *[other] Il manque le résultat de { $count } membres.
}
refusal-cohort-sessions = { $count ->
    [one] La présence à une session n'est pas encore attestée.
   *[other] La présence à { $count } sessions n'est pas encore attestée.
}
fault-cohort-title = Donnez un titre, d'une ligne et de { $max } caractères au plus.
fault-cohort-text = { $max } caractères au plus, sans caractère invisible.
fault-cohort-size = Donnez un nombre de 1 à { $max }.
fault-cohort-hours = Donnez un nombre d'heures, au quart d'heure : 6 ou 1,5.
fault-cohort-day = Donnez une date.
fault-cohort-days-order = Le dernier jour suit le premier, deux ans après au plus.
fault-cohort-threshold = Donnez un nombre de 1 à { $max }, ou laissez vide.
fault-cohort-due-days = Donnez un nombre de jours, de 0 à 730.
fault-cohort-due-on = Donnez une date qui ne précède pas le premier jour de la cohorte.
fault-cohort-extension = Donnez une date après l'échéance de tous.
fault-cohort-trainer = Cette adresse n'est celle d'aucun formateur.
fault-cohort-trainer-member = Cette personne est membre de la cohorte.
fault-cohort-list = Donnez de une à { $max } adresses.
fault-cohort-reasons = Choisissez à qui vous écrivez.
fault-cohort-reasons-nobody = Personne n'est concerné par ce choix.
fault-cohort-words = Écrivez un message de { $max } caractères au plus.
fault-cohort-variable = « { $name } » n'est pas connu entre accolades. Vous pouvez écrire : { $known }.
fault-cohort-reason = Donnez un motif, de { $max } caractères au plus.

notice-topic-cohort = Mes cohortes
notice-cohort-invited = Vous êtes invité à rejoindre la cohorte « { $cohort } », à partir du { $starts }.
notice-cohort-enrolled = Vous êtes inscrit dans la cohorte « { $cohort } », à partir du { $starts }.
notice-cohort-removed = Vous ne faites plus partie de la cohorte « { $cohort } ».
notice-cohort-left = { $who } ne fait plus partie de la cohorte « { $cohort } ».
notice-cohort-trainer = Vous êtes formateur de la cohorte « { $cohort } ».
notice-cohort-lead = La cohorte « { $cohort } » vous est confiée.
notice-cohort-message = { $from } vous écrit (« { $cohort } ») : { $words }
notice-cohort-closed = La cohorte « { $cohort } » est close : lisez votre résultat.
notice-cohort-summary = La cohorte « { $cohort } » est close : son bilan est prêt.
notice-cohort-post = { $who } a écrit dans le fil de « { $cohort } ».
notice-cohort-post-hidden = Votre message dans le fil de « { $cohort } » a été retiré : { $reason }
hub-cohorts = Cohortes
hub-cohorts-text = Ce que les formateurs suivent sur votre territoire, en chiffres
visibility-cohort = Progression dans les cours et sessions de mes cohortes
visibility-cohort-who = Les formateurs de la cohorte, jusqu'à douze mois après sa fin. Les autres membres ne voient rien ; le responsable du plan lit des chiffres, sans nom.
