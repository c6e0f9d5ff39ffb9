import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { classifyReturned } from '../../../src/core/returned/classify.ts'

/** An invented mail of each kind of sender, with what it means: `address reason action status suppress|keep`. */
const mails: [name: string, kind: string, ...recipients: string[]][] = [
  ['apple-unsubscribe', 'complaint', 'nadia@pomme.example complaint - - suppress'],
  ['auth-failure', 'none'],
  ['carrier-full', 'bounce', 'nadia@denwa.example mailbox_full failed - keep'],
  ['challenge', 'autoreply', 'nadia@boite.example challenge failed 4.7.0 keep'],
  ['complaint-blackened', 'complaint', '- complaint - - suppress'],
  ['complaint-opt-out', 'complaint', 'nadia@grand.example complaint - - suppress'],
  ['complaint', 'complaint', 'nadia@grand.example complaint - - suppress'],
  ['delivered', 'none', 'nadia@ville.example undetermined relayed 2.1.5 keep'],
  ['domino', 'bounce', 'nadia@usine.example unknown_user failed - suppress'],
  ['dutch', 'bounce', 'nadia@brievenbus.example unknown_user failed - suppress'],
  ['eai', 'bounce', 'nadia@ville.example eai_unsupported failed 5.6.7 keep'],
  ['exchange-disabled', 'bounce', 'nadia@bureau.example suspended_or_inactive failed 5.2.1 keep'],
  ['exchange-old', 'bounce', 'nadia@bureau.example unknown_user failed - suppress'],
  ['exim-delayed', 'delayed', 'nadia@ville.example unknown_user delayed 4.1.1 keep'],
  ['exim-sender', 'bounce', 'nadia@ville.example policy_or_auth failed 5.1.0 keep'],
  ['exim', 'bounce', 'nadia@ville.example unknown_user failed - suppress'],
  ['expired', 'bounce', 'nadia@ville.example expired failed 4.4.7 keep'],
  ['french', 'bounce', 'nadia@lettre.example unknown_user failed - suppress'],
  ['gmail', 'bounce', 'nadia@ville.example unknown_user failed 5.1.1 suppress'],
  ['gmx-german', 'bounce', 'nadia@brief.example unknown_user failed - suppress'],
  ['html-only', 'bounce', 'nadia@toile.example unknown_user failed - suppress'],
  ['human', 'none'],
  ['imail', 'bounce', 'nadia@petit.example unknown_user failed - suppress'],
  ['italian', 'bounce', 'nadia@lettera.example unknown_user failed - suppress'],
  ['james', 'bounce', '0661000000@telefon.example unknown_user failed - suppress'],
  ['marshal', 'bounce', 'nadia@filtre.example content_or_spam failed 5.7.1 keep'],
  ['moved', 'bounce', 'nadia@ville.example moved failed 5.1.6 suppress'],
  ['not-spam', 'none'],
  ['notes-japanese', 'bounce', 'nadia@kaisha.example unknown_user failed - suppress'],
  ['office-words', 'bounce', 'nadia@nuage.example unknown_user failed 5.1.10 suppress'],
  ['only-code', 'bounce', 'nadia@ville.example unknown_host failed 5.4.4 suppress'],
  ['opensmtpd', 'bounce', 'nadia@ville.example unknown_user failed 5.1.1 suppress'],
  ['parcel', 'none'],
  ['portuguese', 'bounce', 'nadia@carteiro.example unknown_user failed - suppress'],
  ['postfix-after-data', 'bounce', '0612@portable.example undetermined failed 5.0.0 keep'],
  ['postfix-alias', 'bounce', 'nadia@ville.example unknown_user failed 5.1.1 suppress'],
  ['postfix-blocklist', 'bounce', 'nadia@ville.example reputation_or_block failed 5.1.1 keep'],
  ['postfix-delayed', 'delayed', 'nadia@ville.example unknown_user delayed 4.1.1 keep'],
  ['postfix-full', 'bounce', 'nadia@ville.example mailbox_full failed 5.2.2 keep'],
  ['postfix-name-server', 'bounce', 'nadia@ville.example network failed 5.4.4 keep'],
  ['postfix-no-domain', 'bounce', 'nadia@vile.example unknown_host failed 5.4.4 suppress'],
  ['postfix-sender', 'bounce', 'nadia@ville.example policy_or_auth failed 5.1.0 keep'],
  ['postfix-unknown', 'bounce', 'nadia@ville.example unknown_user failed 5.1.1 suppress'],
  [
    'qmail',
    'bounce',
    'nadia@ville.example unknown_user failed 5.1.1 suppress',
    'salma@ville.example mailbox_full failed 5.2.2 keep',
  ],
  ['report-in-words', 'bounce', 'nadia@ville.example expired failed 4.4.7 keep'],
  ['russian', 'bounce', 'nadia@pochta.example unknown_user failed - suppress'],
  ['sendmail-spf', 'bounce', 'nadia@ville.example policy_or_auth failed 5.1.1 keep'],
  ['sendmail-transcript', 'bounce', 'nadia@ville.example unknown_user failed 5.1.1 suppress'],
  ['ses-bounce', 'bounce', 'nadia@grand.example unknown_user failed 5.1.1 suppress'],
  ['ses-complaint', 'complaint', 'nadia@grand.example complaint - - suppress'],
  [
    'several',
    'bounce',
    'amine@ville.example unknown_user failed 5.1.1 suppress',
    'salma@ville.example mailbox_full failed 5.2.2 keep',
    'omar@ville.example network delayed 4.4.1 keep',
  ],
  ['spanish-full', 'bounce', 'nadia@carta.example mailbox_full failed - keep'],
  ['utf8-recipient', 'bounce', 'نادية@ville.example unknown_user failed 5.1.1 suppress'],
  [
    'v5-transcript',
    'bounce',
    'amine@ville.example reputation_or_block failed - keep',
    'salma@vile.example unknown_host failed - suppress',
    'omar@autre.example unknown_user failed - suppress',
  ],
  ['vacation-subject', 'autoreply', 'nadia@ville.example vacation - - keep'],
  ['vacation', 'autoreply', 'nadia@ville.example vacation - - keep'],
  ['verification', 'autoreply', 'nadia@gardien.example challenge - - keep'],
  ['wrapped', 'bounce', 'nadia@ville.example unknown_user failed 5.1.1 suppress'],
  ['yahoo-disabled', 'bounce', 'nadia@vieux.example suspended_or_inactive failed - keep'],
  ['yahoo', 'bounce', 'nadia@vieux.example unknown_user failed - suppress'],
]

const mail = (name: string) => readFileSync(new URL(`mails/${name}.eml`, import.meta.url))

it.each(mails)('%s', async (name, kind, ...recipients) => {
  const returned = await classifyReturned(mail(name))
  expect(returned.kind).toBe(kind)
  expect(
    returned.recipients.map(({ address, reason, action, status, suppress }) =>
      [address || '-', reason, action || '-', status || '-', suppress ? 'suppress' : 'keep'].join(' '),
    ),
  ).toEqual(recipients)
})

it.each([
  ['nothing', ''],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ['a table', 'email;name\nnadia@ville.example;Nadia\n'],
  ['a text with colons', 'Note: 550 5.1.1 user unknown\nnadia@ville.example\n'],
])('is no mail: %s', async (_, raw) => {
  expect(await classifyReturned(raw)).toEqual({ kind: 'none', recipients: [] })
})

it.each([
  ['lines of old Macs', (text: string) => text.replaceAll('\n', '\r')],
  ['lines of the wire', (text: string) => text.replaceAll('\n', '\r\n')],
  ['a line of mbox before it', (text: string) => `From MAILER-DAEMON Mon Mar  2 09:00:00 2026\n${text}`],
])('reads %s', async (_, change) => {
  const text = mail('postfix-unknown').toString()
  expect(await classifyReturned(change(text))).toEqual(await classifyReturned(text))
})

it('looks at the report of a mail of three megabytes, not at what it brings back', async () => {
  const text = mail('postfix-unknown').toString()
  expect(await classifyReturned(text.replace('This domain', 'x'.repeat(3_000_000)))).toMatchObject({
    recipients: [{ address: 'nadia@ville.example', suppress: true }],
  })
})
