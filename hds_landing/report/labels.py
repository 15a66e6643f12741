"""The words of the reports, in French and English."""

from typing import Literal

Language = Literal["fr", "en"]

_LABELS: dict[str, tuple[str, str]] = {
    "simulation": (
        "SIMULATION : répétition sur nuages embarqués, rien n'a été déployé. Aucune preuve n'en découle.",
        "SIMULATION: rehearsal on embedded clouds, nothing was deployed. It proves nothing of a real deployment.",
    ),
    "title": ("Zone d'accueil", "Landing zone"),
    "made_on": ("Établi le", "Made on"),
    "cloud": ("Nuage", "Cloud"),
    "region": ("Région", "Region"),
    "recovery_region": ("Région de reprise", "Recovery region"),
    "profile": ("Profil", "Profile"),
    "tenancy": ("Hébergement", "Tenancy"),
    "none": ("aucune", "none"),
    "establishments": ("Établissements", "Establishments"),
    "owner": ("Établissement", "Owner"),
    "ranges": ("Plages d'adresses", "Ranges"),
    "network": ("Réseau", "Network"),
    "subnets": ("Sous-réseaux", "Subnets"),
    "keys": ("Clés", "Keys"),
    "logs": ("Journaux", "Logs"),
    "vaults": ("Coffres", "Vaults"),
    "resources": ("Ressources", "Resources"),
    "topology": ("Topologie", "Topology"),
    "findings": ("Constats", "Findings"),
    "rule": ("Règle", "Rule"),
    "severity": ("Gravité", "Severity"),
    "verdict": ("Verdict", "Verdict"),
    "observed": ("Observé", "Observed"),
    "count": ("Nombre", "Count"),
    "fix": ("Correction", "Fix"),
    "fail": ("échec", "fail"),
    "unknown": ("indéterminé", "unknown"),
    "proxy": ("à confirmer", "proxy"),
    "waived": ("dérogation", "waived"),
    "pass": ("satisfait", "pass"),
    "critical": ("critique", "critical"),
    "high": ("élevée", "high"),
    "medium": ("moyenne", "medium"),
    "low": ("faible", "low"),
    "notices": ("À savoir", "Notices"),
    "recovery": ("Reprise", "Recovery"),
    "workload": ("Application", "Workload"),
    "asked": ("Demandé (PDMA / DMIA)", "Asked (RPO / RTO)"),
    "mechanism": ("Mécanisme", "Mechanism"),
    "reaches": ("Atteint au mieux", "Reaches at best"),
    "regional": ("Perte de la région", "Loss of the region"),
    "not covered": ("non couvert", "not covered"),
    "costs": ("Coût à vide mensuel", "Idle cost a month"),
    "item": ("Poste", "Item"),
    "quantity": ("Quantité", "Quantity"),
    "price": ("Prix", "Price"),
    "basis": ("Source du prix", "Price source"),
    "coverage": ("Étendue de la répétition", "What was rehearsed"),
    "type": ("Type de ressource", "Kind of resource"),
    "how": ("Façon", "How"),
    "exercised": ("exercé", "exercised"),
    "recorded": ("enregistré seulement", "recorded only"),
    "refused": ("Refus du nuage embarqué", "Refused by the embedded cloud"),
    "counts": (
        "{fail} échecs, {unknown} indéterminés, {proxy} à confirmer, {waived} dérogations "
        "pour {rules} règles sur {resources} ressources",
        "{fail} fail, {unknown} unknown, {proxy} proxy, {waived} waived of {rules} rules on {resources} resources",
    ),
    "ways_out": ("Sorties vers Internet", "Ways out to the internet"),
    "flows": ("Flux déclarés", "Declared flows"),
    "from": ("De", "From"),
    "to": ("Vers", "To"),
    "ports": ("Ports", "Ports"),
    "purpose": ("Finalité", "Purpose"),
}


def labels(language: Language) -> dict[str, str]:
    """Every label by key, in one language."""
    index = 0 if language == "fr" else 1
    return {key: texts[index] for key, texts in _LABELS.items()}
