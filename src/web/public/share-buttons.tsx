import type { LanguageTag } from '../../core/language.ts'
import type { ShareButton } from '../../core/share.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'

export type ShareSet = { url: string; buttons: { button: ShareButton; href: string }[] }

/** The ways to pass a campaign on, in the reader's own apps; and its plain address for all the others. */
export function ShareButtons({ language, share }: { language: LanguageTag; share: ShareSet }) {
  const { share: names, page } = words(language)
  return (
    <section class="share" aria-labelledby="share-title">
      <h2 id="share-title">{page.landing.share}</h2>
      <p class="hint">{page.landing.shareHint}</p>
      <ul class="share-list">
        {share.buttons.map(({ button, href }) => (
          <li key={button}>
            <a class="button" href={href} aria-label={say(language, names.on, { name: names[button] })}>
              {names[button]}
            </a>
          </li>
        ))}
      </ul>
      <label for="share-url">{names.link}</label>
      <input id="share-url" type="text" dir="ltr" readonly value={share.url} />
    </section>
  )
}
