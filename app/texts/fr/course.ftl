# Codes des parcours
audience-ecole = École
audience-college = Collège
audience-lycee = Lycée
audience-lycee-pro = Lycée professionnel
audience-superieur = Supérieur
level-debutant = Pour débuter
level-intermediaire = Pour approfondir
level-avance = Pour aller loin
length-courte = Une heure au plus
length-moyenne = Entre une et deux heures
length-longue = Plus de deux heures
language-fr = Français
language-en = Anglais

# Catalogue
catalogue-title = Tous les parcours
catalogue-title-search = Parcours pour « { $text } »
catalogue-lead = Choisissez par discipline, par niveau ou par durée. Chaque parcours se suit à votre rythme, page par page.
catalogue-count = { $count ->
    [0] Aucun parcours
    [one] Un parcours
   *[other] { $count } parcours
}
catalogue-filters = { $count ->
    [0] Affiner
    [one] Affiner (1 filtre)
   *[other] Affiner ({ $count } filtres)
}
catalogue-filters-label = Affiner la liste des parcours
catalogue-apply = Appliquer les filtres
catalogue-clear = Voir tous les parcours
catalogue-sort = Trier :
catalogue-csv = Télécharger cette liste (CSV)
catalogue-empty-title = Aucun parcours ne correspond
catalogue-empty-text = Essayez un mot plus court ou un synonyme, ou retirez un filtre.
catalogue-suggestions = Ouverts à toutes les disciplines
sort-best = ordre proposé
sort-relevance = pertinence
sort-title = titre
sort-shortest = durée
sort-newest = date
facet-discipline = Discipline
facet-audience = Public
facet-level = Niveau
facet-length = Durée
facet-competence = Compétence (CRCN-Édu)
facet-language = Langue

# Fiche d'un parcours
sheet-objectives = Ce que vous saurez faire
sheet-outline = Le programme
sheet-before = À suivre avant
sheet-completion = Pour terminer ce parcours
sheet-more = En savoir plus
sheet-readme = Présentation par les auteurs
sheet-changelog = Ce qui a changé d'une version à l'autre
sheet-facts = Informations pratiques
sheet-remote = à distance
sheet-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
sheet-progress = Votre progression
sheet-enrol = S'inscrire
sheet-resume = Reprendre
sheet-review = Revoir le parcours
sheet-completed = Vous avez terminé ce parcours.
sheet-attestation = Mes attestations
sheet-attestation-text = Une attestation de suivi vous est remise dès que ces conditions sont remplies. Elle dit les heures suivies ; ce n'est pas une certification.
sheet-excerpt = Lire un extrait
sheet-login-hint = Vous vous connecterez à l'étape suivante. L'extrait se lit sans compte.
sheet-late-title = Ce parcours attend une relecture
sheet-late-text = Il devait être relu avant le { $date }. L'essentiel reste utile, mais une règle ou un outil a pu changer.
sheet-review-by = { $by }, le { $date }
fact-hours = Durée
fact-hours-text = { $remote } à distance, 0 h sur place
fact-authors = Auteurs
fact-review = Relecture
fact-version = Version
fact-version-text = { $version }, publiée le { $date }
fact-licence = Licence
fact-competences = Compétences travaillées (CRCN-Édu)
page-assessment = Évaluation
page-resource = Pour aller plus loin
page-public = Lecture libre
rule-pages-all = { $count ->
    [one] Terminer la page du parcours.
   *[other] Terminer les { $count } pages du parcours, ressources mises à part.
}
rule-pages-percent = Terminer au moins { $percent } % des pages du parcours.
rule-threshold = Obtenir au moins { $percent } % des points aux questions notées. Vous pouvez recommencer.
rule-productions-handed-in = { $count ->
    [one] Remettre le travail demandé.
   *[other] Remettre les { $count } travaux demandés.
}
rule-productions-validated = { $count ->
    [one] Remettre le travail demandé et le faire valider par un formateur.
   *[other] Remettre les { $count } travaux demandés et les faire valider par un formateur.
}

# Glossaire
glossary-title = Glossaire
glossary-lead = Les mots et les sigles que l'on croise dans les parcours, expliqués en deux phrases.
glossary-letters = Aller à une lettre
glossary-empty = Le glossaire est vide
glossary-empty-text = Il se remplira avec les parcours.
