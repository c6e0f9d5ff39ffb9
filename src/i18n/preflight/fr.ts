import type { Check, FindingKey, Verdict } from '../../core/preflight/finding.ts'

export type PreflightWords = {
  title: string
  /** By the gravest finding. */
  answer: Record<Verdict, string>
  never: string
  /** {domain}, {date} */
  seen: string
  again: string
  verdicts: Record<Verdict, string>
  checks: Record<Check, string>
  findings: Record<FindingKey, string>
}

/** What receivers look at before they take mail, in French. Names of records, terms and tags are the same everywhere. */
export const fr: PreflightWords = {
  title: 'Les serveurs accepteront-ils ces messages\u00a0?',
  answer: {
    ok: 'Rien ne s’y oppose.',
    warn: 'Oui, mais il y a de quoi faire mieux.',
    unknown: 'Une partie n’a pas pu être vérifiée.',
    fail: 'Beaucoup les refuseront ou les classeront parmi les indésirables\u00a0: corrigez d’abord ce qui suit.',
  },
  never: 'Le domaine d’envoi n’a pas encore été examiné.',
  seen: '{domain}, examiné le {date}',
  again: 'Examiner à nouveau',
  verdicts: { ok: 'Bon', warn: 'À améliorer', unknown: 'Non vérifié', fail: 'À corriger' },
  checks: {
    spf: 'Serveurs autorisés (SPF)',
    dkim: 'Signature (DKIM)',
    dmarc: 'Consigne aux receveurs (DMARC)',
    alignment: 'Concordance des domaines',
    mx: 'Réception des réponses (MX)',
    ptr: 'Nom de l’adresse IP (PTR)',
    unsubscribe: 'Page de désinscription',
  },
  findings: {
    unasked: 'Le DNS n’a pas répondu\u00a0: {problem}',
    'spf-ok': '{domain}\u00a0: SPF, {lookups} recherches sur {most}, {all}.',
    'spf-none':
      '{domain} n’a pas d’enregistrement SPF. Publiez TXT «\u00a0v=spf1 include:… -all\u00a0» avec les serveurs qui envoient.',
    'spf-several':
      '{domain} a plusieurs enregistrements SPF, ce qui revient à n’en avoir aucun. Réunissez-les.',
    'spf-anybody':
      'Le SPF de {domain} finit par +all\u00a0: n’importe qui peut écrire en son nom. Finissez par -all.',
    'spf-open':
      'Le SPF de {domain} ne dit pas ce que valent les messages venus d’ailleurs. Finissez par ~all ou -all.',
    'spf-lookups':
      'Le SPF de {domain} demande plus de dix recherches, et les receveurs s’arrêtent là. Retirez des include.',
    'spf-voids': 'Le SPF de {domain} cite plus de deux noms qui n’existent pas. Retirez-les.',
    'spf-term': 'Le SPF de {domain} contient «\u00a0{term}\u00a0», que SPF ne connaît pas.',
    'spf-loop': 'Le SPF de {domain} tourne en rond\u00a0: «\u00a0{term}\u00a0» ramène à lui-même.',
    'spf-nameless': 'Le SPF de {domain} contient «\u00a0{term}\u00a0», qui ne nomme aucun domaine.',
    'spf-leads-nowhere': 'Le SPF de {domain} contient «\u00a0{term}\u00a0», qui ne mène à aucun SPF.',
    'spf-leads-to-several':
      'Le SPF de {domain} contient «\u00a0{term}\u00a0», qui mène à plusieurs SPF au lieu d’un.',
    'dkim-ok': '{at}, clé {type} de {bits} bits.',
    'dkim-elsewhere':
      'Mawja ne signe pas lui-même. Assurez-vous que le serveur de messagerie ou le prestataire signe.',
    'dkim-none': 'Aucune clé ne se trouve à {at}. Publiez-y la clé publique.',
    'dkim-revoked': '{at} déclare sa clé révoquée. Publiez la clé en usage.',
    'dkim-unreadable': '{at} ne contient pas de clé lisible.',
    'dkim-foreign': 'La clé à {at} n’est pas celle qui signe. Publiez la moitié publique de MAWJA_DKIM_KEY.',
    'dkim-short':
      'La clé à {at} a {bits} bits. Les receveurs en demandent 1024 au moins\u00a0; prenez-en 2048.',
    'dkim-weak': 'La clé à {at} a {bits} bits. Mieux vaut 2048.',
    'dkim-trial': '{at} dit t=y, un essai. Retirez-le une fois que les messages arrivent signés.',
    'dmarc-ok': '{at} demande aux receveurs de ne pas laisser passer les faux (p={policy}).',
    'dmarc-none':
      'Il n’y a pas d’enregistrement DMARC à {at}. Commencez par TXT «\u00a0v=DMARC1; p=none; rua=mailto:…\u00a0».',
    'dmarc-idle':
      '{at} ne demande rien aux receveurs (p=none). Passez à quarantine, puis à reject, quand les rapports sont bons.',
    'dmarc-retired': '{at} contient {tags}, qui ne veut plus rien dire (RFC 9989). Retirez-le.',
    'dmarc-silent': '{at} ne demande pas de rapports. Ajoutez rua=mailto:….',
    'aligned-both': '{domain} concorde avec SPF et avec DKIM.',
    'aligned-spf': '{domain} concorde avec SPF.',
    'aligned-spf-only': '{domain} concorde avec SPF, mais pas avec la signature DKIM.',
    'aligned-dkim-only': '{domain} concorde avec la signature DKIM, mais pas avec SPF.',
    unaligned:
      '{domain} ne concorde ni avec l’enveloppe ({envelope}) ni avec une signature de Mawja. Prenez un seul domaine, ou des parties d’un seul.',
    'mx-ok': '{domain} reçoit son courrier à {host}.',
    'mx-null':
      '{domain} déclare ne recevoir aucun courrier (MX nul)\u00a0: réponses et retours seront perdus.',
    'mx-address': '{domain} n’a pas de MX\u00a0; le courrier va à son adresse, faute de mieux.',
    'mx-none': '{domain} n’a ni MX ni adresse. Beaucoup refusent le courrier qui en vient.',
    'ptr-ok': '{address} s’appelle {name}, et ce nom ramène à elle.',
    'ptr-none': '{address} n’a pas de nom (PTR). Gmail refuse ce qui en vient.',
    'ptr-elsewhere': '{address} s’appelle {name}, mais ce nom mène ailleurs.',
    'unsubscribe-ok': 'La page répond.',
    'unsubscribe-silent': 'La page ne répond pas. Vérifiez MAWJA_PUBLIC_URL de l’extérieur.',
    'unsubscribe-error': 'La page répond par une erreur ({status}). Vérifiez Mawja et ce qui est devant lui.',
    'unsubscribe-stranger':
      'Un autre site que Mawja répond à cette adresse ({status}). Vérifiez MAWJA_PUBLIC_URL.',
    'unsubscribe-plain':
      'La page répond, mais sans https. Le désabonnement en un clic le demande (RFC 8058).',
  },
}
