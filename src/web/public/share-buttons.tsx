import { useContext } from 'hono/jsx'
import type { LanguageTag } from '../../core/language.ts'
import type { ShareSet } from '../../engine/ready.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { StylesContext } from '../ui/shell.tsx'

/** `own`: on the page of one's own link, where the usual promise that no link counts for anybody would be wrong. */
type Props = { language: LanguageTag; share: ShareSet; own?: boolean }

/**
 * The ways to pass a campaign on: the reader's own apps, where the words can still be changed; its plain address; and a
 * code for whoever sits beside them. All of it works without a script. The two buttons that need one stay hidden until
 * `share.js` finds that the browser can do what they say.
 */
export function ShareButtons({ language, share, own = false }: Props) {
  const { share: names, sharing, page } = words(language)
  return (
    <section class="share" aria-labelledby="share-title">
      <h2 id="share-title">{page.landing.share}</h2>
      {!own && <p class="hint">{page.landing.shareHint}</p>}
      <ul class="share-list">
        {share.buttons.map(({ button, href }) => (
          <li key={button}>
            <a
              class="button"
              href={lettersAsLetters(href)}
              aria-label={say(language, names.on, { name: names[button] })}
            >
              {names[button]}
            </a>
          </li>
        ))}
      </ul>
      <button class="button share-send" type="button" hidden data-share="send">
        {sharing.send}
      </button>
      <label for="share-url">{names.link}</label>
      <div class="share-link">
        <input id="share-url" type="text" dir="ltr" readonly value={share.url} />
        <button class="button share-copy" type="button" hidden data-share="copy">
          {sharing.copy}
        </button>
      </div>
      <p class="share-said" role="status" data-said={sharing.copied} />
      <details class="share-code">
        <summary>{sharing.qr}</summary>
        <img class="qr" src={share.code} alt={sharing.qrLabel} width="280" height="280" loading="lazy" />
        <p class="hint">{sharing.qrText}</p>
      </details>
      <script src={useContext(StylesContext).script} defer />
    </section>
  )
}

/**
 * Letters beyond ASCII as they are. The browser encodes them again in the same way (URL Standard, query state), and an
 * Arabic page with four addresses that hold its words is a tenth lighter.
 */
export function lettersAsLetters(href: string): string {
  return href.replace(/(?:%[89A-F][0-9A-F])+/g, decodeURIComponent)
}
