import type { PreflightWords } from './fr.ts'

/** What receivers look at before they take mail, in English: the desk's and the command line's. */
export const en: PreflightWords = {
  title: 'Will servers take these messages?',
  answer: {
    ok: 'Nothing stands in their way.',
    warn: 'Yes, but some things could be better.',
    unknown: 'Part of it could not be checked.',
    fail: 'Many will refuse them or file them as junk: mend what follows first.',
  },
  never: 'Nobody has looked at the sending domain yet.',
  seen: '{domain}, looked at on {date}',
  again: 'Look again',
  verdicts: { ok: 'Good', warn: 'Could be better', unknown: 'Not checked', fail: 'To be mended' },
  checks: {
    spf: 'Servers that may send (SPF)',
    dkim: 'Signature (DKIM)',
    dmarc: 'Word to receivers (DMARC)',
    alignment: 'Domains that belong together',
    mx: 'Where answers go (MX)',
    ptr: 'Name of the IP address (PTR)',
    unsubscribe: 'Page to unsubscribe at',
  },
  findings: {
    unasked: 'the DNS did not answer: {problem}',
    'spf-ok': '{domain}: SPF, {lookups} of {most} look-ups, {all}',
    'spf-none': '{domain} has no SPF record; publish TXT "v=spf1 include:… -all" with the servers that send',
    'spf-several': '{domain} has more than one SPF record, which counts as none; join them',
    'spf-anybody': 'the SPF of {domain} ends in +all: anybody may send in its name; end it in -all',
    'spf-open': 'the SPF of {domain} does not say what mail from elsewhere is; end it in ~all or -all',
    'spf-lookups':
      'the SPF of {domain} takes more than ten look-ups, where receivers stop; take includes out',
    'spf-voids': 'the SPF of {domain} names more than two hosts that do not exist; take them out',
    'spf-term': 'the SPF of {domain} has "{term}", which is not a term of SPF',
    'spf-loop': 'the SPF of {domain} goes in circles: "{term}" leads back to itself',
    'spf-nameless': 'the SPF of {domain} has "{term}", which names no domain',
    'spf-leads-nowhere': 'the SPF of {domain} has "{term}", which leads to no SPF record',
    'spf-leads-to-several':
      'the SPF of {domain} has "{term}", which leads to several SPF records instead of one',
    'dkim-ok': '{at}, {type} key of {bits} bits',
    'dkim-elsewhere': 'Mawja does not sign itself; see that the mail server or the provider does',
    'dkim-none': '{at} has no key; publish the public key there',
    'dkim-revoked': '{at} says that its key is revoked; publish the key in use',
    'dkim-unreadable': '{at} holds no readable key',
    'dkim-foreign': '{at} is not the key that signs; publish the public half of MAWJA_DKIM_KEY',
    'dkim-short': '{at} has a key of {bits} bits; receivers ask for 1024 at least, 2048 is right',
    'dkim-weak': '{at} has a key of {bits} bits; 2048 is right',
    'dkim-trial': '{at} says t=y, a trial; take it away once mail arrives signed',
    'dmarc-ok': '{at}, p={policy}',
    'dmarc-none': '{at} has no DMARC record; begin with TXT "v=DMARC1; p=none; rua=mailto:…"',
    'dmarc-idle':
      '{at} asks for nothing (p=none); go on to quarantine, then reject, once the reports are clean',
    'dmarc-retired': '{at} has {tags}, which means nothing any more (RFC 9989); take it away',
    'dmarc-silent': '{at} asks for no reports; add rua=mailto:…',
    'aligned-both': '{domain} aligns with both SPF and DKIM',
    'aligned-spf': '{domain} aligns with SPF',
    'aligned-spf-only': '{domain} aligns with SPF, but not with the DKIM signature',
    'aligned-dkim-only': '{domain} aligns with the DKIM signature, but not with SPF',
    unaligned:
      '{domain} aligns neither with the envelope ({envelope}) nor with a signature of Mawja; use one domain, or parts of one',
    'mx-ok': '{domain} takes mail at {host}',
    'mx-null': '{domain} says that it takes no mail (null MX); answers and bounces are lost',
    'mx-address': '{domain} has no MX; mail falls back to its address',
    'mx-none': '{domain} has neither MX nor address; many receivers refuse mail from it',
    'ptr-ok': '{address} is {name}, and back',
    'ptr-none': '{address} has no name (PTR); Gmail refuses mail from it',
    'ptr-elsewhere': '{address} is {name}, but that name leads elsewhere',
    'unsubscribe-ok': 'the page answers',
    'unsubscribe-silent': 'the page does not answer; check MAWJA_PUBLIC_URL from outside',
    'unsubscribe-error':
      'the page answers with an error ({status}); check Mawja and what stands in front of it',
    'unsubscribe-stranger':
      'another site than Mawja answers at that address ({status}); check MAWJA_PUBLIC_URL',
    'unsubscribe-plain':
      'the page answers, but without https, which one-click unsubscribing needs (RFC 8058)',
  },
}
