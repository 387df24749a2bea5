# Cadre des pages
skip-to-content = Aller au contenu
demo-label = Démonstration
demo-banner = Plateforme de démonstration : les personnes et les parcours suivis sont inventés, tout peut être effacé.
nav-main = Navigation principale
nav-home = Accueil
nav-courses = Parcours
nav-record = Mon parcours
nav-operate = Pilotage
nav-login = Se connecter
nav-logout = Se déconnecter
nav-account = Mon compte
search-label = Chercher un parcours
search-placeholder = Droit d'auteur, GeoGebra, RGPD
search-go = Chercher
breadcrumb-label = Vous êtes ici
pager-label = Pages de la liste
pager-previous = Page précédente
pager-next = Page suivante
pager-here = Page { $page } sur { $pages }
footer-free = Logiciel libre, non affilié à l'État. Aucun traceur, aucune publicité.
footer-nav = Informations
footer-help = Aide
footer-accessibility = Accessibilité : non conforme
footer-legal = Mentions légales
footer-privacy = Données personnelles
footer-map = Plan du site
footer-contact = Contact
footer-check = Vérifier une attestation
footer-glossary = Glossaire
language-other = Read in English
reading-title = Réglages de lecture
reading-theme = Thème
reading-theme-auto = Comme mon appareil
reading-theme-light = Clair
reading-theme-dark = Sombre
reading-size = Taille du texte
reading-size-normal = Normale
reading-size-large = Grande
reading-size-larger = Très grande
reading-spacing = Espacement
reading-spacing-wide = Lettres, mots et lignes plus espacés
reading-save = Appliquer

# Composants
field-optional = (facultatif)
form-errors = { $count ->
    [one] Un point est à corriger
   *[other] { $count } points sont à corriger
}
filter-remove = Retirer le filtre { $label }
progress-percent = { $percent } %
progress-pages = { $pages ->
    [one] { $done } page sur 1
   *[other] { $done ->
        [0] 0 page sur { $pages }
        [1] 1 page sur { $pages }
       *[other] { $done } pages sur { $pages }
    }
}
progress-completed = Terminé
disciplines-more = { $count ->
    [one] et une autre discipline
   *[other] et { $count } autres disciplines
}
card-found-in = Trouvé dans :

# Dates
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
