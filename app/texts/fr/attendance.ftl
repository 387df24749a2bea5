# Présence aux sessions : marquée, contestée, attestée.

presence-title = Présences
presence-staff-only = Vous voyez ici les personnes de votre établissement, et elles seules.
presence-code-open = Afficher le code de pointage
presence-sheet-open = Feuille d'émargement
presence-state-before = La session n'a pas commencé. Les présences se marquent à partir de la première demi-journée.
presence-state-held = Marquez chaque demi-journée, puis fermez les présences après la dernière.
presence-state-closed = Présences fermées le { $day }. Les participants ont sept jours pour contester.
presence-state-attested = Présences fermées le { $day } et attestées.
presence-state-cancelled = Cette session a été annulée.
presence-complete = Complet
presence-missing = { $count ->
    [one] Il manque { $count } personne : { $people }
   *[other] Il manque { $count } personnes : { $people }
}
presence-confirm = { $count ->
    [one] Confirmer le pointage
   *[other] Confirmer les { $count } pointages
}
presence-mark = Marquer cette demi-journée
presence-value-none = Pas encore
presence-value-present = Présent
presence-value-late = Arrivé en retard
presence-value-left-early = Parti avant la fin
presence-value-absent = Absent
presence-value-excused = Excusé
presence-value-excused-service = Excusé : nécessité de service
presence-value-excused-other = Excusé : autre motif
presence-excuse-service = Nécessité de service
presence-excuse-other = Autre motif
presence-pending = à confirmer
presence-announced = absence annoncée, à confirmer
presence-corrected = corrigé : { $reason }
presence-keep = Ne rien changer
presence-not-yet = Pas encore dit
presence-value-of = Présence de { $name }
presence-missed-of = Minutes manquées par { $name }
presence-missed-short = min.
presence-missed = Minutes manquées
presence-missed-hint = Pour un retard ou un départ : de 1 à { $max }.
presence-tries = { $count ->
    [one] { $count } code faux
   *[other] { $count } codes faux
}
presence-walked-in = ajouté sur place
presence-remote = Demi-journée suivie à distance
presence-paper = Repris de la feuille signée
presence-reason = Motif de la correction
presence-reason-changed = Motif, si une présence déjà marquée change
presence-all = Tous présents, sauf ce qui est dit ci-dessus
presence-save = Enregistrer ce qui est dit
presence-walk-in = Ajouter une personne venue sans inscription
presence-walk-in-address = Adresse électronique de son compte
presence-walk-in-hint = La personne est prévenue, et prend une place.
presence-walk-in-full = Ajouter même si toutes les places sont prises
presence-walk-in-add = Ajouter
presence-close = Fermer les présences
presence-close-text = Chaque demi-journée a sa valeur. En fermant, vous certifiez ce tableau ; chaque personne reçoit sa propre présence et a sept jours pour la contester.
presence-close-missing = { $count ->
    [one] Il manque encore { $count } valeur : elle est dite plus haut, demi-journée par demi-journée.
   *[other] Il manque encore { $count } valeurs : elles sont dites plus haut, demi-journée par demi-journée.
}
presence-close-later = Les présences se ferment après la dernière demi-journée.
presence-close-do = Certifier et fermer
presence-nobody = Personne n'est inscrit
presence-nobody-text = Une personne venue sans inscription peut être ajoutée dès le début de la session.
presence-overview = Vue d'ensemble
presence-person = Personne
presence-half-day = Demi-journée
presence-value = Présence
presence-total = Total sur { $whole }
presence-agreed = d'accord
presence-contests = Contestations
presence-answer = Votre réponse
presence-answer-keep = La présence reste telle quelle
presence-answer-words = Ce que vous répondez
presence-answer-send = Répondre
presence-answer-kept = Maintenue
presence-answer-corrected = Corrigée
presence-choose = Choisir
presence-correct = Corriger une présence
presence-correct-text = La correction s'ajoute et garde ce qui était écrit. Si l'attestation est déjà délivrée, une nouvelle la remplace.
presence-correct-do = Corriger
presence-attest = Attester les présences
presence-attest-text = Chaque personne présente reçoit une attestation signée de ses heures.
presence-attest-do = Attester
presence-attest-later = Possible à partir du { $day }, ou dès que chacun est d'accord : { $agreed } sur { $people } pour l'instant.
presence-reopen = Rouvrir les présences
presence-reopen-text = Possible pendant trente jours. Les formateurs et les participants lisent le motif ; les attestations qui changent sont remplacées.
presence-reopen-reason = Motif de la réouverture
presence-reopen-do = Rouvrir

checkin-screen-title = Code de pointage
checkin-left = { $half-day } · encore { $time } pour pointer
checkin-way = Ouvrez cette page, connecté à votre compte, et tapez le code :
checkin-qr = Code QR de la page de pointage
checkin-none = Le code s'affiche d'un quart d'heure avant à un quart d'heure après le début de chaque demi-journée. Cette page se met à jour seule.
checkin-title = Je suis là
checkin-code = Code affiché dans la salle
checkin-code-hint = Six chiffres, qui changent chaque minute.
checkin-send = Pointer

sign-title = Feuille d'émargement
sign-print = Imprimez cette page : une feuille par demi-journée.
sign-number = N°
sign-school = Établissement
sign-signature = Signature
sign-trainer = Formateur : { $name } – signature :

my-presence-title = Mes présences
my-presence-total = Présence confirmée : { $time }.
my-presence-until = Vous pouvez contester jusqu'au { $day }.
my-presence-attestation = Voir mon attestation de présence
my-presence-contest = Contester cette demi-journée
my-presence-contest-words = Ce qui n'est pas juste
my-presence-contest-send = Contester
my-presence-waiting = Réponse attendue
my-presence-announce = Annoncer mon absence à cette demi-journée
my-presence-excuse = Motif
my-presence-announce-send = Annoncer
my-presence-agree-text = Si tout est juste, dites-le : les attestations partent dès que chacun l'a fait.
my-presence-agree = Tout est juste
my-presence-agreed = Vous avez dit que tout est juste.

fait-presence = Les présences sont enregistrées.
fait-presence-ajout = La personne est sur la feuille.
fait-presence-correction = La correction est enregistrée, et la personne prévenue si les présences étaient fermées.
fait-presence-reponse = Votre réponse est envoyée.
fait-presence-close = Les présences sont fermées. Chaque personne reçoit la sienne.
fait-presence-attestee = Les attestations sont délivrées.
fait-presence-rouverte = Les présences sont rouvertes.
fait-pointage = Vous êtes pointé. Le formateur confirmera.
fait-absence = Votre absence est annoncée pour cette demi-journée ; les autres ne changent pas.
fait-presence-accord = C'est noté : tout est juste.
fait-presence-contestation = Votre contestation est envoyée au formateur, qui vous répondra.

refusal-attendance-not-open = Les présences de cette session ne se marquent pas maintenant.
refusal-attendance-not-begun = Cette demi-journée n'a pas commencé.
refusal-attendance-begun = Cette demi-journée a commencé : dites-le au formateur.
refusal-attendance-known = Le formateur a déjà marqué cette demi-journée.
refusal-attendance-changed = Quelqu'un a écrit entre-temps. Relisez le tableau, puis recommencez.
refusal-attendance-not-over = La dernière demi-journée n'est pas finie.
refusal-attendance-missing = { $count ->
    [one] Il manque { $count } valeur, pour : { $people }
   *[other] Il manque { $count } valeurs, pour : { $people }
}
refusal-attendance-not-closed = Les présences de cette session ne sont pas fermées.
refusal-attendance-contested = { $count ->
    [one] Une contestation attend votre réponse.
   *[other] { $count } contestations attendent votre réponse.
}
refusal-attendance-too-early = Les participants peuvent encore contester. Revenez à partir du { $day }.
refusal-attendance-reopen-late = Les présences ne se rouvrent plus, trente jours après leur fermeture.
refusal-attendance-contest-open = Votre contestation attend sa réponse.
refusal-attendance-contest-late = Les sept jours pour contester sont passés. Écrivez au formateur.
refusal-attendance-code-wrong = Ce code n'est pas celui de la salle. Il change chaque minute : relisez l'écran.
refusal-attendance-code-time = Aucune demi-journée ne commence maintenant. Le pointage dure d'un quart d'heure avant à un quart d'heure après le début.
refusal-walk-in-full = Les { $seats } places sont prises. Cochez la case pour ajouter la personne quand même.
fault-attendance-missed = Dites les minutes manquées, de 1 à { $max }.
fault-attendance-choose = Choisissez dans la liste.
fault-walk-in-address = Aucun compte n'a cette adresse.
fault-walk-in-own = Cette personne anime la session.

notice-session-absence-announced = « { $session } » : une absence est annoncée pour une demi-journée.
notice-session-presence-closed = « { $session } » : les présences sont fermées.
notice-session-presence-contested = « { $session } » : un participant conteste une demi-journée et attend votre réponse.
notice-session-presence-due = « { $session } » est finie : fermez les présences.
notice-session-presence-reopened = « { $session } » : les présences sont rouvertes. Motif : { $reason }
notice-seat-presence-closed = « { $session } » : votre présence est notée. Vous avez sept jours pour la contester.
notice-seat-presence-reopened = « { $session } » : les présences sont rouvertes. Motif : { $reason }
notice-seat-presence-corrected = « { $session } » : votre présence a été corrigée. Motif : { $words }
notice-seat-presence-reissued = « { $session } » : votre présence a été corrigée, et votre attestation refaite. Motif : { $words }
notice-seat-presence-kept = « { $session } » : le formateur maintient la présence que vous contestez.
notice-seat-presence-changed = « { $session } » : le formateur a corrigé la présence que vous contestiez.
notice-seat-walked-in = « { $session } » : vous avez été ajouté sur la feuille de présence.
notice-seat-attested = « { $session } » : votre attestation de présence { $number } est délivrée.

paper-title-presence = Attestation de présence
paper-for-session = pour sa présence à la session
paper-hours-presence = Durée de présence
paper-half-days = Demi-journées suivies
paper-session-place = { $place } · animée par { $trainers }
paper-half-day-onsite = { $day } : { $time } sur place
paper-half-day-remote = { $day } : { $time } à distance
paper-what-presence = Cette attestation dit une présence et des heures. Elle ne dit rien de ce qui a été appris, et n'est ni un diplôme ni une certification.
verify-kind-presence = Attestation de présence à une session
record-sessions = Sessions suivies
record-session = Session
