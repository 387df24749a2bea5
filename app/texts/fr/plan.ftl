# Plans de formation : priorités, dispositifs, modules.

nav-plan = Plan
plans-title = Plans de formation
plans-lead = Ce que la nation, l'académie, le bassin et l'établissement proposent cette année.
plans-none = Aucun plan pour le moment
plans-none-text = Le plan de votre académie apparaîtra ici dès qu'il sera ouvert à la consultation.
plans-none-write = Commencez le plan de l'année : vous pourrez reprendre la structure de l'an dernier.
plan-holds = { $programmes ->
    [one] 1 dispositif
   *[other] { $programmes } dispositifs
}, { $modules ->
    [one] 1 module
   *[other] { $modules } modules
}

# Commencer un plan, le décrire
plan-new = Commencer un plan
plan-begin = Commencer
plan-node = Plan de
plan-year = Année scolaire
plan-title = Intitulé du plan
plan-title-hint = Comme on l'appelle chez vous : « Programme académique de formation »…
plan-title-default = Plan de formation
plan-copy = Reprendre la structure de l'an dernier
plan-copy-hint = Priorités, dispositifs et modules, en brouillon. Ni les personnes, ni les dates, ni les budgets.
plan-facts = Budget et campagne
plan-hours-budget = Budget en heures
plan-money-budget = Budget en euros
plan-hours-hint = Par exemple : 12, 1,5 ou 1 h 30. Vide : pas de limite.
plan-limit-hint = Vide : pas de limite.
plan-opens-on = Ouverture de la campagne
plan-closes-on = Dernier jour de la campagne
plan-save = Enregistrer
plan-cancel = Annuler
plan-edit = Modifier
plan-remove = Supprimer

# Niveaux, états
plan-level-nation = Plan national
plan-level-academy = Plan académique
plan-level-basin = Plan de bassin
plan-level-school = Plan d'établissement
plan-state = État
plan-state-draft = Brouillon
plan-state-consultation = En consultation
plan-state-adopted = Adopté
plan-state-campaign-open = Campagne ouverte
plan-state-campaign-closed = Campagne close
plan-state-archived = Archivé
plan-timeline = Étapes du plan
plan-next = La suite
plan-event-consult = Ouvrir à la consultation
plan-event-consult-text = Le plan deviendra visible de tous. Vous pourrez encore tout y changer.
plan-event-adopt = Adopter le plan
plan-event-adopt-text = Les priorités ne changeront plus. Les dispositifs et les modules vivront toute l'année.
plan-event-open-campaign = Ouvrir la campagne
plan-event-open-campaign-text = Les modules proposés pourront être demandés jusqu'au dernier jour de la campagne.
plan-event-close-campaign = Clore la campagne
plan-event-close-campaign-text = Les modules ne pourront plus être demandés. Vous pourrez rouvrir la campagne si besoin.
plan-event-archive = Archiver le plan
plan-event-archive-text = L'année est finie : plus rien ne changera dans ce plan. C'est définitif.
plan-campaign-days = Campagne du { $from } au { $to }

# Chiffres
plan-budget = Budget
plan-foreseen = Prévu
plan-limit = Limite
plan-room = Reste
plan-no-limit = pas de limite fixée
plan-of = prévu : { $value } sur { $limit }
plan-over = Dépassement : { $missing }
plan-hours = Heures
plan-money = Euros
plan-hours-below = Heures des plans en dessous
plan-programmes = Dispositifs
plan-modules = Modules
plan-groups = Groupes
plan-seats = Places
plan-coverage = Ce qui répond aux priorités
plan-as-table = Voir le tableau
plan-count-modules = { $count ->
    [one] 1 module
   *[other] { $count } modules
}
plan-count-groups = { $count ->
    [one] 1 groupe
   *[other] { $count } groupes
}
plan-count-seats = { $count ->
    [one] 1 place
   *[other] { $count } places
}

# Priorités
plan-priority = Priorité
plan-priority-new = Ajouter une priorité
plan-priority-edit = Modifier la priorité
plan-item-title = Intitulé
plan-body = Texte
plan-loose = Sans priorité
plan-bare = Rien encore sous cette priorité
plan-serves = Répond à « { $title } » ({ $node })
plan-below = { $plans ->
    [one] Dans 1 plan en dessous
   *[other] Dans { $plans } plans en dessous
} : { $modules ->
    [one] 1 module
   *[other] { $modules } modules
}, { $hours }, { $money }
plan-above = Priorités des plans au-dessus
plan-above-text = Reprises ici, elles relient votre plan au leur : les chiffres s'additionnent.
plan-take-over = Reprendre
plan-link = Répond à
plan-link-none = Aucune priorité au-dessus
plan-link-save = Rattacher
plan-empty = Ce plan est vide
plan-empty-text = Ses priorités n'ont pas encore été écrites.
plan-empty-write = Ajoutez une première priorité, ou reprenez celles d'un plan au-dessus.
plan-order = Ordre
plan-up = Monter « { $title } »
plan-down = Descendre « { $title } »

# Dispositifs
plan-programme = Dispositif
plan-programme-new = Ajouter un dispositif
plan-programme-edit = Modifier le dispositif
plan-code = Code
plan-programme-code-hint = 10 caractères au plus, comme dans GAIA : 26A0140001.
plan-aim = But
plan-audience = Public
plan-audience-hint = Par exemple : professeurs de lettres en lycée.
plan-mode = Inscription
plan-mode-individual = Candidature individuelle
plan-mode-designated = Public désigné
plan-mode-both = Candidature ou public désigné
plan-mode-local = À l'initiative de l'établissement
programme-state-draft = En préparation
programme-state-offered = Proposé
programme-state-withdrawn = Retiré
programme-event-offer = Proposer avec ses modules validés
programme-event-withdraw = Retirer
programme-event-restore = Reprendre
plan-no-module = Aucun module.
plan-validate-all = Valider les modules complets

# Modules
plan-module = Module
plan-module-new = Ajouter un module
plan-module-edit = Modifier le module
plan-module-code-hint = 20 caractères au plus ; unique dans le plan.
plan-objectives = Objectifs
plan-objectives-hint = Ce que l'on saura faire à la fin. Nécessaire pour valider le module.
plan-content = Contenu
plan-onsite = Présentiel
plan-remote = À distance
plan-duration-hint = Par exemple : 3, 1,5 ou 1 h 30, pour un groupe.
plan-duration = Durée
plan-size = Effectif
plan-module-level = Niveau
plan-disciplines = Disciplines
plan-disciplines-hint = Rien de coché : pour toutes.
plan-prerequisites = Prérequis
plan-min-size = Effectif minimal
plan-max-size = Effectif maximal
plan-planned-groups = Groupes prévus
plan-cost = Coût d'un groupe, en euros
plan-cost-hint = Déplacements et rémunérations prévus.
plan-course = Parcours en ligne
plan-no-course = Aucun
plan-course-open = Ouvrir le parcours en ligne
module-state-draft = En préparation
module-state-validated = Validé
module-state-offered = Proposé
module-state-withdrawn = Retiré
module-event-validate = Valider le contenu
module-event-offer = Proposer
module-event-withdraw = Retirer
module-event-restore = Reprendre

# Reprise d'une année sur l'autre
plan-left = Repris du plan { $year }
plan-left-text = Tout est en brouillon. N'ont pas été repris : les budgets, les dates de campagne, les sessions et les personnes.
plan-left-programmes = Dispositifs retirés :
plan-left-modules = Modules retirés :
plan-left-links = Liens à refaire vers les priorités au-dessus :

# Fichiers
plan-export = Exporter (GAIA)
plan-import = Importer un fichier
plan-import-lead = Chaque ligne est d'abord jugée : rien n'est écrit avant votre accord, et rien de ce qui existe n'est modifié.
plan-file = Fichier
plan-file-other = Un autre fichier
plan-file-hint = Fichier « formations » de GAIA, ou tableau CSV avec les colonnes « Code dispositif », « Intitulé dispositif », « Code module », « Intitulé module ». { $max } Ko et { $rows } lignes au plus.
plan-paste = Ou collez les lignes
plan-paste-hint = Copiées d'un tableur ou d'un fichier texte.
plan-judge = Vérifier les lignes
plan-verdict = Verdict
plan-verdict-text = { $programmes ->
    [0] Aucun dispositif
    [one] 1 dispositif
   *[other] { $programmes } dispositifs
} et { $modules ->
    [0] aucun module
    [one] 1 module
   *[other] { $modules } modules
} à ajouter ; { $wrong ->
    [0] aucune ligne écartée
    [one] 1 ligne écartée
   *[other] { $wrong } lignes écartées
}.
plan-import-write = Ajouter au plan
plan-row = Ligne
plan-row-both = Ajoute le dispositif et le module
plan-row-programme = Ajoute le dispositif
plan-row-module = Ajoute le module
plan-row-known = Déjà dans le plan
plan-problem-unreadable = Ligne illisible
plan-problem-programme-code = Code de dispositif absent ou trop long
plan-problem-programme-title = Intitulé de dispositif absent ou trop long
plan-problem-module-code = Code de module absent ou trop long
plan-problem-module-title = Intitulé de module absent ou trop long
plan-problem-number = Durée, nombre ou montant illisible
plan-problem-elsewhere = Ce module est dans un autre dispositif
plan-problem-full = Le plan est plein

# Ce qui vient d'être fait
fait-plan-cree = Le plan est commencé.
fait-plan-repris = La structure de l'an dernier est reprise, en brouillon.
fait-plan-reglages = Budget et campagne enregistrés.
fait-plan-etape = Le plan a changé d'état.
fait-plan-priorite = La priorité est enregistrée.
fait-plan-priorite-otee = La priorité est supprimée.
fait-plan-lien = Le lien avec le plan au-dessus est enregistré.
fait-plan-dispositif = Le dispositif est enregistré.
fait-plan-dispositif-etape = Le dispositif a changé d'état.
fait-plan-module = Le module est enregistré.
fait-plan-module-etape = Le module a changé d'état.
fait-plan-modules-valides = Les modules complets sont validés.
fait-plan-ordre = L'ordre est changé.
fait-plan-importe = Les lignes valables sont ajoutées au plan, en brouillon.

# Refus
refusal-plan-moved = Ce plan n'en est plus là : rechargez la page pour voir son état.
refusal-plan-changed = Quelqu'un vient de modifier ce que vous écriviez. Votre texte est gardé ci-dessous : comparez, puis enregistrez depuis une page rechargée.
refusal-plan-exists = Il y a déjà un plan { $year } à cet endroit.
refusal-plan-archived = Ce plan est archivé : plus rien n'y change.
refusal-plan-empty = Un plan s'adopte avec au moins une priorité.
refusal-plan-nothing-offered = Aucun module n'est proposé : validez des modules, puis proposez leur dispositif.
refusal-plan-campaign-dates = Fixez d'abord les dates de la campagne ; son dernier jour ne doit pas être passé.
refusal-plan-has-sessions = Des sessions de ce plan ne sont pas terminées ({ $count }).
refusal-plan-priorities-stand = Le plan est adopté : ses priorités ne changent plus.
refusal-plan-full = Le plan est plein : { $max } au plus.
refusal-plan-nothing-to-copy = Il n'y a pas de plan { $year } à reprendre ici.
refusal-plan-over-budget = Le budget du plan ne suffit pas : il manque { $hours } et { $euros } €.
refusal-priority-in-use = Cette priorité porte des dispositifs, ou d'autres plans s'y rattachent.
refusal-programme-moved = Ce dispositif n'en est plus là : rechargez la page.
refusal-programme-has-sessions = Des sessions de ce dispositif ne sont pas terminées ({ $count }).
refusal-module-moved = Ce module n'en est plus là : rechargez la page.
refusal-module-incomplete = Un module se valide avec des objectifs et une durée.
refusal-module-programme-withdrawn = Le dispositif de ce module est retiré : reprenez-le d'abord.
refusal-module-has-sessions = Des sessions de ce module ne sont pas terminées ({ $count }).
fault-plan-title = Écrivez un intitulé de { $max } caractères au plus, sur une ligne.
fault-plan-text = { $max } caractères au plus.
fault-plan-code = Un code de { $max } caractères au plus : lettres, chiffres, tirets, points.
fault-plan-code-taken = Ce code est déjà pris dans le plan.
fault-plan-priority-unknown = Choisissez une priorité de ce plan.
fault-plan-programme-unknown = Choisissez un dispositif de ce plan.
fault-plan-mode = Choisissez un mode d'inscription.
fault-plan-level = Choisissez un niveau.
fault-plan-hours = { $max } heures au plus.
fault-plan-hours-unreadable = Écrivez une durée : 12, 1,5 ou 1 h 30.
fault-plan-count-unreadable = Écrivez un nombre entier.
fault-plan-number = { $max } au plus.
fault-plan-sizes = L'effectif minimal est d'au moins 1, et pas plus grand que l'effectif maximal.
fault-plan-disciplines = { $max } disciplines au plus ; au-delà, cochez « Transversal ».
fault-plan-course-unknown = Choisissez un parcours du catalogue.
fault-plan-campaign-order = Le dernier jour vient après l'ouverture.
fault-plan-day = Écrivez une date.
fault-plan-year = Choisissez une année de la liste.
fault-plan-node = Choisissez dans la liste.
fault-plan-file-missing = Choisissez un fichier, ou collez des lignes.
fault-plan-file-large = Ce fichier est trop grand : { $max } Ko au plus.
fault-plan-file-no-table = Ce n'est pas un tableau : enregistrez-le en CSV.
