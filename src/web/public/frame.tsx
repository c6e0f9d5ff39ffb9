import type { PropsWithChildren } from 'hono/jsx'
import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { type Card, Shell } from '../ui/shell.tsx'
import { Mark, WaveLine } from '../ui/wave.tsx'

type Props = PropsWithChildren<{
  language: LanguageTag
  title: string
  /** Whose page it is; absent when nobody's, as on an error. */
  institution?: string
  contactUrl?: string | null
  /** In place of the sentence that nothing personal is in the address. */
  foot?: string
  styles?: 'public' | 'own'
  /** `card`: a picture of the campaign's own; else ours, in the reader's language. */
  preview?: { title: string; description: string; url: string; card?: string | null }
}>

/** What stands around every public page: whose it is above, what it does not do below. */
export function PublicFrame(it: Props) {
  const { language, title, institution, contactUrl, foot, styles = 'public', preview, children } = it
  const { page, mail } = words(language)
  const site = institution ?? 'Mawja'
  return (
    <Shell
      language={language}
      title={institution ? `${title} · ${institution}` : title}
      styles={styles}
      skip={page.skip}
      {...(preview ? { preview: { ...preview, site, card: cardOf(language, preview) } } : {})}
    >
      <header class="top">
        <Mark />
        <bdi>{site}</bdi>
      </header>
      <main id="main">{children}</main>
      {institution && (
        <footer class="bottom">
          <WaveLine />
          <p>{say(language, foot ?? page.footer, { institution })}</p>
          {contactUrl && (
            <p>
              <a href={contactUrl}>{mail.contact}</a>
            </p>
          )}
        </footer>
      )}
    </Shell>
  )
}

function cardOf(language: LanguageTag, it: { title: string; url: string; card?: string | null }): Card {
  if (it.card) return { url: it.card, says: it.title }
  // Messengers fetch the picture from elsewhere and need its whole address.
  const url = new URL(`/assets/card-${language}.png`, it.url).href
  return { url, says: words(language).sharing.card }
}
