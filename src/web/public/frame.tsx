import type { PropsWithChildren } from 'hono/jsx'
import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { Shell } from '../ui/shell.tsx'
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
  /** `card`: whole address of a picture, since messengers fetch it from elsewhere; null = none. */
  preview?: { title: string; description: string; url: string; card: string | null }
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
      {...(preview ? { preview: { ...preview, site } } : {})}
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
