# Rémunération des formateurs : états, service fait, contrôle, lots. Préau ne paie personne.

pay-never-pays = Préau prépare les états et les lots, et ne paie jamais : le paiement est fait par le service de paie.
pay-mine-title = Mes états de rémunération
pay-mine-link = Mes états de rémunération
pay-mine-none = Aucun état pour l'instant
pay-mine-none-text = Un état apparaît ici dès que les présences d'une session rémunérée que vous avez animée sont fermées.
pay-statement-title = État de rémunération
pay-session-link = Préparer mon état
pay-open = Ouvrir

pay-state-not-applicable = Sans objet
pay-state-to-prepare = À préparer
pay-state-submitted = Soumis
pay-state-service-certified = Service fait certifié
pay-state-checked = Contrôlé
pay-state-exported = Transmis à la paie
pay-state-paid-reported = Paiement signalé
pay-state-rejected = Renvoyé

pay-next-title = La suite
pay-next-not-applicable = Ces heures comptent dans une indemnité : rien d'autre n'est dû ici.
pay-next-to-prepare = Le formateur prépare l'état et le soumet.
pay-next-submitted = La direction de { $school } certifie le service fait.
pay-next-service-certified = Le gestionnaire de l'académie contrôle le taux, le budget et l'autorisation de cumul.
pay-next-checked = L'état part avec le prochain lot vers le service de paie.
pay-next-exported = Le service de paie a reçu l'état ; la date du paiement s'affichera ici.
pay-next-paid-reported = Le service de paie a signalé un paiement le { $day }.
pay-next-rejected = Le formateur corrige l'état et le soumet de nouveau.
pay-rejected-because = Renvoyé pour ce motif

pay-warning-no-permit = Aucune autorisation de cumul n'est indiquée.
pay-warning-late-permit = L'autorisation de cumul est postérieure à la première demi-journée.

pay-level = Niveau
pay-level-initiation = Initiation
pay-level-deepening = Approfondissement
pay-level-expertise = Expertise
pay-hours = Heures
pay-rate = Taux horaire en euros
pay-rate-hint = De { $min } à { $max } €
pay-amount = Montant
pay-total = Total
pay-preparation = Conception de la formation, forfait en euros
pay-permit = Autorisation de cumul
pay-permit-hint = Date de l'autorisation, si vous en avez une. Elle devrait précéder la session.
pay-permit-on = Autorisation de cumul du { $day }

pay-prepare-title = Préparer l'état
pay-prepare-text = La session a duré { $total } : vos heures, tous niveaux réunis, ne peuvent dépasser cette durée. Par exemple « 1 h 30 » à « 32,50 ».
pay-submit = Soumettre à la direction
pay-cover = Ces heures comptent dans mon indemnité
pay-uncover = Préparer un état malgré tout
pay-withdraw = Reprendre mon état
pay-claim = Ce qui est demandé
pay-steps = Étapes
pay-decide = Décider
pay-certify = Certifier le service fait
pay-check = Contrôlé, bon pour le prochain lot
pay-refuse = Renvoyer au formateur
pay-reason = Motif
pay-reason-hint = Le formateur le lira : dites ce qu'il doit corriger.
pay-own-here = C'est le vôtre : une autre personne doit en décider.

pay-head-title = Service fait à certifier
pay-head-lead = Vous certifiez que ces heures ont bien été assurées dans votre établissement.
pay-head-link = Service fait à certifier
pay-head-none = Rien à certifier
pay-head-none-text = Les états des formateurs apparaissent ici quand ils sont soumis.
pay-certify-ticked = Certifier les états cochés

pay-desk-title = Rémunération des formateurs
pay-hub-text = Contrôler les états, constituer les lots pour la paie, signaler les paiements.
pay-place = Territoire
pay-to-check = { $count ->
    [0] États à contrôler
    [one] { $count } état à contrôler
   *[other] { $count } états à contrôler
}
pay-check-none = Rien à contrôler
pay-check-none-text = Les états certifiés par les directions apparaissent ici ({ $place }).
pay-check-sum = Total à contrôler : { $sum }
pay-check-ticked = Contrôlés : bons pour le prochain lot
pay-budget = Budget
pay-budget-plan = Plan
pay-budget-engaged = Déjà engagé
pay-budget-waiting = À contrôler
pay-budget-over = dépasse
pay-budget-none = sans limite
pay-batch = Lot
pay-batches = Lots pour la paie
pay-batch-number = Lot { $number }
pay-batch-day = Constitué le
pay-batch-count = États
pay-batch-paid = Payés
pay-batch-ready = { $count ->
    [one] { $count } état contrôlé attend, pour { $sum }.
   *[other] { $count } états contrôlés attendent, pour { $sum }.
}
pay-batch-make = Constituer un lot
pay-batch-nothing = Aucun état contrôlé n'attend de lot.
pay-batch-about = { $place }, le { $day } : { $count ->
    [one] { $count } état
   *[other] { $count } états
}, { $sum }
pay-batch-csv = Télécharger le lot (CSV)
pay-batch-lines = États du lot

pay-report-title = Signaler les paiements
pay-paid-on = Tout le lot a été payé le
pay-paid-on-hint = Les états qui ont déjà une date la gardent.
pay-paid-all = Signaler le paiement du lot
pay-file = Fichier du service de paie
pay-file-hint = Un tableau CSV avec les colonnes « Référence » et « Date de paiement » : celui du lot, complété, convient.
pay-paste = Ou collez les lignes ici
pay-judge = Vérifier les lignes
pay-verdict = Vérification
pay-verdict-text = { $paid ->
    [0] Aucun paiement à écrire
    [one] { $paid } paiement à écrire
   *[other] { $paid } paiements à écrire
}, { $wrong ->
    [0] aucune ligne refusée.
    [one] { $wrong } ligne refusée.
   *[other] { $wrong } lignes refusées.
}
pay-verdict-write = Écrire ces paiements
pay-verdict-pay = payé le { $day }
pay-verdict-already = déjà écrit
pay-verdict-empty = pas encore de date
pay-verdict-other = une autre date est déjà écrite
pay-verdict-bad-day = date illisible
pay-verdict-future = date à venir
pay-verdict-unknown = référence inconnue dans ce lot
pay-verdict-twice = référence déjà vue plus haut
pay-verdict-unreadable = ligne illisible
pay-row = Ligne
pay-trainer = Formateur

pay-column-reference = Référence
pay-column-uai = UAI
pay-column-school = Établissement
pay-column-usual-name = Nom
pay-column-given-name = Prénom
pay-column-session = Session
pay-column-day = Premier jour
pay-column-minutes = { $level } : minutes
pay-column-rate = { $level } : taux horaire
pay-column-amount = { $level } : montant
pay-column-paid = Date de paiement
pay-column-state = État

fait-etat-soumis = Votre état est soumis : la direction de l'établissement le reçoit.
fait-etat-repris = Vous avez repris votre état.
fait-etat-sans-objet = L'état est classé : ces heures comptent dans une indemnité.
fait-etat-a-preparer = L'état est de nouveau à préparer.
fait-etat-certifie = Le service fait est certifié.
fait-etat-controle = L'état est contrôlé.
fait-etat-renvoye = L'état est renvoyé au formateur.
fait-etats-certifies = Le service fait est certifié pour les états cochés.
fait-etats-controles = Les états cochés sont contrôlés.
fait-lot = Le lot est constitué. Téléchargez-le pour le service de paie.
fait-lot-paye = Les paiements sont écrits.

refusal-pay-own = C'est votre propre état : une autre personne doit en décider.
refusal-pay-moved = L'état n'en est plus là ({ $state }). Rechargez la page.
refusal-pay-changed = Cet état a changé entre-temps. Relisez-le ci-dessous ; rien de ce que vous venez d'envoyer n'a été enregistré.
refusal-pay-session-open = Les présences de la session ne sont pas fermées : fermez-les d'abord.
refusal-pay-counted = Ces heures comptent déjà dans l'indemnité d'une mission de référent : elles ne sont pas payées deux fois.
refusal-pay-nothing-to-export = Aucun état contrôlé n'attend de lot.
refusal-pay-nothing-to-report = Aucune ligne ne peut être écrite : lisez la vérification de chacune.
fault-pay-hours = Écrivez une durée : « 3 h », « 1 h 30 » ou « 1,5 ».
fault-pay-rate = Écrivez un montant en euros : « 32,50 ».
fault-pay-range = Le taux horaire va de { $min } à { $max } €.
fault-pay-design = Le forfait de conception va de { $min } à { $max } €.
fault-pay-too-long = Vos heures dépassent la durée de la session ({ $max }).
fault-pay-nothing = Indiquez au moins des heures ou un forfait de conception.
fault-pay-day = Écrivez une date : « 24/12/2026 ».
fault-pay-future = Cette date est à venir.
fault-pay-reason = Écrivez un motif : le formateur doit savoir quoi corriger.
fault-pay-reason-long = Le motif ne peut dépasser { $max } caractères.
fault-pay-no-table = Ces lignes ne forment pas un tableau avec les colonnes « Référence » et « Date de paiement ».
fault-pay-file-large = Le fichier dépasse { $max } Ko.

notice-topic-pay = Rémunération des formateurs
notice-pay-to-prepare = « { $session } » : préparez votre état de rémunération.
notice-pay-submitted = { $name } attend le service fait pour « { $session } ».
notice-pay-certified = Un état est à contrôler : { $name }, « { $session } ».
notice-pay-rejected = Votre état pour « { $session } » est renvoyé : lisez le motif.
notice-pay-exported = Des états à votre nom sont partis vers le service de paie.
notice-pay-paid = Le service de paie a signalé un paiement à votre nom.
