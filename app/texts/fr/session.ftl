# Sessions : le calendrier, la fiche, la proposition, les inscrits.

nav-sessions = Sessions
sessions-title = Sessions de formation
sessions-view = Affichage
sessions-as-list = Liste
sessions-as-month = Mois
sessions-who = Sessions
sessions-for-me = Ouvertes à moi
sessions-mine = Les miennes
sessions-any-scope = Tous
sessions-any-discipline = Toutes
sessions-none = Aucune session à venir
sessions-none-text = Dès qu'une session est annoncée dans votre établissement, votre bassin ou votre académie, elle apparaît ici. Un besoin de formation ? Dites-le : c'est ainsi que naissent les sessions.
sessions-none-filtered = Aucune session ne répond à ces choix.
sessions-cut = Voici les { $count } premières. Choisissez un niveau, une discipline ou un mois pour voir les autres.
session-people-cut = Voici les { $count } premières personnes. Les suivantes n'apparaissent pas sur cette page.
sessions-see-all = Tout afficher
sessions-mine-led = Celles que j'anime
wish-title = Mes souhaits
wish-tell-me = Prévenez-moi
wish-lead = Rien d'ouvert sur ce qui vous intéresse ? Dites-le : vous serez prévenu dès qu'une session est annoncée pour vous. Un souhait ne réserve rien et se retire d'un clic.
wish-none = Aucun souhait
wish-none-text = Choisissez un thème, ou ouvrez un module du plan.
wish-choose = Choisissez un thème
wish-reason = Pourquoi
wish-reason-hint = Lu sans votre nom par ceux qui préparent les sessions.
wish-forget = Retirer
wish-count = { $count ->
    [one] 1 personne souhaite une session
   *[other] { $count } personnes souhaitent une session
}
sessions-led-none = Vous n'animez aucune session
sessions-led-none-text = Les sessions que vous écrivez, ou dont vous êtes formateur, apparaissent ici.
sessions-month-table = Sessions de { $month }
sessions-month-mine = (vous y êtes)
sessions-head = Sessions de mon établissement
sessions-head-none = Rien ne vous attend
sessions-head-none-text = Aucune proposition ni aucune demande d'avis en cours.
sessions-to-agree = { $count ->
    [one] 1 session attend votre accord
   *[other] { $count } sessions attendent votre accord
}
sessions-agree-all = Donner mon accord aux sessions cochées
sessions-refuse-there = Pour refuser une session, ouvrez sa fiche : un motif y est demandé.
sessions-to-opine = { $count ->
    [one] 1 demande attend votre avis
   *[other] { $count } demandes attendent votre avis
}
sessions-silence = Sans réponse de votre part sous { $days } jours, l'avis est réputé favorable.
sessions-of-school = Sessions annoncées ici
sessions-manager = Sessions de mon territoire
sessions-to-approve = { $count ->
    [one] 1 session à valider
   *[other] { $count } sessions à valider
}
sessions-to-approve-none = Aucune session n'attend votre validation.
sessions-all = { $count ->
    [one] 1 session en tout
   *[other] { $count } sessions en tout
}
sessions-all-none = Aucune session n'a encore été proposée.

hub-sessions-text = Valider celles du bassin et de l'académie, voir toutes les autres
direction-sessions = { $count ->
    [0] Sessions de l'établissement
    [one] 1 session ou demande vous attend
   *[other] { $count } sessions ou demandes vous attendent
}
mine-sessions = Mes sessions à venir
mine-sessions-open = Ouvertes à moi
session-convocation = Convocation
session-ics = Ajouter à mon agenda
sessions-feed = Dans mon agenda
sessions-summons-rule = Règle des convocations
session-presence = Présences
session-sign-sheet = Feuille d'émargement
session-code = Code à l'écran
session-my-presence = Mes présences
session-check-in = Pointer ma présence
session-module = Module du plan
session-module-hint = Une session peut être l'une de celles que le plan prévoit, ou la vôtre.
session-module-none = Une session à nous
plan-module-session = En faire une session
mine-sessions-all = Tout le calendrier
need-to-session = En faire une session

# États
session-state-draft = Brouillon
session-state-proposed = Proposée
session-state-agreed = Accord du chef
session-state-approved = Validée
session-state-refused = Refusée
session-state-published = Annoncée
session-state-open = Ouverte
session-state-full = Complète
session-state-held = En cours
session-state-attendance-closed = Présences closes
session-state-attested = Attestée
session-state-archived = Archivée
session-state-cancelled = Annulée
seat-state-submitted = Demande en attente
seat-state-opined = Avis donné
seat-state-waitlisted = Liste d'attente
seat-state-offered = Place proposée
seat-state-enrolled = Inscrit
seat-state-refused = Demande refusée
seat-state-withdrawn = Désisté
seat-state-cancelled = Place rendue
seat-state-session-cancelled = Session annulée
seat-state-attended = Présent
seat-state-partly-attended = Présent en partie
seat-state-excused = Excusé
seat-state-absent = Absent
seat-source-self = Inscription
seat-source-walk-in = Venu sur place
seat-source-designated = Désigné
seat-source-list = Liste

# Portée
session-scope = Pour qui
session-scope-school = Mon établissement
session-scope-basin = Le bassin
session-scope-academy = L'académie
session-scope-national = Toute la France
session-scope-hint-school = L'accord du chef d'établissement suffit.
session-scope-hint-basin = Le chef d'établissement, puis le responsable du plan, donnent leur accord.
session-scope-hint-academy = Le chef d'établissement, puis le responsable du plan, donnent leur accord.
session-scope-hint-national = Le chef d'établissement, puis l'administration nationale, donnent leur accord.
session-scope-fixed = Une fois la session annoncée, ce choix ne change plus.

# Fiche
session-facts = En pratique
session-where = Lieu
session-link = Lien de la classe à distance
session-hours = Durée
session-trainers = Animée par
session-trainers-none = À préciser
session-for = Pour
session-depth = Niveau
session-seats = Places
session-aim = Ce que l'on y apprend
session-zone = Heures du lieu ({ $zone }).
session-remote = À distance
session-blended = une partie à distance
session-informal = Sans formalité
session-informal-hint = Un atelier sur le temps du midi, une heure entre collègues.
session-in-class-time = Sur temps de cours
session-in-class-time-hint = Au-delà de l'établissement, chaque chef donne alors son avis.
session-all-disciplines = Toutes disciplines
session-when-none = Date à fixer
session-when-several = À partir du { $date } – { $count ->
    [one] 1 demi-journée
   *[other] { $count } demi-journées
}
session-full = Complet
session-full-waiting = { $count ->
    [one] Complet – 1 personne en attente
   *[other] Complet – { $count } personnes en attente
}
session-free = { $count ->
    [one] 1 place libre sur { $all }
   *[other] { $count } places libres sur { $all }
}
session-open = Ouvrir
session-back = Revenir à la fiche
session-not-for-you-text = Cette session s'adresse à : { $node }. Si un tel sujet vous intéresse, dites-le dans vos besoins.
session-opens-at = Les inscriptions ouvrent le { $at }.
session-closes-at = Inscription jusqu'au { $at }.
session-closed-text = Les inscriptions sont closes.
session-full-text = Il n'y a plus de place, et cette session n'a pas de liste d'attente.
session-cancelled-title = Cette session est annulée
session-cancelled-text = Personne n'a rien à faire. Regardez le calendrier : une autre session porte peut-être sur le même sujet.
session-clash = Vous êtes déjà pris à ce moment-là
session-room-clash = La salle est déjà prise à ce moment-là
session-sign-up = S'inscrire
session-sign-up-text = Une place est libre : elle est à vous aussitôt. Vous pourrez la rendre jusqu'au début de la session.
session-wait = S'inscrire sur la liste d'attente
session-wait-text = C'est complet. Vous seriez au rang { $rank }, et prévenu dès qu'une place se libère.
session-apply = Demander une place
session-apply-text = Votre demande est examinée par les organisateurs, dans l'ordre d'arrivée.
session-apply-opinion-text = La session a lieu sur temps de cours : votre chef d'établissement donne d'abord son avis.
session-motive = Pourquoi cette session ?
session-my-place = Ma place
session-leave = Rendre ma place
session-take-back = Retirer ma demande
session-accept = Accepter la place
session-decline = La laisser à un autre
session-moved-title = La date ou le lieu ont changé
session-moved-text = Relisez-les ci-dessous. Sans réponse de votre part, vous gardez votre place.
session-confirm = Je viens toujours
session-rule = Comment les places sont données
session-rule-direct = Chacun s'inscrit d'un clic, dans l'ordre d'arrivée.
session-rule-selection = Les organisateurs retiennent les demandes dans l'ordre d'arrivée ; au-delà des places libres, on passe sur la liste d'attente, dans le même ordre.
session-rule-opinion = Le chef d'établissement donne son avis (sans réponse, il est réputé favorable), puis les organisateurs retiennent les demandes dans l'ordre d'arrivée.
session-rule-no-list = Quand tout est pris, il n'y a pas de liste d'attente.
session-rule-list-direct = Une place qui se libère va aussitôt au premier de la liste d'attente ; si vous êtes pris ailleurs à ce moment-là, elle vous est d'abord proposée.
session-rule-list-offer = Une place qui se libère est proposée vingt-quatre heures au premier de la liste d'attente (deux heures la veille), puis au suivant.
session-rule-newcomers = Sur la liste d'attente, passent d'abord ceux qui n'ont eu de place dans aucune session cette année scolaire ; puis l'ordre d'arrivée.
session-rule-lottery = Toutes les demandes attendent la clôture des inscriptions. Les places sont alors tirées au sort ; les suivants restent sur la liste, dans l'ordre du tirage.
session-rule-quota = { $count } places au plus pour un même établissement.
session-rule-quota-until = { $count } places au plus pour un même établissement, jusqu'au { $at } ; les places restantes vont alors aux suivants.
session-lot = Participer au tirage au sort
session-lot-text = Les places sont tirées au sort à la clôture des inscriptions : l'ordre d'arrivée ne compte pas.
session-lot-promise = Empreinte (SHA-256) de la graine du tirage, fixée à l'annonce et révélée après :
session-lot-seed = Tirage fait. Graine, pour le refaire (ordre des SHA-256 de « graine:numéro ») :
session-lot-number = Votre numéro :
session-rule-min = Elle a lieu à partir de { $count } inscrits.
session-my-story = Ce qui s'est passé pour moi
session-story = Historique de la session
session-by-platform = la plateforme
seat-is-enrolled = Vous êtes inscrit. Un empêchement ? Rendez votre place : elle ira au suivant.
seat-is-waitlisted = Vous êtes au rang { $rank } de la liste d'attente.
seat-is-in-the-lot = Vous êtes dans le tirage au sort. Vous aurez la réponse à la clôture des inscriptions.
seat-is-offered = Une place vous est gardée jusqu'au { $until }.
seat-is-submitted = Votre demande est arrivée. Les organisateurs vous répondront.
seat-is-submitted-opinion = Votre demande est arrivée. Votre chef d'établissement peut donner son avis jusqu'au { $at }.
seat-is-opined = L'avis de votre chef d'établissement est donné. Les organisateurs vous répondront.
seat-is-attended = Votre présence est enregistrée.
seat-is-partly-attended = Votre présence est enregistrée pour une partie de la session.
seat-is-excused = Votre absence est excusée.
seat-is-absent = Vous êtes noté absent.
seat-is-session-cancelled = La session est annulée.
seat-is-refused = Votre demande n'a pas été retenue.
seat-is-withdrawn = Vous avez retiré votre demande.
seat-is-cancelled = Votre place a été rendue.
seat-was-refused = Votre demande précédente n'a pas été retenue. Vous pouvez en faire une autre.
seat-was-withdrawn = Vous aviez retiré votre demande. Vous pouvez en faire une autre.
seat-was-cancelled = Vous aviez une place, qui a été rendue. Vous pouvez vous inscrire de nouveau.
seat-was-session-cancelled = La session avait été annulée.
seat-opinion-is-favourable = Avis de votre chef d'établissement : favorable.
seat-opinion-is-unfavourable = Avis de votre chef d'établissement : défavorable.
seat-opinion-is-silent = Votre chef d'établissement n'a pas répondu : l'avis est réputé favorable.
seat-opinion-was-favourable = Avis du chef : favorable
seat-opinion-was-unfavourable = Avis du chef : défavorable
seat-opinion-was-silent = Le chef n'a pas répondu : avis réputé favorable
seat-event-sign-up = inscription
seat-event-apply = demande
seat-event-opine = avis du chef d'établissement
seat-event-select = demande retenue
seat-event-refuse = demande refusée
seat-event-promote = une place s'est libérée : elle est à vous
seat-event-offer = une place s'est libérée : elle vous est proposée
seat-event-accept = place acceptée
seat-event-lapse = place laissée
seat-event-withdraw = demande retirée
seat-event-give-up = place rendue
seat-event-remove = place reprise par l'organisation
seat-event-walk-in = venu sur place
seat-event-designate = désigné
seat-event-session-cancelled = session annulée
seat-event-result = présence établie

# Conduite
session-desk = Conduite de la session
session-way = Chemin de la session
session-since = (depuis le { $at })
session-waits-head = Attend l'accord de la direction : { $school }.
session-waits-manager = Attend la validation du plan : { $node }.
session-waits-publication = Prête à être annoncée.
session-reason-given = Motif donné
session-propose = Proposer au chef d'établissement
session-take-up = Reprendre en brouillon
session-publish = Annoncer la session
session-edit = Modifier
session-copy = Copier
session-agree = Donner mon accord
session-approve = Valider
session-refuse = Refuser
session-refuse-text = Le motif est lu par la personne qui propose la session.
session-cancel = Annuler la session
session-cancel-text = Tous les inscrits sont prévenus. Le motif reste entre organisateurs.
session-reason = Motif
session-event-create = écrite
session-event-duplicate = copiée d'une autre session
session-event-edit = modifiée
session-event-move = date ou lieu changés
session-event-draw = places tirées au sort
session-event-propose = proposée
session-event-withdraw = reprise en brouillon
session-event-agree = accord donné
session-event-refuse = refusée
session-event-approve = validée
session-event-publish = annoncée
session-event-open = inscriptions ouvertes
session-event-fill = complète
session-event-free = une place s'est libérée
session-event-hold = commencée
session-event-close-attendance = présences closes
session-event-attest = présences attestées
session-event-reopen = rouverte
session-event-archive = archivée
session-event-cancel = annulée

# Écrire
session-new = Proposer une session
session-new-lead = Trois étapes : quoi, quand et où, pour qui. Rien n'est envoyé avant que vous ne la proposiez.
session-for-needs = { $count ->
    [one] Elle répondra à un besoin exprimé : la personne qui l'a dit sera invitée d'abord.
   *[other] Elle répondra à { $count } besoins exprimés : les personnes qui les ont dits seront invitées d'abord.
}
session-save = Enregistrer le brouillon
session-save-changes = Enregistrer
session-edit-asked = La session attend une décision, ou l'a reçue. Si vous la modifiez, elle redevient un brouillon, à proposer de nouveau.
session-edit-public = La session est annoncée. Si vous changez la date ou le lieu, tous les inscrits sont prévenus.
session-host = Établissement d'accueil
session-host-hint = Son numéro (UAI) : sept chiffres et une lettre.
session-step-what = 1. Quoi
session-step-when = 2. Quand et où
session-step-whom = 3. Pour qui
session-title = Titre
session-aim-hint = Ce que chacun saura faire en sortant. Demandé quand vous proposez la session.
session-theme-none = Aucun thème de la liste
session-i-lead = J'anime la session
session-co-trainers = Autres formateurs
session-co-trainers-hint = Leurs adresses, une par ligne.
session-slots = Demi-journées
session-slots-hint = Cinq heures au plus chacune. Les lignes vides ne comptent pas ; deux nouvelles s'ajoutent quand vous enregistrez.
session-slot = Demi-journée { $number }
session-slot-day = Jour
session-slot-from = De
session-slot-to = À
session-modality = Forme
session-modality-onsite = Sur place
session-modality-remote = À distance
session-modality-blended = Sur place et à distance
session-room = Salle
session-room-hint = Et ce qu'il faut pour la trouver.
session-link-hint = Une adresse en https. Seuls les inscrits la voient.
session-disciplines = Réserver à certaines disciplines
session-disciplines-legend = Disciplines
session-capacity = Nombre de places
session-min-size = Minimum d'inscrits
session-min-size-hint = En dessous, rien ne s'annule tout seul.
session-closes-on = Dernier jour d'inscription
session-closes-on-hint = Sans date, jusqu'au début de la session.
session-opens-on = Premier jour d'inscription
session-opens-on-hint = Sans date, dès l'annonce.
session-allocation = Quand il manque des places
session-allocation-fixed = Ne change plus une fois la session annoncée.
session-allocation-arrival = L'ordre d'arrivée
session-allocation-hint-arrival = Le premier inscrit a la première place.
session-allocation-newcomers = Ceux qui n'ont encore rien suivi d'abord
session-allocation-hint-newcomers = Sur la liste d'attente, ceux qui n'ont eu de place nulle part cette année passent devant.
session-allocation-lottery = Le tirage au sort
session-allocation-hint-lottery = À la clôture des inscriptions, que chacun peut vérifier. Donnez un dernier jour d'inscription.
session-school-quota = Places pour un même établissement, au plus
session-school-quota-hint = Sans nombre, pas de limite.
session-quota-until = Limite par établissement jusqu'au
session-quota-until-hint = Ensuite, les places qui restent vont aux suivants.
session-more = Autres réglages
session-waitlist = Tenir une liste d'attente
session-offer = Demander avant de donner une place libérée
session-offer-hint = Sinon, le premier de la liste l'a aussitôt.
session-paid = Animation rémunérée
session-overbooking = Places au-delà de la capacité, en pourcentage
session-overbooking-hint = Pour les absents habituels. Zéro par défaut.

# Inscrits
session-people = Inscrits et demandes
session-nobody = Personne pour l'instant
session-nobody-text = Les inscriptions apparaissent ici au fur et à mesure.
session-coming = { $count ->
    [one] 1 personne vient
   *[other] { $count } personnes viennent
}
session-waiting = { $count ->
    [one] 1 personne en attente
   *[other] { $count } personnes en attente
}
session-gone = { $count ->
    [one] 1 désistement ou refus
   *[other] { $count } désistements et refus
}
session-requests = { $count ->
    [one] 1 demande
   *[other] { $count } demandes
}, { $seats ->
    [0] aucune place libre
    [one] 1 place libre
   *[other] { $seats } places libres
}
session-requests-text = Les demandes retenues ont une place dans l'ordre d'arrivée ; au-delà, elles passent sur la liste d'attente.
session-select = Retenir les demandes cochées
session-refuse-some = Refuser une demande
session-refuse-one = Refuser : { $name }
session-remove = Reprendre la place
session-beyond = { $count ->
    [one] Une personne de plus que de places : personne n'est retiré, et la liste d'attente n'avance pas.
   *[other] { $count } personnes de plus que de places : personne n'est retiré, et la liste d'attente n'avance pas.
}
session-opinion-awaited = Avis du chef attendu jusqu'au { $at }
session-opinion-due = À donner avant le { $at }
session-opinion-reason = Motif (demandé pour un avis défavorable)
session-favourable = Avis favorable
session-unfavourable = Avis défavorable
session-list = Inscrire une liste
session-list-label = Adresses
session-list-hint = Une par ligne, { $max } au plus. L'ordre compte quand il manque des places.
session-list-send = Inscrire
session-designate = Désigner quelqu'un
session-designate-text = Sans passer par la liste : la personne a une place aussitôt, et lit votre motif.
session-designate-address = Adresse de son compte
session-designate-beyond = Même s'il n'y a plus de place
session-designate-send = Désigner
session-listed = Résultat, ligne par ligne
session-listed-seated = inscrit
session-listed-waits = sur la liste d'attente
session-listed-known = avait déjà une place
session-listed-unknown = aucun compte à cette adresse
session-listed-not-for = la session ne s'adresse pas à cette personne
session-person = Personne
session-source = Origine

# Ce qui est fait
fait-seance-enrolled = Vous êtes inscrit.
fait-seance-waitlisted = Vous êtes sur la liste d'attente.
fait-seance-submitted = Votre demande est envoyée.
fait-seance-opined = Votre demande est déjà entre les mains des organisateurs.
fait-seance-offered = Une place vous est proposée.
fait-seance-desistement = C'est noté. Merci d'avoir prévenu.
fait-seance-confirmee = Votre venue est confirmée.
fait-seance-ecrite = Le brouillon est enregistré. Relisez-le, puis proposez-le.
fait-seance-changee = La session est modifiée.
fait-seance-copiee = Voici la copie, une semaine plus tard. Vérifiez les dates.
fait-seance-proposee = La session est proposée au chef d'établissement.
fait-seance-reprise = La session est de nouveau un brouillon.
fait-seance-accord = Votre accord est donné.
fait-seance-validee = La session est validée.
fait-seance-refusee = La session est refusée ; son auteur lit le motif.
fait-seance-publiee = La session est annoncée.
fait-seance-annulee = La session est annulée ; chacun est prévenu.
fait-seance-choix = Les demandes cochées sont retenues.
fait-seance-demande-refusee = La demande est refusée.
fait-seance-place-reprise = La place est reprise.
fait-seance-designation = La personne est inscrite et prévenue.
fait-prevenez-note = C'est noté : vous serez prévenu de la prochaine session.
fait-prevenez-retire = Le souhait est retiré.
fait-seance-avis = Votre avis est donné.

# Refus et fautes
refusal-session-moved = La session n'en est plus là ({ $state }). Rechargez la page.
refusal-session-changed = La session a changé depuis que vous avez ouvert cette page. Vos textes sont gardés ci-dessous : relisez la fiche, puis enregistrez de nouveau.
refusal-session-needs-manager = Au-delà de l'établissement, le responsable du plan doit d'abord valider la session.
refusal-session-needs-no-manager = Une session d'établissement n'attend que l'accord du chef.
refusal-session-no-plan = Au-delà de l'établissement, une session s'inscrit dans un plan adopté : { $node } n'en a pas pour cette année.
refusal-session-over = La première demi-journée est passée : la session ne peut plus être acceptée.
refusal-session-begun = La session a commencé.
refusal-session-closed-to-change = Cette session ne se modifie plus.
refusal-session-fixed = Une session annoncée garde son public, ses dates, ses formateurs, le temps de cours et la rémunération : pour changer cela, annulez-la et copiez-la.
refusal-session-not-open = Les inscriptions ne sont pas encore ouvertes.
refusal-session-closed = Les inscriptions sont closes.
refusal-session-cancelled = Cette session est annulée.
refusal-session-own = Vous animez cette session.
refusal-session-not-for-you = Cette session ne s'adresse pas à vous : regardez à qui elle est ouverte.
refusal-session-full = Il n'y a plus de place, et cette session n'a pas de liste d'attente.
refusal-seat-moved = Cette place n'en est plus là ({ $state }). Rechargez la page.
refusal-offer-lapsed = Le délai est passé : la place a été proposée au suivant.
refusal-opinion-awaited = Le chef d'établissement de l'une de ces personnes peut encore donner son avis. Retenez les autres, ou attendez.
refusal-designate-full = Les { $seats } places sont prises. Cochez la case pour désigner quelqu'un au-delà.
fault-session-module = Choisissez un module offert dans le plan de votre académie ou de la nation.
fault-session-title = Donnez un titre de { $max } caractères au plus, sur une ligne.
fault-session-text = { $max } caractères au plus, sans caractère invisible.
fault-session-aim = Dites en une phrase ce que l'on y apprend.
fault-session-link = Donnez une adresse qui commence par https://.
fault-session-scope = Choisissez pour qui est la session. Si le bassin manque, l'établissement n'est rattaché à aucun bassin.
fault-session-capacity = Donnez un nombre de places entre 1 et { $max }.
fault-session-overbooking = Donnez un pourcentage entre 0 et { $max }.
fault-session-opens-late = Les inscriptions doivent s'ouvrir avant de se clore.
fault-session-allocation = Choisissez comment les places sont données.
fault-session-lottery-closes = Pour un tirage au sort, donnez un dernier jour d'inscription avant le jour de la session.
fault-session-school-quota = Donnez un nombre de places par établissement entre 1 et { $max }.
fault-wish-many = Vous avez déjà { $max } souhaits : retirez-en un.
fault-session-min-size = Donnez un nombre entre 1 et { $max }.
fault-session-slot-day = Demi-journée { $number } : choisissez un jour.
fault-session-slot-day-alone = Choisissez un jour.
fault-session-slot-time = Demi-journée { $number } : donnez l'heure de début et l'heure de fin, par exemple 14:00.
fault-session-slot-gap = Demi-journée { $number } : cette heure n'existe pas, c'est la nuit du passage à l'heure d'été.
fault-session-slot-order = Demi-journée { $number } : la fin vient après le début.
fault-session-slot-long = Demi-journée { $number } : cinq heures au plus. Faites-en deux.
fault-session-slot-past = La demi-journée { $number } est déjà passée : choisissez un jour à venir.
fault-session-slot-none = Ajoutez au moins une demi-journée.
fault-session-slot-overlap = Deux demi-journées se chevauchent.
fault-session-slots = { $max } demi-journées au plus.
fault-session-slots-apart = Les demi-journées s'étendent sur plus d'un an : faites deux sessions.
fault-session-trainers = { $max } formateurs au plus.
fault-session-trainer-unknown = Personne n'a de compte à l'adresse { $address }.
fault-session-trainer-none = Dites qui anime la session.
fault-session-place-none = Donnez une salle, ou un lien pour une session à distance.
fault-session-host = Donnez le numéro d'un établissement où vous pouvez proposer une session.
fault-session-reason = Donnez un motif : son lecteur doit pouvoir en faire quelque chose.
fault-session-list = Collez entre une et { $max } adresses, une par ligne.

# Nouvelles
notice-topic-session = Sessions que j'organise ou que l'on m'annonce
notice-topic-seat = Mes places dans les sessions
notice-session-proposed = Une session attend votre accord : « { $session } » ({ $school }).
notice-session-agreed = « { $session } » a l'accord du chef d'établissement.
notice-session-to-approve = Une session attend votre validation : « { $session } » ({ $school }).
notice-session-approved = « { $session } » est validée : vous pouvez l'annoncer.
notice-session-refused = « { $session } » est refusée : { $reason }
notice-session-for-your-need = Une session répond à votre besoin : « { $session } » ({ $school }).
notice-session-published = Une session est annoncée : « { $session } » ({ $school }).
notice-session-cancelled = « { $session } » est annulée : { $reason }
notice-session-opinion-asked = Une demande attend votre avis : « { $session } ».
notice-session-seat-given-back = Quelqu'un rend sa place : « { $session } ».
notice-seat-promoted = Une place s'est libérée, elle est à vous : « { $session } ».
notice-seat-offered = Une place s'est libérée : « { $session } ». Dites vite si vous la prenez.
notice-seat-lapsed = Le délai est passé, la place va au suivant : « { $session } ».
notice-seat-opinion = Votre chef d'établissement a donné son avis : « { $session } ».
notice-seat-selected = Vous êtes inscrit : « { $session } ».
notice-seat-selected-waiting = Votre demande est retenue, vous êtes sur la liste d'attente : « { $session } ».
notice-seat-listed = Vous êtes inscrit : « { $session } ».
notice-seat-listed-waiting = Vous êtes sur la liste d'attente : « { $session } ».
notice-seat-designated = Vous êtes désigné pour « { $session } » : votre présence est attendue. { $reason }
notice-session-wished = Une session que vous souhaitiez est annoncée : « { $session } » ({ $school }).
notice-seat-refused = Votre demande n'est pas retenue : « { $session } ». { $reason }
notice-seat-declined = Personne n'a pu répondre à votre demande avant la session : « { $session } ».
notice-seat-none-left = Aucune place ne s'est libérée : « { $session } ».
notice-seat-removed = Votre place est reprise : « { $session } ». { $reason }
notice-seat-session-moved = La date ou le lieu changent : « { $session } ».
notice-seat-session-cancelled = La session « { $session } » est annulée.
