import type { ShareChannel } from './tokens.ts'

/** Buttons in mails and pages. Each opens the person's own app; nothing is sent by us, no address book is asked for. */
export const shareButtons = ['whatsapp', 'facebook', 'x', 'telegram', 'linkedin', 'email'] as const
export type ShareButton = (typeof shareButtons)[number]

export function isShareButton(name: string): name is ShareButton {
  return (shareButtons as readonly string[]).includes(name)
}

/** The row of `links` that stands for a button. */
export const shareLink = (button: ShareButton) => `share:${button}`

/** The row of `links` that stands for a place where a poster hangs: visits are counted by it, nobody is sent there. */
export const placeLink = (place: string) => `place:${place}`

/** The place behind such a row; null for every other row. */
export const placeOf = (url: string): string | null =>
  url.startsWith('place:') ? url.slice('place:'.length) : null

/**
 * The address that opens the app with the prewritten words.
 *
 * @param text     words in the reader's language, editable in the app
 * @param url      share link
 * @param subject  for e-mail only
 */
export function shareIntent(button: ShareButton, it: { text: string; url: string; subject: string }): string {
  const [text, url, subject] = [it.text, it.url, it.subject].map(encodeURIComponent)
  const both = encodeURIComponent(`${it.text}\n${it.url}`)
  switch (button) {
    case 'whatsapp':
      return `https://wa.me/?text=${both}`
    case 'facebook':
      return `https://www.facebook.com/sharer/sharer.php?u=${url}`
    case 'x':
      return `https://x.com/intent/post?text=${text}&url=${url}`
    case 'telegram':
      return `https://t.me/share/url?url=${url}&text=${text}`
    case 'linkedin':
      return `https://www.linkedin.com/sharing/share-offsite/?url=${url}`
    case 'email':
      return `mailto:?subject=${subject}&body=${both}`
  }
}

export type { ShareChannel }
