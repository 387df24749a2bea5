# L'organisation : établissements, couverture par les référents, pilotage.

nav-school = Mon établissement
hub-title = Pilotage
hub-coverage = Référents : { $name }
hub-coverage-open = Voir la couverture
hub-map = Couverture par les référents
hub-map-text = Carte, chiffres par bassin, type et secteur, établissements vacants.
hub-accounts = Comptes
hub-accounts-text = Inviter, bloquer, retrouver une personne.

schools-mine = Mes établissements
schools-none = Aucun établissement
schools-none-text = Vous n'avez pas d'affectation enregistrée. Demandez au responsable du plan de votre académie de la saisir.
school-name = Établissement
school-commune = Commune
school-kind = Type
school-sector = Secteur
school-place = Rattachement
school-address = Adresse
school-source = Source
school-facts = En bref
school-closed = Établissement fermé
school-referent = Référent pour les usages pédagogiques numériques
school-propose = Proposer un référent
school-staff = Personnels : { $name }
school-staff-open = { $count ->
    [one] { $count } personne y travaille
   *[other] { $count } personnes y travaillent
  }
school-staff-search = Nom
school-posting = Affectation
school-posting-main = principale
school-posting-other = en complément

school-kind-college = Collège
school-kind-lycee-gt = Lycée général et technologique
school-kind-lycee-polyvalent = Lycée polyvalent
school-kind-lycee-pro = Lycée professionnel
school-kind-erea = EREA
school-kind-section-rattachee = Section rattachée
school-kind-mfr = Maison familiale rurale
school-kind-post-bac = Établissement post-baccalauréat
school-sector-public = Public
school-sector-private-contract = Privé sous contrat
school-sector-private-no-contract = Privé hors contrat
school-sector-private-unknown = Privé, contrat inconnu

coverage-title = Couverture par les référents : { $name }
coverage-list-title = Établissements : { $name }
coverage-percent = { $percent } %
coverage-sentence = { $schools ->
    [0] aucun établissement
    [one] { $covered } établissement sur { $schools } a un référent
   *[other] { $covered } établissements sur { $schools } ont un référent
  }
coverage-past = Année { $year }, close
coverage-see-vacant = { $count ->
    [0] Établissements sans référent
    [one] Voir l'établissement sans référent
   *[other] Voir les { $count } établissements sans référent
  }
coverage-see-all = Tous les établissements
coverage-academies = Par académie
coverage-basins = Par bassin
coverage-no-basin = Sans bassin
coverage-by-kind = Par type
coverage-by-sector = Par secteur
coverage-by-year = Par année scolaire
coverage-place = Périmètre
coverage-code = Code
coverage-year = Année scolaire
coverage-schools = Établissements
coverage-covered = Avec référent
coverage-vacant = Sans référent
coverage-rate = Taux
coverage-above = Bassin ou académie
coverage-referents = Référent
coverage-vacant-since = Vacant depuis
coverage-any-kind = Tous les types
coverage-any-sector = Tous les secteurs
coverage-any-cover = Avec ou sans
coverage-cover-covered = avec référent
coverage-cover-vacant = sans référent
coverage-search = Nom, commune ou UAI
coverage-count = { $count ->
    [0] Aucun établissement
    [one] { $count } établissement
   *[other] { $count } établissements
  }
coverage-none = Aucun établissement ne correspond
coverage-none-text = Retirez un filtre, ou importez l'annuaire des établissements.
coverage-has = { $count ->
    [one] En place
   *[other] { $count } référents
  }
coverage-has-none = Vacant
coverage-since = depuis le { $date }
coverage-map-label = Carte des académies
coverage-map-caption = Une tuile par académie, d'autant plus foncée que le taux est élevé. Les mêmes chiffres sont dans le tableau.
coverage-points-label = Carte des établissements
coverage-legend-covered = tous ont un référent
coverage-legend-mixed = une partie
coverage-legend-vacant = aucun n'en a
coverage-definition = Comptent les établissements ouverts où un référent peut être nommé ; un établissement est couvert tant qu'une nomination y est en cours. Chiffres du { $date }.

hub-roles = Rôles
hub-roles-text = Qui fait quoi, où et jusqu'à quand ; nommer, déléguer, mettre fin.
roles-title = Rôles
roles-give = Donner un rôle
roles-lead = Un rôle vaut pour l'élément choisi et tout ce qui en dépend. La personne en est avertie.
roles-any = Tous les rôles
roles-role = Rôle
roles-dates = Durée
roles-since = Depuis
roles-until = Jusqu'au
roles-since-date = depuis le { $date }
roles-until-date = jusqu'au { $date }
roles-until-hint = Ce jour compris. Laissez vide pour un rôle sans terme.
roles-delegated-by = Par délégation de
roles-deputy = par délégation de { $name }
roles-end = Mettre fin
roles-count = { $count ->
    [0] Aucun rôle
    [one] { $count } rôle en cours
   *[other] { $count } rôles en cours
  }
roles-none = Aucun rôle ne correspond
roles-none-text = Changez le filtre, ou donnez un premier rôle.
roles-address-hint = La personne a déjà un compte. Sinon, invitez-la d'abord.
roles-uai = UAI de l'établissement
roles-uai-hint = Pour un chef d'établissement : l'UAI remplace le périmètre choisi ci-dessus.
roles-reason = Motif
roles-installation = Toute la plateforme
notice-role-given = Un rôle vous a été donné : { $place }.
notice-role-ended = Un rôle a pris fin : { $place }.
fault-role-not-here = Ce rôle n'existe pas à ce niveau. Choisissez un établissement pour un chef, une académie pour un inspecteur.
fault-date-past = Choisissez un jour à venir.
fault-date-unreadable = Écrivez une date, par exemple 2027-08-31.
fault-nobody-there = Personne n'a cette adresse. Vérifiez-la, ou invitez d'abord la personne.
fault-school-unknown = Aucun établissement ne porte cet UAI.
fault-choose-one = Choisissez une réponse dans la liste.
fait-role-donne = Le rôle est donné. La personne en est avertie.
fait-role-fini = Le rôle a pris fin.
hub-waiting = À traiter
hub-waiting-nominations = { $count ->
    [one] { $count } nomination à décider
   *[other] { $count } nominations à décider
  }
hub-waiting-reports = { $count ->
    [one] { $count } bilan à recevoir
   *[other] { $count } bilans à recevoir
  }
hub-waiting-requests = { $count ->
    [one] { $count } demande sur des données personnelles
   *[other] { $count } demandes sur des données personnelles
  }
hub-decide = Décider
hub-receive = Recevoir
hub-handle = Répondre
hub-nominations-text = Valider, renvoyer, enveloppes, liste de paiement.

# L'organisation
hub-tree = Organisation
hub-tree-text = Académies, bassins, établissements : noms, rattachements, fermetures et fusions.
school-keep = Nom, rattachement, fermeture
tree-kind = Nature
tree-kind-nation = Nation
tree-kind-academy = Académie
tree-kind-basin = Bassin
tree-kind-school = Établissement
tree-state-open = Ouvert
tree-state-opening = Ouvre bientôt
tree-state-closing = Ferme bientôt
tree-state-closed = Fermé
tree-name = Nom
tree-code = Code
tree-code-hint = Lettres, chiffres ou tirets, sans accent. Il ne change plus ensuite.
tree-region = Région académique
tree-region-of = Région académique : { $name }
tree-region-text = Elle sert à filtrer, elle ne donne aucun droit.
tree-region-save = Enregistrer la région
tree-standing = Ce qui s'y trouve aujourd'hui
tree-nodes = Éléments ouverts dessous
tree-staff = Affectations en cours
tree-mandates = Mandats de référent en cours
tree-sessions = Sessions à venir
tree-roles = Rôles donnés ici ou dessous
tree-below = Ce qui en dépend
tree-search = Nom ou code
tree-count = { $count ->
    [0] Rien ne correspond.
    [one] 1 élément
   *[other] { $count } éléments
}
tree-sheet = Voir la page de l'établissement
tree-names = Noms
tree-parents = Rattachements
tree-add-academy = Ajouter une académie
tree-add-academy-text = Une académie neuve, ou née d'une fusion : les anciennes se ferment ensuite, avec elle pour suite.
tree-add-basin = Ajouter un bassin
tree-add-basin-text = Le bassin apparaît aussitôt ; les établissements s'y rattachent depuis leur page.
tree-opened-on = Ouvert depuis le
tree-rename = Renommer
tree-rename-text = L'ancien nom garde ses jours : les documents datés d'avant le montrent toujours. Un jour à venir ne change rien jusque-là.
tree-new-name = Nouveau nom
tree-from = À partir du
tree-move = Rattacher ailleurs
tree-move-text = Tout ce qui se trouve dessous suit, droits compris : qui gère le nouveau rattachement gère aussi cet élément. Les chiffres de couverture sont recomptés.
tree-parent = Nouveau rattachement
tree-choose = Choisissez
tree-close = Fermer
tree-close-text = À cette date, les affectations, les rôles et les mandats d'ici prennent fin, ou passent à l'établissement qui prend la suite pour les affectations. Les sessions à venir se déplacent ou s'annulent avant. Rien n'est effacé. Les personnes concernées sont prévenues.
tree-closed-on = Fermé à partir du
tree-successor = Qui prend la suite
tree-successor-is = Suite :
tree-successor-uai = Établissement qui prend la suite
tree-successor-hint = Son UAI, pour une fusion. Laissez vide pour une simple fermeture.
tree-no-successor = Personne
tree-reopen = Rouvrir
tree-reopen-text = Pour une fermeture faite par erreur : les affectations et les rôles qui avaient pris fin avec elle reprennent. Les mandats de référent sont à proposer à nouveau.
fait-noeud-renomme = Le nom est enregistré, avec sa date.
fait-noeud-region = La région est enregistrée.
fait-noeud-ajoute = C'est ajouté.
fait-noeud-deplace = Le rattachement est changé, et la couverture recomptée.
fait-noeud-ferme = La fermeture est enregistrée. Les personnes concernées sont prévenues.
fait-noeud-rouvert = C'est rouvert.
refusal-node-wrong-successor = La suite doit être un autre élément de même nature : un établissement pour un établissement, un bassin pour un bassin.
refusal-node-open-already = Cet élément n'est pas fermé.
refusal-node-has-sessions = { $count ->
    [one] Une session est encore prévue ici après cette date. Déplacez-la ou annulez-la d'abord.
   *[other] { $count } sessions sont encore prévues ici après cette date. Déplacez-les ou annulez-les d'abord.
}
refusal-node-has-mandates = { $count ->
    [one] Un mandat de référent doit commencer ici après cette date. Mettez-y fin d'abord.
   *[other] { $count } mandats de référent doivent commencer ici après cette date. Mettez-y fin d'abord.
}
fault-date-to-come = Choisissez aujourd'hui ou un jour passé.
notice-school-closed = { $school } ferme le { $day }. Votre affectation et vos rôles y prennent fin ce jour-là.
notice-school-merged = { $school } ferme le { $day } ; { $successor } prend la suite. Votre affectation y passe ce jour-là.
