# Imports : fichiers d'établissements et de personnes.

hub-imports = Imports
hub-imports-text = Annuaire des établissements, personnes et affectations, listes d'adresses.

imports-title = Imports
imports-lead = Un fichier est d'abord lu sans rien écrire : chaque ligne reçoit un verdict. Vous décidez ensuite.
imports-none = Aucun import
imports-none-text = Envoyez un premier fichier : rien n'est écrit avant votre accord.
imports-exports = Exports
imports-exports-text = Ces fichiers ont la forme attendue à l'import : les renvoyer tels quels ne change rien.
import-export-schools = Établissements (CSV)
import-export-people = Personnes (CSV)
import-everywhere = Toute la plateforme
import-scope = Territoire
import-file = Fichier
import-state = État
import-sent-on = Envoyé le
import-sent = envoyé le { $when }
import-rows = Lignes

import-new = Importer un fichier
import-new-lead = CSV, séparé par des points-virgules, des virgules, des tabulations ou des barres. L'encodage et les colonnes sont reconnus, et vous pouvez les corriger.
import-kind = Contenu
import-kind-register = Établissements
import-kind-register-hint = L'Annuaire de l'éducation, tel qu'il est publié en données ouvertes.
import-kind-people = Personnes et affectations
import-kind-people-hint = Nom, prénom, courriel, UAI, discipline, statut, rôle ; ou un fichier de stagiaires ou d'intervenants de GAIA.
import-file-hint = { $max } Mo au plus.
import-every-school = Garder aussi le premier degré et les services
import-every-school-hint = Pour l'annuaire. Sans cela, seul le second degré est gardé.
import-uai = UAI de l'établissement
import-uai-hint = Pour les lignes qui n'en donnent pas, par exemple 0350002M.
import-send-invitations = Envoyer les invitations
import-send-invitations-hint = Chaque personne nouvelle reçoit un lien pour ouvrir son compte. Sans cela, elle est enregistrée et n'est pas prévenue.
import-send = Envoyer et vérifier
import-check = Vérifier
import-cancel = Annuler
import-send-other = Envoyer un autre fichier

import-paste = Coller des adresses
import-paste-lead = Les adresses d'un établissement, séparées par des virgules, des points-virgules, des barres, des espaces ou des retours à la ligne.
import-list = Adresses
import-list-hint = « Nom <adresse> » convient aussi. Une adresse en double compte une fois.
import-list-name = Liste d'adresses, { $uai }

import-state-reading = En lecture
import-state-ready = À décider
import-state-failed = Illisible
import-state-applying = En écriture
import-state-applied = Écrit
import-state-undoing = En annulation
import-state-undone = Annulé
import-state-dropped = Abandonné

import-progress-reading = Lecture du fichier : { $percent } %
import-progress-applying = Écriture : { $percent } %
import-progress-undoing = Annulation : { $percent } %
import-progress-leave = Vous pouvez quitter cette page : le travail continue, et une notification vous dit quand il est fini.
import-look-again = Actualiser
import-follow = Actualiser toutes les 3 secondes
import-follow-stop = Arrêter l'actualisation
import-stuck = Rien n'a bougé depuis dix minutes.
import-resume = Reprendre

import-read-as = Lu en { $encoding }, séparateur : { $delimiter }, { $header }.
import-correct = Corriger la lecture
import-header-yes = la première ligne nomme les colonnes
import-header-no = pas de ligne de titres
import-encoding-cp1252 = Windows-1252
import-delimiter-semicolon = point-virgule
import-delimiter-pipe = barre verticale
import-delimiter-tab = tabulation
import-delimiter-comma = virgule

import-remarks = { $count ->
    [one] { $count } ligne porte une remarque.
   *[other] { $count } lignes portent une remarque.
}
import-doubles = { $count ->
    [one] { $count } adresse en double a compté une fois.
   *[other] { $count } adresses en double ont compté une fois.
}
import-some-refused = { $count ->
    [0] Aucune ligne refusée
    [one] { $count } ligne refusée
   *[other] { $count } lignes refusées
} ; { $open ->
    [0] aucune question
    [one] { $open } question
   *[other] { $open } questions
} pour vous. Une question sans réponse n'est pas écrite.
import-apply-all = Tout écrire, ou rien
import-apply-valid = { $count ->
    [0] Écrire les lignes décidées
    [one] Écrire la ligne valide
   *[other] Écrire les { $count } lignes valides
}
import-nothing-to-do = Rien à écrire : tout est déjà enregistré ainsi, ou laissé de côté.
import-errors-csv = Lignes refusées (CSV)
import-failed-title = Ce fichier n'a pas pu être lu
import-give-up = Abandonner cet import
import-dropped-text = Cet import a été abandonné. Rien n'a été écrit, le fichier est effacé.
import-has-refusals = Des lignes sont refusées ou attendent votre réponse. Écrivez les lignes valides, ou corrigez le fichier.
import-turned-back = Une ligne avait changé entre la vérification et l'écriture. Comme vous aviez demandé tout ou rien, tout a été repris.
import-unsettled = { $count ->
    [one] Voir la ligne à regarder
   *[other] Voir les { $count } lignes à regarder
}
import-undo-title = Annuler cet import
import-undo-text = Ce qui a été ajouté est retiré, ou fermé si quelque chose y est attaché. Ce qui a été modifié reprend sa valeur d'avant, sauf si quelqu'un l'a changé depuis : ces lignes vous sont montrées.
import-undo = Annuler l'import

import-lines = Lignes
import-search = UAI, adresse ou nom
import-verdict = Verdict
import-verdict-any = Tous les verdicts
import-filter = Filtrer
import-lines-csv = Exporter en CSV
import-count = { $count ->
    [0] Aucune ligne.
    [one] { $count } ligne.
   *[other] { $count } lignes.
}
import-no-lines = Aucune ligne ne correspond
import-all-lines = Voir toutes les lignes
import-line = Ligne
import-about = Sur
import-name = Nom
import-detail = Précisions
import-changes = Modifications
import-outcome = Suite
import-nothing = (vide)

import-verdict-add = Ajout
import-verdict-change = Modification
import-verdict-close = Fermeture
import-verdict-same = Identique
import-verdict-skip = Laissée de côté
import-verdict-decide = À décider
import-verdict-refuse = Refusée
import-verdict-absent = Absent du fichier

import-outcome-done = Écrite
import-outcome-already = Déjà faite
import-outcome-moved = Non écrite
import-outcome-removed = Retirée
import-outcome-closed = Fermée
import-outcome-restored = Rétablie
import-outcome-kept = Laissée en place

import-same-person = C'est la même personne
import-other-person = C'est une autre personne
import-said-same = Vous avez répondu : la même personne.
import-said-other = Vous avez répondu : une autre personne.
import-take-back = Reprendre la question

import-reading = Lecture du fichier
import-reading-lead = Ce qui a été reconnu. Corrigez ce qui ne va pas : le fichier est relu, rien n'est écrit.
import-first-rows = Premières lignes du fichier
import-encoding = Encodage
import-delimiter = Séparateur
import-header = Titres
import-columns = Colonnes
import-columns-hint = Le choix est gardé pour le prochain fichier de même forme. Si vous changez le séparateur ou les titres, les colonnes sont reconnues à nouveau.
import-column = colonne { $place }
import-no-column = aucune
import-read-again = Relire le fichier

import-field-uai = UAI
import-field-name = Nom
import-field-nature-code = Code nature
import-field-academy = Code académie
import-field-type = Type
import-field-sector = Secteur
import-field-contract-code = Code contrat
import-field-contract = Contrat
import-field-address = Adresse
import-field-postcode = Code postal
import-field-commune-code = Code commune
import-field-commune = Commune
import-field-department = Code département
import-field-department-name = Département
import-field-latitude = Latitude
import-field-longitude = Longitude
import-field-mailbox = Boîte de l'établissement
import-field-pupils = Élèves
import-field-parent-uai = Établissement mère
import-field-several-rows = Plusieurs lignes
import-field-opened-on = Date d'ouverture
import-field-source-on = Date de mise à jour
import-field-state = État
import-field-basin = Code bassin
import-field-basin-name = Bassin
import-field-place = Rattachement
import-field-email = Courriel
import-field-usual-name = Nom d'usage
import-field-given-name = Prénom
import-field-discipline = Discipline
import-field-main = Affectation principale
import-field-status = Statut
import-field-role = Rôle
import-field-role-scope = Périmètre du rôle
import-field-posting = Affectation

import-school-open = ouvert
import-school-opening = à ouvrir
import-school-closing = à fermer
import-school-closed = fermé

import-reason-file-empty = Ce fichier est vide. Envoyez celui qui contient des lignes.
import-reason-file-html = C'est une page web, pas un tableau : souvent la page de connexion d'un portail. Téléchargez le fichier à nouveau.
import-reason-file-workbook = C'est un classeur ou une archive. Enregistrez-le en CSV, puis envoyez-le.
import-reason-file-pdf = C'est un PDF. Demandez le tableau en CSV.
import-reason-file-binary = Ce fichier ne contient pas de texte. Enregistrez le tableau en CSV, puis envoyez-le.
import-reason-no-rows = Ce fichier n'a pas de lignes sous ses titres.
import-reason-columns-missing = Il manque des colonnes : { $fields }. Corrigez la lecture pour dire où elles sont.
import-reason-belongs-to-plan = Ce fichier de GAIA contient des formations et des sessions : il relève du plan de formation, pas des personnes. Envoyez ici les stagiaires ou les intervenants.
import-reason-row-too-long = Cette ligne est trop longue pour un tableau.
import-reason-row-too-many-cells = Cette ligne a trop de cellules : le séparateur n'est peut-être pas le bon.
import-reason-row-open-quote = Un guillemet s'ouvre et ne se ferme pas.
import-reason-row-unreadable = Cette ligne contient des caractères illisibles : l'encodage n'est peut-être pas le bon.
import-reason-cell-too-long = Une cellule est trop longue : { $field }.
import-reason-uai-unreadable = L'UAI n'a pas 7 chiffres et une lettre.
import-reason-uai-letter = La lettre de l'UAI ne correspond pas à ses chiffres : ce serait { $letter }.
import-reason-uai-twice = Cet UAI est déjà à la ligne { $line }, avec d'autres données.
import-reason-folded = Répète la ligne { $line }.
import-reason-first-degree = Pas du second degré (nature { $nature }).
import-reason-academy-unknown = L'académie « { $code } » n'existe pas ici.
import-reason-academy-closed = L'académie { $code } n'existe plus : indiquez celle qui lui a succédé.
import-reason-elsewhere = D'une autre académie ({ $code }), ou hors de votre territoire.
import-reason-held-elsewhere = Cet établissement est rattaché ailleurs ({ $path }). Demandez à qui en est responsable de le déplacer.
import-reason-name-missing = Le nom manque, ou dépasse 200 caractères.
import-reason-state-unknown = L'état « { $state } » n'est pas connu : ouvert, à ouvrir, à fermer ou fermé.
import-reason-sector-unknown = Le secteur « { $sector } » n'est pas connu : public ou privé.
import-reason-mother-self = L'établissement mère est l'établissement lui-même.
import-reason-mother-circle = Les établissements mères tournent en rond.
import-reason-mother-unreadable = L'UAI de l'établissement mère est illisible : laissé de côté.
import-reason-nature-unknown = La nature { $nature } n'est pas connue : l'établissement est gardé comme « autre » et n'attend pas de référent.
import-reason-coordinates-unreadable = Les coordonnées sont illisibles : laissées de côté.
import-reason-pupils-unreadable = Le nombre d'élèves est illisible : laissé de côté.
import-reason-date-unreadable = La date d'ouverture est illisible : laissée de côté.
import-reason-mailbox-left-out = L'adresse n'est pas dans un domaine académique et pourrait nommer une personne : laissée de côté.
import-reason-basin-unreadable = Le code du bassin est illisible : laissé de côté.
import-reason-basin-closed = Le bassin { $code } est fermé : rattachement inchangé.
import-reason-closed-unknown = Fermé dans le fichier, et inconnu ici.
import-reason-closed-here = Fermé ici, ouvert dans le fichier. Rouvrez-le depuis sa fiche s'il l'est vraiment.
import-reason-close-has-referents = Un référent y est encore nommé. Mettez fin à sa nomination, puis réimportez.
import-reason-email-missing = L'adresse manque.
import-reason-email-unreadable = Ce n'est pas une adresse complète.
import-reason-name-unreadable = Le nom est trop long.
import-reason-usual-name-missing = Le nom d'usage manque.
import-reason-given-name-missing = Le prénom manque.
import-reason-name-from-address = Nom tiré de l'adresse : à vérifier.
import-reason-name-kept = Le nom diffère. Il n'est pas changé, car cette personne travaille hors de votre territoire.
import-reason-uai-missing = L'UAI manque : sans établissement, une personne nouvelle ne peut pas être rattachée.
import-reason-school-unknown = L'établissement { $uai } n'est pas connu. Importez d'abord l'annuaire.
import-reason-school-closed = L'établissement { $uai } est fermé.
import-reason-outside-scope = L'établissement { $uai } est hors de votre territoire.
import-reason-discipline-unknown = La discipline « { $discipline } » n'est pas dans la liste.
import-reason-main-unreadable = « { $main } » : écrivez oui ou non pour l'affectation principale.
import-reason-status-unknown = Le statut « { $status } » n'est pas connu : titulaire, stagiaire, contractuel ou maître contractuel.
import-reason-role-unknown = Le rôle « { $role } » n'est pas connu.
import-reason-role-by-nomination = Un référent est nommé par son établissement, jamais par un fichier.
import-reason-role-where = On ne sait pas où vaut le rôle « { $role } ». Indiquez un UAI ou un périmètre.
import-reason-role-not-yours = Vous ne pouvez pas donner le rôle « { $role } ».
import-reason-role-outside-scope = Le rôle « { $role } » vaudrait hors de votre territoire.
import-reason-role-to-oneself = Vous ne pouvez pas vous donner un rôle à vous-même.
import-reason-person-twice = Cette personne est déjà à la ligne { $line } pour cet établissement, avec d'autres données.
import-reason-address-two-names = Cette adresse a un autre nom à la ligne { $line }.
import-reason-two-mains = L'affectation principale de cette personne est déjà à la ligne { $line }.
import-reason-same-name = { $known } travaille déjà dans cet établissement, avec une autre adresse. Est-ce la même personne ?
import-reason-same-name-in-file = La ligne { $line } donne le même nom dans cet établissement, avec une autre adresse. Est-ce la même personne ?
import-reason-name-of-several = { $count } personnes de ce nom travaillent dans cet établissement.
import-reason-address-other-name = Cette adresse est celle de { $known }. Est-ce la même personne, sous un nouveau nom ?
import-reason-address-of-several = Cette adresse a appartenu à { $count } personnes : choisissez-en une autre.
import-reason-changed-since = Modifié entre-temps : laissé tel quel.
import-reason-gone-since = N'existe plus.
import-reason-things-hang = Des données y sont attachées.

refusal-import-moved-on = Cet import n'en est plus là. La page montre où il en est.
refusal-import-has-refusals = { $count ->
    [one] Une ligne est refusée ou attend votre réponse. Écrivez les lignes valides, ou corrigez le fichier.
   *[other] { $count } lignes sont refusées ou attendent votre réponse. Écrivez les lignes valides, ou corrigez le fichier.
}
refusal-import-empty = Il n'y a rien à écrire.
refusal-import-under-way = Un autre import écrit en ce moment sur ce territoire. Attendez qu'il finisse, puis recommencez.
refusal-import-decision-impossible = Cette réponse n'est pas possible ici. Corrigez plutôt la ligne dans le fichier.
fault-import-kind = Choisissez ce que contient le fichier.
fault-import-file-missing = Choisissez un fichier.
fault-import-list-empty = Collez au moins une adresse.
fault-import-school-unknown = Cet établissement n'est pas connu sur votre territoire.
fault-import-choose = Choisissez dans la liste.
fait-import-abandonne = L'import est abandonné : rien n'a été écrit, le fichier est effacé.

notice-import-read = Le fichier « { $file } » est lu : à vous de décider.
notice-import-failed = Le fichier « { $file } » n'a pas pu être lu.
notice-import-applied = Le fichier « { $file } » est écrit.
notice-import-undone = L'import de « { $file } » est annulé.
