import { signInWords } from '../../i18n/desk/sign-in-words.ts'
import { type DeskLanguage, isDeskLanguage } from '../../i18n/desk/words.ts'
import { composeMail } from '../../render/mime.ts'
import { newestSender } from '../../store/campaigns.ts'
import { institutionById, type Officer } from '../../store/institutions.ts'
import { audit } from '../audit.ts'
import type { Deps } from '../deps.ts'
import { signInLink } from '../sign-in.ts'
import { mayTry } from './limits.ts'

const longestSendMs = 60_000

/**
 * Writes to somebody at their own address, with a link that proves the mailbox. It has no row and no copy: the link is
 * in the mail and nowhere else, so it is never put into the built-in mailbox, which others can read.
 *
 * @returns false where the installation sends no mail, or the mail was not taken, or too many were asked for
 */
export async function mailProof(deps: Deps, officer: Officer, language: DeskLanguage): Promise<boolean> {
  const channel = deps.channels.get('email')
  const from = deps.settings.mailFrom ?? (await newestSender(deps.db, officer.institutionId))
  if (!channel || !from || deps.settings.receivers?.email === null) return false
  if (!(await mayTry(deps, { account: `proof:${officer.email}`, network: null }))) return false
  const institution = (await institutionById(deps.db, officer.institutionId))?.name ?? ''
  const own = officer.language
  const letter = {
    institution,
    url: await signInLink(deps, officer),
    language: own && isDeskLanguage(own) ? own : language,
  }
  const messageId = `<sign-in-${crypto.randomUUID()}@${from.slice(from.lastIndexOf('@') + 1)}>`
  const raw = composeMail({
    ...written(letter),
    from: { name: institution, address: from },
    to: { address: officer.email },
    messageId,
    date: deps.clock.now(),
  })
  const mail = { kind: 'mail', id: 0, messageId, envelope: { from, to: officer.email }, raw } as const
  const receipt = await channel.send(mail, AbortSignal.timeout(longestSendMs))
  if (receipt.outcome !== 'accepted') return false
  const { id, institutionId } = officer
  await audit(deps, { institutionId, officerId: null, act: 'address-asked', subject: `officer:${id}` })
  return true
}

function written(it: { language: DeskLanguage; institution: string; url: string }) {
  const words = signInWords(it.language).proofMail
  const lines = [words.text.replace('{institution}', () => it.institution), it.url, words.hint]
  const [text, url, hint] = lines.map(escaped)
  const direction = it.language === 'ar' ? 'rtl' : 'ltr'
  const body = `<p>${text}</p>\n<p><a href="${url}">${escaped(words.button)}</a></p>\n<p>${hint}</p>`
  const head = `<head><meta charset="utf-8"><title>${escaped(words.subject)}</title></head>`
  return {
    subject: words.subject,
    language: it.language,
    text: `${lines.join('\r\n\r\n')}\r\n`,
    html: `<!doctype html>\n<html lang="${it.language}" dir="${direction}">${head}<body>\n${body}\n</body></html>\n`,
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => entities[sign]!)
