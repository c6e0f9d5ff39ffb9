import { confirmJoin, startJoin } from '../../src/engine/join.ts'
import { followClick, readLanding } from '../../src/engine/record.ts'
import { drain } from '../../src/engine/tick.ts'
import { linksIn, mailsTo, readMail, tokenIn } from './mail.ts'
import type { World } from './world.ts'

export const aPhone = {
  method: 'GET',
  userAgent: 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36',
  purpose: null,
}

/** Somebody presses "WhatsApp" in a mail; answers the words and the link that a friend then gets. */
export async function passedOn(world: World, html: string): Promise<{ text: string; token: string }> {
  for (const url of linksIn(html).filter((one) => one.includes('/c/'))) {
    const token = url.slice(url.lastIndexOf('/') + 1)
    const followed = await followClick(world.deps, { token, hit: aPhone })
    if (!followed?.location.startsWith('https://wa.me/')) continue
    const text = new URL(followed.location).searchParams.get('text')!
    return { text, token: text.match(/\/s\/([\w-]+)/)![1]! }
  }
  throw new Error('the mail has no WhatsApp button')
}

/** A sign-up over a link, and its confirmation; answers the subjects of all mails that come of it, in order. */
export async function joinOver(world: World, token: string, email: string): Promise<string[]> {
  const landing = await readLanding(world.deps, { token, hit: aPhone })
  await startJoin(world.deps, { token, email, language: landing!.language, agreed: true })
  await drain(world.deps)
  const mail = await readMail(mailsTo(world.mail.arrived, email).at(-1))
  await confirmJoin(world.deps, tokenIn(mail.html, '/j/'))
  await drain(world.deps)
  const mails = await Promise.all(mailsTo(world.mail.arrived, email).map(readMail))
  return mails.map(({ subject }) => String(subject))
}

/** The mail with that subject, as its reader sees it. */
export async function mailOf(world: World, email: string, subject: string): Promise<string> {
  const mails = await Promise.all(mailsTo(world.mail.arrived, email).map(readMail))
  return mails.find((one) => one.subject === subject)!.html
}
