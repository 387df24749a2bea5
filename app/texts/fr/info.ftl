# Plan du site
map-title = Plan du site
map-learn = Se former
map-mine = Mon espace
map-enter = Entrer
map-courses = Les parcours
map-forgotten = Mot de passe oublié

# Aide
help-title = Aide
help-lead = Les questions que l'on se pose le plus souvent, et leur réponse en quelques lignes.
help-1-title = Comment obtenir un compte ?
help-1-text =
    La personne qui administre la plateforme vous invite par courriel. Ouvrez le lien, choisissez un mot de passe d'au moins douze signes : une phrase convient très bien.

    Le lien ne sert qu'une fois et dure peu. S'il a expiré, demandez-en un nouveau depuis la page qu'il ouvre.
help-2-title = J'ai oublié mon mot de passe
help-2-text =
    Demandez un nouveau lien sur la page [Mot de passe oublié](/mot-de-passe-oublie). Il arrive à votre adresse professionnelle en quelques minutes ; pensez au dossier des indésirables.
help-3-title = Comment se suit un parcours ?
help-3-text =
    - Ouvrez un parcours depuis le [catalogue](/cours) et inscrivez-vous.
    - Lisez les pages dans l'ordre que vous voulez. Une page est terminée quand vous avez dit l'avoir lue, ou quand vous avez fait ce qu'elle demande.
    - Quittez quand vous voulez : vos réponses sont enregistrées, et le bouton Reprendre vous ramène à la bonne page.
help-4-title = Qui voit mes réponses et mes résultats ?
help-4-text =
    Vous, et personne d'autre : ni votre chef d'établissement, ni l'inspection. Un formateur lit seulement les travaux que vous lui remettez pour relecture. Le détail est sur la page [Données personnelles](/donnees-personnelles).
help-5-title = Quand ai-je mon attestation ?
help-5-text =
    Dès que la règle écrite sur la fiche du parcours est remplie. Elle se retrouve dans Mon parcours, se lit à l'écran et s'imprime. Chacun peut [vérifier une attestation](/verifier) avec son code.
help-6-title = Lire plus confortablement
help-6-text =
    Au bas de chaque page, Réglages de lecture permet de choisir le thème clair ou sombre, la taille du texte et un espacement plus large. Tout se fait aussi au clavier, et les pages s'impriment proprement.
help-7-title = Je ne trouve pas la réponse
help-7-text =
    Écrivez-nous : @contact@

# Accessibilité
access-title = Accessibilité : non conforme
access-lead = Cette page dit où nous en sommes, ce que nous prévoyons, et comment nous écrire si quelque chose vous arrête.
access-1-title = Déclaration
access-1-text =
    @issuer@ s'engage à rendre @name@ accessible, conformément à l'article 47 de la loi n° 2005-102 du 11 février 2005. Cette déclaration s'applique à @address@.

    Cette plateforme n'a pas encore été contrôlée par un audit complet au regard du référentiel général d'amélioration de l'accessibilité (RGAA 4.1). En l'absence d'audit en cours de validité, elle est déclarée non conforme.
access-2-title = Ce qui est fait à chaque version
access-2-text =
    - Chaque page est parcourue par un outil de contrôle automatique, en thème clair et en thème sombre.
    - Les parcours complets se font au clavier, sans souris, et sans JavaScript.
    - Les contrastes de texte atteignent au moins 4,5 pour 1 ; une couleur n'est jamais seule à porter une information.
    - Un parcours dont une image n'a pas de texte de remplacement, ou une vidéo pas de transcription, est refusé à la publication.
access-3-title = Ce qui n'est pas encore accessible
access-3-text =
    - Les contenus d'autres sites, montrés à la demande dans certaines pages, ne dépendent pas de nous. Une autre façon d'apprendre la même chose est écrite à côté.
    - Les attestations au format PDF n'ont pas encore été contrôlées. La même attestation existe en page web, qui fait référence.
access-4-title = Schéma pluriannuel et plan d'action
access-4-text =
    - Cette année : audit des pages types par une personne extérieure, correction des points bloquants, publication de la grille des 106 critères.
    - L'année suivante : essais avec des enseignants qui utilisent une aide technique, contrôle des PDF, formation des auteurs de parcours.
    - Chaque année : mise à jour de cette page et de la grille.
access-5-title = Technologies utilisées
access-5-text =
    HTML, CSS, SVG et WAI-ARIA ; JavaScript et WebAssembly pour le confort seulement.
access-6-title = Nous signaler un défaut
access-6-text =
    Si vous n'arrivez pas à lire une page ou à faire une action, écrivez-nous : nous vous répondrons et vous donnerons le contenu sous une autre forme. @contact@
access-7-title = Voie de recours
access-7-text =
    Si vous avez signalé un défaut qui vous empêche d'accéder à un contenu ou à un service et que vous n'avez pas eu de réponse satisfaisante, vous pouvez :

    - écrire au [Défenseur des droits](https://formulaire.defenseurdesdroits.fr/) ;
    - contacter le [délégué du Défenseur des droits dans votre région](https://www.defenseurdesdroits.fr/carte-des-delegues) ;
    - lui écrire par la poste, gratuitement et sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.

# Mentions légales
legal-title = Mentions légales
legal-lead = Qui publie ce site, qui l'héberge, et ce que vous pouvez réutiliser.
legal-1-title = Éditeur
legal-1-text =
    @issuer@

    Pour nous joindre : @contact@
legal-2-title = Directeur de la publication et hébergeur
legal-2-text =
    Le directeur de la publication est le représentant légal de l'éditeur. L'hébergement est assuré par l'éditeur ou par un prestataire qu'il a choisi ; son nom et son adresse sont communiqués sur simple demande à l'adresse ci-dessus.
legal-3-title = Ce site n'est pas un site de l'État
legal-3-text =
    @name@ est un logiciel libre, indépendant et non affilié à l'État. Il n'utilise ni la marque de l'État ni son système de design.
legal-4-title = Contenus des parcours
legal-4-text =
    Chaque parcours porte sa licence et le nom de ses auteurs sur sa fiche. Les images portent leur propre crédit, à l'endroit où elles paraissent. Sauf mention contraire, vous pouvez réutiliser les textes en citant les auteurs et la licence.
legal-5-title = Logiciel
legal-5-text =
    Le logiciel est distribué sous les licences MIT et Apache 2.0, au choix. La police Atkinson Hyperlegible Next est distribuée sous la licence SIL Open Font 1.1, les icônes Lucide sous la licence ISC.

# Données personnelles
privacy-title = Données personnelles
privacy-lead = Ce que nous gardons, pourquoi, combien de temps, et ce que vous pouvez demander.
privacy-1-title = Responsable du traitement et base légale
privacy-1-text =
    Le responsable du traitement est @issuer@. Sauf décision contraire de sa part, le traitement repose sur l'exécution d'une mission d'intérêt public (article 6, paragraphe 1, point e du RGPD) : la formation continue des enseignants.
privacy-2-title = Ce que nous gardons
privacy-2-text =
    - Votre identité : prénom, nom d'usage, adresse électronique professionnelle ; discipline et établissement si vous les donnez.
    - Votre compte : mot de passe sous une forme illisible, navigateurs connectés, dates de connexion.
    - Votre formation : parcours suivis, pages terminées, réponses, travaux remis, attestations.

    Nous ne demandons ni date de naissance, ni adresse personnelle, ni photo, ni NUMEN.
privacy-3-title = Ce que nous ne faisons pas
privacy-3-text =
    Aucun traceur, aucune publicité, aucune mesure d'audience par un tiers, aucune requête vers un autre site sans que vous la demandiez. Il n'y a donc pas de bandeau de consentement. Aucune décision n'est prise par un automate seul.
privacy-4-title = Qui voit quoi
privacy-4-text =
    - Vos réponses, vos notes et votre progression : vous seulement.
    - Les réponses à un sondage anonyme ne sont rattachées à personne, et ses résultats ne sont montrés qu'à partir de cinq réponses.
    - Une attestation : vous, et toute personne à qui vous donnez son code, qui ne voit que vos initiales.
    - Les comptes : la personne qui administre la plateforme, sans accès à vos réponses. Chaque ouverture de votre fiche est notée, et vous la voyez.
privacy-5-title = Combien de temps
privacy-5-text =
    Chaque durée est écrite dans le [registre des traitements](#registre), au bas de cette page : ce sont celles que le responsable du traitement a fixées. Ce qui est passé s'efface de lui-même, chaque jour.

    Une sauvegarde faite avant un effacement contient encore ce qui a été effacé. Elle est supprimée à son tour, au rythme que fixe la personne qui exploite le serveur.
privacy-6-title = Vos droits
privacy-6-text =
    Depuis [Mes données](/compte/donnees), vous pouvez consulter vos données, en obtenir une copie complète dans un fichier, demander leur correction, leur effacement, la limitation du traitement ou vous y opposer. Une réponse vous est due dans le mois. Vous y voyez aussi [qui a consulté votre fiche](/compte/visibilite).

    Écrivez au responsable ou à son délégué à la protection des données : @contact@

    Si la réponse ne vous satisfait pas, vous pouvez saisir la [CNIL](https://www.cnil.fr/fr/plaintes).
privacy-7-title = Les cookies
privacy-7-text =
    Trois cookies, tous nécessaires ou demandés par vous : celui de votre connexion, celui de la langue et celui de vos réglages de lecture. Ils ne servent à rien d'autre.

# Contact
contact-title = Contact
contact-lead = Une question, un défaut, une idée de parcours : dites-nous.
contact-none = l'adresse n'a pas encore été renseignée par la personne qui administre cette plateforme.
contact-1-title = Nous écrire
contact-1-text =
    @contact@
contact-2-title = Signaler une erreur dans un parcours
contact-2-text =
    Indiquez le titre du parcours, la page, et ce qui ne va pas. Les auteurs corrigent et la nouvelle version dit ce qui a changé ; votre progression n'est pas perdue.
contact-3-title = Signaler une panne
contact-3-text =
    Si une page d'erreur vous a donné un numéro, recopiez-le : il nous permet de retrouver ce qui s'est passé. N'envoyez jamais votre mot de passe.
