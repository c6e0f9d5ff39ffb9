import type { PropsWithChildren } from 'hono/jsx'
import { adminWords } from '../../i18n/desk/admin-words.ts'
import { audiencePageWords } from '../../i18n/desk/audience-page-words.ts'
import { calendarWords } from '../../i18n/desk/calendar-words.ts'
import { figureWords } from '../../i18n/desk/figure-words.ts'
import { signInWords } from '../../i18n/desk/sign-in-words.ts'
import { type DeskLanguage, deskLanguages, deskWords } from '../../i18n/desk/words.ts'
import { Shell } from '../ui/shell.tsx'
import { Mark } from '../ui/wave.tsx'

/** Who looks, and from where: what the frame of every page of the desk needs to know. */
export type Viewer = {
  language: DeskLanguage
  institution: string
  email: string
  role: string
  /** Where to come back to after a change of language. */
  path: string
}

type Props = PropsWithChildren<{
  viewer: Viewer
  title: string
  here: 'campaigns' | 'audiences' | 'calendar' | 'figures' | 'mailbox' | 'account' | 'admin'
  /** The page renews parts of itself. */
  renews?: boolean
}>

export function DeskFrame({ viewer, title, here, renews, children }: Props) {
  const { language, institution, email, role, path } = viewer
  const { nav, roles, product } = deskWords(language)
  return (
    <Shell language={language} title={`${title} · ${product}`} styles="desk" skip={nav.skip} renews={renews}>
      <header class="top">
        <a class="home" href="/desk">
          <Mark />
          <span>{product}</span>
        </a>
        <nav aria-label={nav.label}>
          <a href="/desk" {...current(here === 'campaigns')}>
            {nav.campaigns}
          </a>
          <a href="/desk/audiences" {...current(here === 'audiences')}>
            {audiencePageWords(language).nav}
          </a>
          <a href="/desk/calendar" {...current(here === 'calendar')}>
            {calendarWords(language).nav}
          </a>
          <a href="/desk/figures" {...current(here === 'figures')}>
            {figureWords(language).compare.nav}
          </a>
          {seesMailbox(role) && (
            <a href="/desk/mailbox" {...current(here === 'mailbox')}>
              {nav.mailbox}
            </a>
          )}
          {role === 'admin' && (
            <a href="/desk/admin" {...current(here === 'admin')}>
              {adminWords(language).nav}
            </a>
          )}
        </nav>
        <div class="who">
          <p>
            <bdi>{institution}</bdi>
            <small>
              <a href="/desk/account" aria-label={`${signInWords(language).account.nav} ${email}`}>
                <bdi>{email}</bdi>
              </a>{' '}
              · {roles[role] ?? role}
            </small>
          </p>
          <form method="post" action="/desk/sign-out">
            <button class="button quiet" type="submit">
              {nav.signOut}
            </button>
          </form>
        </div>
      </header>
      <main id="main">{children}</main>
      <LanguageBar language={language} path={path} />
    </Shell>
  )
}

/** Mails show persons: those who write them and those who run the installation may look, others see figures. */
export const seesMailbox = (role: string) => role === 'officer' || role === 'admin'

const current = (is: boolean) => (is ? { 'aria-current': 'page' as const } : {})

export function LanguageBar({ language, path }: { language: DeskLanguage; path: string }) {
  return (
    <footer class="bottom">
      <form
        class="language-bar"
        method="post"
        action="/desk/language"
        aria-label={deskWords(language).nav.language}
      >
        <input type="hidden" name="back" value={path} />
        {deskLanguages.map((tag) => (
          <button
            key={tag}
            class="button quiet"
            type="submit"
            name="language"
            value={tag}
            lang={tag}
            aria-pressed={tag === language ? 'true' : 'false'}
          >
            {deskWords(tag).name}
          </button>
        ))}
      </form>
    </footer>
  )
}
