import type { Copy } from '../render/copy.ts'

/**
 * A variant of the landing page may say no more than what it changes, the headline of the picture alone if need be: the
 * rest is that of the page without variant. A title of its own leaves the other's headline behind.
 *
 * @param base  the page without variant, in the same language
 */
export function withBaseWords(copy: Copy, base: Copy | null): Copy {
  if (!base) return copy
  return {
    ...copy,
    ...(copy.body.trim() ? {} : { body: base.body, bodyLine: base.bodyLine }),
    subject: copy.subject || base.subject,
    preheader: copy.preheader || base.preheader,
    headline: copy.headline || (copy.subject ? '' : (base.headline ?? '')),
  }
}
