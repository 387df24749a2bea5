# L'atelier : écrire, vérifier et publier des modules.

nav-workshop = Atelier
workshop-title = Mes modules
workshop-lead = Écrivez un module avec vos exemples, publiez-le pour vos collègues.
workshop-none = Aucun module pour le moment
workshop-none-text = On commence par un modèle déjà prêt à publier ; il n'y a plus qu'à écrire par-dessus.
workshop-new = Commencer un module
workshop-new-lead = Vous partez d'un modèle complet. Rien n'est visible avant que vous publiiez.
workshop-begin = Commencer
workshop-cancel = Annuler
workshop-save = Enregistrer
workshop-changed-on = Modifié le { $date }
workshop-version = version { $version }
workshop-in-service = Version { $version } en service · { $place }
workshop-for = Pour : { $place }

workshop-state-draft = Brouillon
workshop-state-changed = Modifié depuis la publication
workshop-state-in-review = En relecture
workshop-state-validated = Validé
workshop-state-published = Publié
workshop-state-retired = Retiré du catalogue

workshop-kind = Quel genre de module ?
workshop-kind-online = En ligne
workshop-kind-online-hint = Des pages à suivre seul, un questionnaire à la fin.
workshop-kind-hybrid = Hybride
workshop-kind-hybrid-hint = Des pages avant et après une séance en présence.
workshop-kind-kit = Kit de séance
workshop-kind-kit-hint = Le déroulé et le support d'une séance d'une heure.
workshop-field-title = Titre
workshop-field-title-hint = Ce que l'on saura faire : « Corriger une série de copies à l'oral ».
workshop-field-discipline = Discipline
workshop-field-discipline-hint = Vous publiez seul dans votre discipline, ou pour toutes.
workshop-field-disciplines = Disciplines
workshop-field-school = Établissement
workshop-all-disciplines = Toutes les disciplines
workshop-field-summary = Résumé
workshop-field-summary-hint = Une phrase, 300 caractères au plus : c'est ce que montre le catalogue.
workshop-field-objectives = Objectifs
workshop-field-objectives-hint = Un par ligne, six au plus.
workshop-field-version = Numéro de version
workshop-field-version-hint = Troisième nombre : une correction. Deuxième : un complément. Premier : ce qui est demandé change.
workshop-field-audience = Pour qui
workshop-field-level = Niveau
workshop-field-competences = Compétences du CRCN-Édu
workshop-field-competences-hint = Des codes séparés par des virgules : 2.1, 3.2.
workshop-field-keywords = Mots-clés
workshop-field-keywords-hint = Séparés par des virgules, douze au plus.
workshop-field-threshold = Points à obtenir, en %
workshop-field-attestation = Donne droit à une attestation de suivi
workshop-field-licence = Licence

workshop-pages = Pages
workshop-pages-apart = Pages liées, hors sommaire
workshop-page-add = Titre de la nouvelle page
workshop-page-add-button = Ajouter une page
workshop-page-up = Monter « { $title } »
workshop-page-down = Descendre « { $title } »
workshop-page-more = Renommer, supprimer
workshop-page-name = Nom du fichier, sans accent
workshop-page-rename = Renommer
workshop-page-remove = Supprimer la page
workshop-page-remove-hint = Son texte reste dans l'historique.
workshop-other-files = Autres fichiers
workshop-file-toml = Réglages (course.toml)
workshop-file-readme = Présentation (README.md)
workshop-file-changelog = Ce qui a changé (CHANGELOG.md)
workshop-settings = Réglages
workshop-settings-raw = Modifier course.toml comme un texte
workshop-settings-conflict = Les réglages ont été enregistrés ailleurs pendant que vous écriviez. Ce que vous avez saisi est ci-dessous : enregistrez pour le garder.
workshop-toml-broken = Le sommaire ne peut pas être lu : corrigez d'abord
workshop-locked = Ce module est en relecture : on ne le modifie pas tant qu'elle n'est pas rendue.
workshop-to-publication = Vers la publication
workshop-see-published = Voir comme un lecteur

workshop-verdict = Vérification
workshop-verdict-clean = Rien à signaler
workshop-verdict-errors = { $count ->
    [one] 1 erreur
   *[other] { $count } erreurs
}
workshop-verdict-warnings = { $count ->
    [one] 1 point à revoir
   *[other] { $count } points à revoir
}
workshop-error = Erreur
workshop-warning = À revoir
workshop-place = { $file }, ligne { $line }
workshop-line = Ligne { $line }
workshop-fix = Corriger
workshop-errors-elsewhere = { $count ->
    [one] 1 erreur dans un autre fichier
   *[other] { $count } erreurs dans d'autres fichiers
}
workshop-text = Texte de la page
workshop-preview = Aperçu
workshop-preview-button = Voir sans enregistrer
workshop-back = Retour au module

workshop-conflict = Ce texte a été enregistré ailleurs entre-temps
workshop-conflict-text = Dernier enregistrement : { $who }, { $when }. Rien n'est écrasé : votre texte est toujours dans le champ ci-dessous.
workshop-conflict-clean = Les deux textes se complètent sans se gêner. Voici les deux réunis :
workshop-conflict-marks = Les deux textes changent les mêmes lignes. Voici les deux réunis, à départager entre les marques :
workshop-merged = Les deux textes réunis
workshop-merged-save = Garder les deux réunis
workshop-mine = Votre texte
workshop-theirs = Le texte enregistré

workshop-history = { $count ->
    [one] Historique : 1 enregistrement
   *[other] Historique : { $count } enregistrements
}
workshop-history-title = Historique
workshop-history-text = { $file } à l'enregistrement { $revision }
workshop-col-save = N°
workshop-col-when = Quand
workshop-col-who = Qui
workshop-col-file = Fichier
workshop-col-what = Quoi
workshop-save-create = création
workshop-save-edit = texte
workshop-save-page = page ajoutée
workshop-save-rename = page renommée
workshop-save-order = ordre des pages
workshop-save-remove = page supprimée
workshop-save-ids = identifiants publiés
workshop-save-fork = reprise d'un module

workshop-publication = Publication
workshop-not-ready = Pas encore prêt
workshop-not-ready-text = { $count ->
    [one] Une erreur empêche de publier. Ce qui est en service y reste.
   *[other] { $count } erreurs empêchent de publier. Ce qui est en service y reste.
}
workshop-same = Ce qui est en service est exactement ce que vous avez écrit.
workshop-consequence = Publier la version { $version }
workshop-seen-by = Visible par : { $place }
workshop-class-premier = Première version
workshop-class-correctif = Correction : textes, images ou retours
workshop-class-mineur = Complément que l'achèvement ne demande pas
workshop-class-majeur = Changement de ce qui est demandé pour terminer
workshop-keep = { $count ->
    [0] Personne ne l'a encore terminé
    [one] 1 personne l'a terminé et garde son attestation
   *[other] { $count } personnes l'ont terminé et gardent leur attestation
}
workshop-move = { $count ->
    [0] Personne n'est en cours
    [one] 1 personne en cours passe à la version { $version }, sans rien perdre
   *[other] { $count } personnes en cours passent à la version { $version }, sans rien perdre
}
workshop-stay = { $count ->
    [0] Personne n'est en cours
    [one] 1 personne en cours reste sur la version { $version } et choisira
   *[other] { $count } personnes en cours restent sur la version { $version } et choisiront
}
workshop-reasons = Ce qui change
workshop-publish = Publier
workshop-foreign = Hors de votre discipline
workshop-foreign-text = Vous publiez seul dans votre discipline ou pour toutes. Ce module annonce : { $disciplines }.
workshop-retire = Retirer du catalogue
workshop-retire-text = Ceux qui le suivent continuent ; plus personne ne s'y inscrit depuis le catalogue.
workshop-retire-reason = Pourquoi
workshop-retire-successor = Module qui le remplace
workshop-retire-successor-hint = La fin de son adresse, après /cours/. Une raison ou un remplaçant suffit.
workshop-retire-button = Retirer

fait-module-cree = Le module est commencé. Rien n'est visible avant que vous publiiez.
fait-module-page = La page est ajoutée.
fait-module-page-renommee = La page est renommée, les liens suivent.
fait-module-page-otee = La page est supprimée ; son texte reste dans l'historique.
fait-module-enregistre = Enregistré.
fait-module-corrige = Corrigé et enregistré.
fait-module-regle = Les réglages sont enregistrés.
fait-module-publie = Le module est publié.
fait-module-retire = Le module n'est plus au catalogue.

refusal-workshop-in-review = Ce module est en relecture : reprenez-le d'abord.
refusal-workshop-toml-unreadable = course.toml ne peut pas être lu : corrigez-le comme un texte, puis recommencez.
refusal-workshop-too-many-files = Un module a { $max } fichiers au plus.
refusal-workshop-too-large = Un module pèse { $max } Mo au plus.
refusal-workshop-too-many-pages = Un module a { $max } pages au plus.
refusal-workshop-full = Vous avez déjà { $max } modules.
refusal-workshop-changed = Le module a changé depuis que cette page a été affichée : relisez ce qui suit.
refusal-workshop-has-errors = Une erreur empêche de publier.
refusal-workshop-discipline = Vous ne publiez seul que dans votre discipline ou pour toutes ; ici : { $disciplines }.
refusal-workshop-not-validated = Au-delà de votre établissement, un module est d'abord relu et validé.
refusal-workshop-slug-taken = Un cours fourni avec la plateforme porte déjà le nom « { $slug } ».
fault-workshop-title = Écrivez un titre de { $max } caractères au plus.
fault-workshop-kind = Choisissez un genre de module.
fault-workshop-school = Choisissez votre établissement.
fault-workshop-discipline = Choisissez une discipline que vous enseignez, ou toutes.
fault-workshop-text-long = Une page a { $max } Ko au plus : coupez-la en deux.
fault-workshop-page-name = Écrivez un nom en lettres, chiffres et tirets.
fault-workshop-page-taken = Une autre page porte déjà ce nom.
fault-workshop-retire-reason = Dites pourquoi, ou nommez un remplaçant.
fault-workshop-successor = Aucun module de ce nom n'est en service.

workshop-in-review-text = Quelqu'un d'autre le lit pour : { $place }. Vous serez prévenu.
workshop-take-back = Reprendre pour modifier
workshop-wider = Au-delà de l'établissement
workshop-wider-text = Une autre personne lit d'abord le module, le valide ou vous le rend avec un commentaire.
workshop-submit = Proposer à : { $place }
workshop-validate-anew = Le texte a changé depuis la dernière validation : proposez-le de nouveau.

review-title = Modules à relire
review-lead = Ce que des référents proposent au-delà de leur établissement.
review-none = Rien à relire
review-none-text = Les modules proposés à votre académie apparaîtront ici.
review-since = depuis le { $date }
review-by = { $who }, { $school }. Proposé à : { $place }
review-pages = Les pages, comme un lecteur les verra
review-texts = Les textes
review-changes = Ce qui a changé depuis la version en service
review-added = ajouté
review-removed = retiré
review-comment = Remarques
review-comment-send = Ajouter la remarque
review-line = Ligne
review-body = Remarque
review-decision = Votre avis
review-decision-comment = Commentaire pour l'auteur
review-decision-hint = Obligatoire pour rendre le module.
review-validate = Valider
review-return = Rendre à l'auteur
review-returned = Rendu
review-validated = Validé
review-remarks = Relecture

fait-module-propose = Le module est proposé. Vous serez prévenu de la réponse.
fait-module-repris = Le module est de nouveau à vous.
fait-module-remarque = La remarque est ajoutée.
fait-module-rendu = Le module est rendu à son auteur.
fait-module-valide = Le module est validé : son auteur peut le publier.

refusal-workshop-node = Ce module ne peut pas être proposé là.
refusal-workshop-not-in-review = Ce module n'est pas en relecture.
refusal-workshop-own-review = On ne valide pas son propre module.
refusal-workshop-too-many-remarks = Un module a { $max } remarques au plus.
fault-workshop-comment = Écrivez un commentaire, { $max } caractères au plus.
fault-workshop-line = Choisissez une ligne de ce fichier, de 1 à { $max }.

workshop-fork = Réutiliser ce module
workshop-fork-text = Vous en faites une copie à vous, à adapter. Les auteurs ({ $authors }) restent nommés, la licence { $licence } aussi.
workshop-fork-send = Faire ma copie
workshop-fork-closed = La licence { $licence } ne permet pas de partager une version adaptée.
workshop-upstream = Adapté de la version { $version } de
sheet-fork = Réutiliser

fait-module-repris-de = La copie est à vous : adaptez-la.

refusal-workshop-licence = La licence { $licence } ne permet pas de partager une version adaptée.
refusal-workshop-no-source = Les fichiers de ce cours ne sont plus sur cette plateforme.
