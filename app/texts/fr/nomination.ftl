# Navigation
nav-direction = Direction
nav-nominations = Nominations
nav-mandate = Mon mandat de référent

# Étapes
nomination-state-draft = En préparation
nomination-state-proposed = Proposée
nomination-state-accepted = Acceptée
nomination-state-declined = Déclinée
nomination-state-submitted = Transmise
nomination-state-active = En vigueur
nomination-state-ended = Terminée avant terme
nomination-state-completed = Menée à terme
nomination-state-completed-without-report = À terme, sans bilan
timeline-label = Étapes de la nomination
timeline-done = Fait :
timeline-here = En ce moment :
timeline-to-come = À venir :

# Missions
letter-mission-1a = 1a – Diffuser l'information sur le numérique auprès des enseignants
letter-mission-1b = 1b – Aider à la prise en compte de leurs besoins de formation
letter-mission-1c = 1c – Les accompagner dans leurs usages, au service des apprentissages
letter-mission-1d = 1d – Favoriser et aider les projets pédagogiques
letter-mission-2a = 2a – Aider au pilotage du numérique dans l'établissement
letter-mission-2b = 2b – Conseiller le chef d'établissement
letter-mission-2c = 2c – Faire le lien avec l'académie, les collectivités et les réseaux

# Direction
direction-title = Direction
direction-no-school = Aucun établissement
direction-no-school-text = Votre rôle ne porte sur aucun établissement ouvert. La personne responsable du plan peut le corriger.
direction-hosts-none = Cet établissement n'a pas de référent
direction-vacant = Sans référent depuis le { $date }
direction-referents = { $count ->
    [one] Un référent en fonction
   *[other] { $count } référents en fonction
}
direction-envelope = Enveloppe { $year } : il reste { $left } sur { $total }
direction-no-envelope = Enveloppe { $year } : non notifiée
direction-propose = Nommer un référent
direction-roll-over = Préparer { $year }
direction-past = { $count ->
    [one] Une nomination passée
   *[other] { $count } nominations passées
}
direction-waits-draft = à compléter et à proposer
direction-waits-accepted = à transmettre à l'académie

# Écrire une nomination
nomination-new-title = Nommer un référent
nomination-new-lead = La personne choisie lira la lettre de mission et décidera librement. Rien ne part avant que vous ne proposiez.
nomination-edit-title = Modifier la nomination
nomination-edit = Modifier
nomination-school = Établissement
nomination-year = Année scolaire
nomination-search = Nom de l'enseignant
nomination-narrow = Chercher
nomination-nobody-title = Personne à ce nom
nomination-nobody-text = Aucun enseignant affecté ici au premier jour du mandat ne correspond. Vérifiez le nom, ou demandez à l'académie de mettre les affectations à jour.
nomination-part-mandate = Le mandat
nomination-teacher = Enseignant
nomination-teacher-hint = Les enseignants affectés dans l'établissement au premier jour du mandat.
nomination-teacher-choose = Choisir une personne
nomination-first = Premier jour
nomination-last = Dernier jour
nomination-share = Part du mandat
nomination-share-hint = En pour cent. 100 quand la personne est seule référente.
nomination-save-draft = Enregistrer le brouillon
nomination-cancel = Annuler
nomination-title = Nomination de { $person }
nomination-dates = Période
nomination-period = Du { $from } au { $to }
nomination-facts = Ce qui est convenu
nomination-discard = Supprimer ce brouillon
nomination-withdraw = Reprendre la proposition
nomination-copy = En faire un nouveau brouillon
nomination-over-title = La période est passée
nomination-over-text = Cette nomination ne peut plus avancer. Écrivez-en une nouvelle.
nomination-over-own = Cette proposition ne peut plus être acceptée. Votre chef d'établissement peut en écrire une nouvelle.
nomination-returned-title = Renvoyée par l'académie
reward-legend = Contrepartie
reward-hint = Une indemnité et un allègement de service s'excluent.
reward-none = Sans contrepartie
reward-allowance = Indemnité de { $amount } ({ $scheme })
reward-relief = Allègement de { $hours } par semaine
reward-left = Il reste { $left } dans l'enveloppe.
reward-choose-none = Aucune
reward-choose-allowance = Une indemnité ({ $schemes })
reward-choose-relief = Un allègement de service
reward-scheme = Régime indemnitaire
reward-amount = Montant pour l'année scolaire
reward-amount-choose = Choisir un montant
reward-range = { $scheme } : de { $min } à { $max }.
reward-rates = { $scheme } : { $rates }.
reward-relief-hours = Heures par semaine
reward-relief-hint = Par exemple 1 ou 1,5. Laissez vide pour une indemnité.

# Lettre de mission
letter-title = Lettre de mission
letter-models = Partir d'un modèle de lettre :
letter-model-depart = Premier mandat
letter-model-depart-time = Une heure par semaine, banalisée dans l'emploi du temps
letter-model-depart-indicators =
    Tous les enseignants savent à qui s'adresser
    Un recueil des besoins dans l'année
    Dix accompagnements, seul ou à plusieurs
letter-model-projets = Projets
letter-model-projets-time = Deux heures par semaine
letter-model-projets-indicators =
    Deux projets accompagnés jusqu'à leur bilan
    Un partage en conseil pédagogique
letter-model-complete = Toutes les missions
letter-model-complete-time = Deux heures par semaine, et les réunions du réseau
letter-model-complete-indicators =
    Un recueil des besoins et sa synthèse
    Trois sessions dans l'établissement
    Un point par trimestre avec la direction
letter-model-training = Deux journées avec les référents du bassin
letter-missions = Missions
letter-missions-hint = Une au moins.
letter-secondary = Autres tâches
letter-means = Moyens
letter-time = Temps
letter-room = Lieu
letter-equipment = Équipement
letter-indicators = Indicateurs
letter-training = Formation prévue
letter-lines-hint = Un par ligne.
letter-free-text = Précisions
letter-version = Version { $number }
letter-written-on = Écrite le { $date }
letter-declined = déclinée
letter-in-force = en vigueur
letter-accepted = acceptée
letter-being-written = en cours d'écriture
letter-waiting = attend la réponse de l'enseignant
letter-print = Lire et imprimer la lettre
letter-read = Lire la lettre de mission
letter-amend = Modifier la lettre
letter-amend-title = Modifier la lettre de mission
letter-amend-lead = L'enseignant lira la nouvelle version et l'acceptera ou non. D'ici là, l'ancienne reste en vigueur.
letter-amend-send = Proposer la nouvelle version
letter-changed = Voici la nouvelle version. L'ancienne reste en vigueur tant que vous n'avez pas accepté celle-ci.
letter-signed-accepted = Acceptée le { $date }
letter-signed-declined = Déclinée le { $date }
letter-signed-not-yet = Pas encore acceptée
letter-signed-proposed = Proposée le { $date }
paper-letter-title = Lettre de mission du référent pour les usages pédagogiques numériques
paper-letter-version = Version { $number } du { $date }
paper-letter-intro = Pour l'année scolaire { $year }, du { $from } au { $to }, vous êtes chargé des missions suivantes. Vous les acceptez librement.
paper-letter-standing = Cette version n'a pas encore été acceptée.
paper-academy = Académie de { $name }
paper-basin = Bassin { $name }
paper-pair = { $name } : { $value }
paper-share = Mandat partagé : { $share } %
paper-signature-head = Pour l'établissement, { $name }
paper-signature-teacher = Le référent, { $name }

# Ce que fait le chef d'établissement
next-propose-title = Proposer la nomination
next-propose-text = { $person } recevra la lettre de mission et la contrepartie, et répondra.
next-propose-send = Proposer à { $person }
next-answer-title = La réponse est attendue
next-answer-text = { $person } lit la lettre de mission. Vous serez prévenu de la réponse.
next-submit-title = Transmettre à l'académie
next-submit-text = { $person } a accepté. Indiquez quand les conseils ont été consultés.
next-submit-blocked = L'académie ne demande pas de transmission, mais cette nomination n'a pas pu prendre effet d'elle-même : voyez l'enveloppe et les parts du mandat.
next-submit-send = Transmettre
council-on = Conseil pédagogique
board-on = Conseil d'administration
council-not-yet = Pas encore consulté
councils-none = Sans objet
councils-none-hint = Établissement privé sans ces conseils. Laissez alors les dates vides.
next-decision-title = L'académie décide
next-decision-text = La nomination a été transmise. Vous serez prévenu de la décision.
next-active-title = { $person } est en fonction
next-active-text = Jusqu'au { $date }.
next-declined-title = La proposition a été déclinée
next-declined-text = Vous pouvez en parler, puis nommer une autre personne ou écrire un nouveau brouillon.
next-ended-title = Le mandat est terminé
next-ended-text = Motif : { $reason }.
next-completed-title = Le mandat est allé à son terme
next-completed-text = Le bilan a été déposé.
next-no-report-title = Le mandat est allé à son terme
next-no-report-text = Aucun bilan n'a été déposé.
envelope-left-besides = Enveloppe restante, hors cette nomination
nomination-end = Mettre fin au mandat
nomination-end-text = Les affaires en cours iront dans un panier que le successeur reprendra. L'indemnité est due au prorata des jours.
nomination-end-last = Dernier jour du mandat
nomination-end-send = Mettre fin au mandat
end-reason = Motif
end-reason-choose = Choisir un motif
end-reason-resigned = le référent a renoncé
end-reason-posting-ended = fin de l'affectation
end-reason-agreed = d'un commun accord
end-reason-absence = absence de longue durée
end-reason-other-duty = autre mission
end-reason-school-closed = fermeture ou fusion de l'établissement

# Ce que fait l'enseignant
nominations-mine = Mes nominations
nominations-mine-none = Aucune nomination
nominations-mine-none-text = Quand votre chef d'établissement vous proposera d'être référent, la proposition sera ici.
nomination-own-title = Référent numérique – { $school }
answer-title = Votre réponse
answer-go = Lire, puis répondre
answer-text = Vous êtes libre d'accepter ou non. Personne ne vous demandera pourquoi.
answer-letter-title = Nouvelle version de la lettre
answer-letter-text = Si vous la déclinez, l'ancienne version reste en vigueur.
answer-accept = Accepter
answer-decline = Décliner
resign-title = Renoncer au mandat
resign-text = Votre mandat s'arrête aujourd'hui. Les affaires en cours iront à votre successeur.
resign-send = Renoncer au mandat

# Pilotage
board-title = Nominations
board-everywhere = Toute la plateforme
board-place = Territoire
board-state = État
board-any-state = Tous les états
board-any-year = Toutes les années
board-search = Établissement ou enseignant
board-filter = Filtrer
board-export = Exporter la liste
board-count = { $count ->
    [0] Aucune nomination
    [one] Une nomination
   *[other] { $count } nominations
}
board-none = Aucune nomination ne correspond
board-all = Voir toutes les nominations
board-tick = Choisir
board-tick-one = Choisir la nomination de { $person }
board-uai = UAI
board-validate = Valider les nominations cochées
board-return = Renvoyer les nominations cochées
board-with-head = La nomination est revenue au chef d'établissement.
board-some-refused = { $done ->
    [0] Aucune décision n'a pu être prise
    [one] Une décision prise, les autres non
   *[other] { $done } décisions prises, les autres non
}
decide-title = Décider
decide-validate = Valider la nomination
decide-reason = Motif du renvoi, que le chef d'établissement lira
decide-return = Renvoyer
remind-title = Établissements sans référent
remind-text = { $place } : écrire aux chefs des établissements sans référent où rien n'est en cours. Un message par jour au plus.
remind-send = Envoyer un rappel
rule-title = Circuit des nominations
rule-submitted = Une nomination acceptée est transmise par le chef d'établissement, puis validée ici.
rule-direct = Une nomination acceptée prend effet aussitôt, dans les limites de l'enveloppe.
rule-skip = Se passer de la validation
rule-ask = Demander la validation
envelopes-title = Enveloppes
envelopes-lead = Le total des indemnités d'un établissement ne dépasse jamais l'enveloppe notifiée. Sans enveloppe, vous décidez à la validation.
envelopes-search = Établissement
envelopes-count = { $count ->
    [0] Aucun établissement
    [one] Un établissement
   *[other] { $count } établissements
}
envelopes-none = Aucun établissement ne correspond
envelopes-all = Voir tous les établissements
envelope-of = Enveloppe de { $school }, en euros
envelope-granted = Accordé
envelope-column = Enveloppe
envelope-save = Notifier
payments-export = Indemnités { $year }
payment-annual = Montant annuel
payment-last-served = Dernier jour servi
payment-planned-days = Jours prévus
payment-served-days = Jours servis
payment-due = Montant dû

# Panier de reprise
handover-title = Reprendre les affaires en cours
handover-lead = Voici ce que le mandat précédent a laissé ouvert. Reprenez ou fermez chaque ligne.
handover-none = Rien n'attend
handover-none-text = Tout a été repris ou fermé.
handover-since = depuis le { $date }
handover-take = Reprendre
handover-close = Fermer
handover-kind-letter = version de lettre sans réponse
handover-kind-need = besoin de formation
handover-kind-survey = recueil de besoins
handover-kind-project = projet
handover-kind-bulletin = bulletin
handover-kind-session = session
handover-kind-accompaniment = accompagnement
handover-kind-other = affaire en cours

# Secteurs
nomination-sector-public = Public
nomination-sector-private-contract = Privé sous contrat
nomination-sector-private-no-contract = Privé hors contrat
nomination-sector-private-unknown = Privé

# Ce qui vient d'être fait
fait-nomination-ecrite = Le brouillon est enregistré.
fait-nomination-proposee = La nomination est proposée.
fait-nomination-retiree = La proposition est reprise : c'est de nouveau un brouillon.
fait-nomination-soumise = La nomination est transmise à l'académie.
fait-nomination-terminee = Il est mis fin au mandat.
fait-brouillon-supprime = Le brouillon est supprimé.
fait-lettre-modifiee = La nouvelle version est proposée.
fait-reconduction = Les brouillons de l'année prochaine sont prêts.
fait-reconduction-montant = Les brouillons sont prêts. Choisissez à nouveau le montant : le régime a changé.
fait-reconduction-depart = Les brouillons sont prêts, sauf pour qui ne sera plus affecté ici.
fait-nomination-acceptee = Vous avez accepté. Merci !
fait-nomination-declinee = Votre réponse est enregistrée.
fait-mandat-rendu = Votre mandat est terminé.
fait-nominations-validees = C'est validé.
fait-nominations-renvoyees = C'est renvoyé au chef d'établissement.
fait-rappel = Le rappel est envoyé.
fait-rappel-inutile = Aucun établissement n'est à relancer.
fait-rappel-sans-chef = Les établissements vacants n'ont pas de chef sur la plateforme : personne n'a été relancé.
fait-regle = Le circuit est changé.
fait-enveloppe = L'enveloppe est notifiée.
fait-reprise = C'est noté.

# Avis
notice-nomination-proposed = Une nomination de référent vous est proposée à { $school } pour { $year }. Lisez la lettre et répondez.
notice-nomination-withdrawn = La proposition de nomination à { $school } a été reprise par la direction.
notice-nomination-accepted = { $person } accepte d'être référent. Transmettez la nomination à l'académie.
notice-nomination-declined = { $person } décline la nomination.
notice-nomination-submitted = { $school } transmet la nomination de { $person }. Décidez.
notice-nomination-returned = L'académie renvoie la nomination de { $person } : { $reason }
notice-nomination-under-review = La nomination à { $school } est revenue à la direction, qui la complète.
notice-nomination-validated = La nomination de { $person } à { $school } est en vigueur.
notice-nomination-new-colleague = { $person } devient référent à { $school }.
notice-nomination-ended = Le mandat de { $person } à { $school } est terminé avant son terme.
notice-nomination-completed = Le mandat de { $person } à { $school } est allé à son terme.
notice-nomination-completed-without-report = Le mandat de { $person } à { $school } est allé à son terme sans bilan.
notice-letter-proposed = Une nouvelle version de votre lettre de mission vous est proposée.
notice-letter-accepted = { $person } accepte la nouvelle lettre de mission.
notice-letter-declined = { $person } décline la nouvelle lettre de mission : l'ancienne reste en vigueur.
notice-handover-waiting = Le mandat précédent à { $school } a laissé des affaires en cours. Reprenez-les.
notice-school-without-referent = { $school } n'a pas de référent pour { $year }. Nommez une personne volontaire.

# Refus
refusal-nomination-moved = Cette étape n'est plus possible : la nomination est { $state ->
    [draft] en préparation
    [proposed] proposée, et attend la réponse de l'enseignant
    [accepted] acceptée
    [declined] déclinée
    [submitted] transmise à l'académie
    [active] en vigueur
    [ended] terminée
    [completed] menée à terme
   *[other] close
}.
refusal-nomination-changed = Quelqu'un a modifié cette nomination entre-temps. Relisez-la, puis recommencez.
refusal-nomination-over = La période de cette nomination est passée.
refusal-nomination-not-posted = L'enseignant n'est pas affecté à { $school } au premier jour du mandat, ou ne l'est plus.
refusal-nomination-shares = Les parts du mandat dépasseraient 100 % : il reste { $left } %.
refusal-nomination-exists = Cette personne a déjà une nomination en cours pour cette période.
refusal-school-without-referent = Il n'est pas prévu de référent dans cet établissement.
refusal-envelope-exceeded = L'enveloppe ne suffit pas : il manque { $missing } €. Il en reste { $left } €.
refusal-reward-exclusive = Une indemnité et un allègement pour la même mission s'excluent.
refusal-letter-unchanged = La lettre n'a pas changé.
refusal-scheme-not-newer = Une version de ce régime commence ce jour-là ou plus tard.
refusal-nothing-to-roll-over = Aucun mandat n'est à reconduire pour { $year }.
refusal-nothing-ticked = Cochez au moins une nomination.
refusal-handover-settled = Quelqu'un a déjà repris ou fermé cette ligne.

# Fautes
fault-letter-without-mission = Choisissez au moins une mission.
fault-letter-text-too-long = Ce texte dépasse { $most } caractères, ou contient des signes illisibles.
fault-letter-lines-too-many = Au plus { $most } lignes, de { $longest } caractères chacune.
fault-scheme-not-valid = Ce régime indemnitaire ne s'applique pas ici au premier jour du mandat.
fault-amount-outside-range = Le montant doit être compris entre { $min } € et { $max } €.
fault-amount-no-rate = Choisissez l'un de ces montants, en euros : { $rates }.
fault-amount-unreadable = Indiquez un montant en euros, par exemple 1250 ou 312,50.
fault-envelope-below-engaged = { $engaged } € sont déjà engagés : l'enveloppe ne peut pas être plus petite.
fault-day-outside-year = Ce jour n'est pas dans l'année scolaire { $year }.
fault-day-before-first = Le dernier jour précède le premier.
fault-day-unreadable = Indiquez un jour.
fault-day-to-come = Ce jour n'est pas encore venu.
fault-day-before-mandate = Ce jour précède le mandat.
fault-share-unreadable = Indiquez un nombre entier de 1 à 100.
fault-relief-unreadable = Indiquez un nombre d'heures, par exemple 1 ou 1,5, au plus 20.
fault-reward-exclusive = Une indemnité et un allègement s'excluent : videz ce champ.
fault-reward-missing = Choisissez une contrepartie, ou aucune.
fault-teacher-missing = Choisissez une personne.
fault-teacher-not-posted = Cette personne n'est pas affectée ici au premier jour du mandat.
fault-councils-of-public-school = Un établissement public a ces conseils : indiquez leurs dates.
fault-council-day-missing = Indiquez le jour où ce conseil a été consulté.
fault-council-day-to-come = Ce conseil n'a pas encore eu lieu.
fault-council-day-too-old = Ce jour est trop ancien pour cette nomination.
fault-end-reason-missing = Choisissez un motif.
fault-return-reason-missing = Dites pourquoi : le chef d'établissement doit savoir quoi corriger.
fault-return-reason-too-long = Au plus { $most } caractères.

# Régimes indemnitaires
schemes-title = Régimes indemnitaires
hub-schemes-text = Montants, versions, textes ; qui s'en sert.
schemes-lead = Ce qui peut être versé pour un mandat. Une version ne change jamais : une nouvelle prend la suite un jour donné, et les mandats gardent la leur.
schemes-days = Dates
schemes-amounts = Montants par an
schemes-use = Usage
schemes-version = { $label }, version { $version }
schemes-range = de { $min } à { $max }
schemes-once = En une fois, après service fait
schemes-ninths = Par neuvièmes, à partir de novembre
schemes-exclusive = Exclut une décharge pour la même mission
schemes-to-come = À venir
schemes-in-force = En vigueur
schemes-ended = Terminé
schemes-unused = Aucun mandat
schemes-used = { $mandates ->
    [one] 1 mandat
   *[other] { $mandates } mandats
} dans { $schools ->
    [one] 1 établissement
   *[other] { $schools } établissements
}
schemes-next = Préparer la suite
schemes-new = Nouvelle version, ou nouveau régime
schemes-new-text = La version précédente du même code prend fin la veille.
schemes-code = Code
schemes-code-hint = Celui d'un régime connu pour une nouvelle version (imp), ou un code neuf : lettres minuscules, chiffres, tirets.
schemes-label = Nom affiché
schemes-legal = Texte de référence
schemes-kind-range = Entre un minimum et un maximum
schemes-kind-rates = L'un des taux d'une liste
schemes-min = Minimum, en euros
schemes-min-hint = Pour une fourchette : 400, ou 312,50.
schemes-max = Maximum, en euros
schemes-rates = Taux, en euros
schemes-rates-hint = Pour une liste, séparés par un point-virgule : 312,50 ; 625 ; 1250.
schemes-payment = Versement
schemes-sectors = Établissements concernés
schemes-sector-public = Public
schemes-sector-private = Privé sous contrat
schemes-from = Valable à partir du
schemes-to = Dernier jour
schemes-save = Mettre en service
fait-regime = La nouvelle version est enregistrée.
refusal-scheme-in-use = Des mandats qui commencent ce jour-là ou plus tard ont été accordés sous la version actuelle. Choisissez un jour plus tardif.
fault-scheme-code-unreadable = Écrivez un code de 1 à 20 lettres minuscules, chiffres ou tirets.
fault-scheme-text-missing = Remplissez ce champ, sans le rendre trop long.
fault-scheme-range-reversed = Le maximum doit être au moins égal au minimum.
fault-scheme-rates-missing = Indiquez de 1 à 20 taux.
fault-scheme-rate-unreadable = « { $typed } » n'est pas un montant. Écrivez par exemple 312,50 ; 625.
fault-scheme-days-reversed = Le dernier jour ne peut pas précéder le premier.
