import type { LanguageTag } from '../../core/language.ts'
import { posterWords } from '../../i18n/desk/poster-words.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { words as readerWords } from '../../i18n/words.ts'
import { posterSizes } from '../../render/poster.ts'
import { say } from '../ui/say.ts'
import { DeskFrame, type Viewer } from './frame.tsx'
import { Num } from './number.tsx'
import { shownColumn } from './small-cells.ts'

type Props = {
  viewer: Viewer
  slug: string
  name: string
  languages: readonly LanguageTag[]
  places: readonly { place: string; visits: number }[]
  /** Whether this person may have one drawn. */
  draws: boolean
  veil: boolean
}

/** Paper that leads to the landing page, and how many came over it. */
export function PostersPage({ viewer, slug, name, languages, places, draws, veil }: Props) {
  const { language } = viewer
  const words = posterWords(language)
  const title = say(language, words.title, { name })
  return (
    <DeskFrame viewer={viewer} title={title} here="campaigns">
      <p class="meta">
        <a href={`/desk/campaigns/${slug}`}>{words.back}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">{words.lead}</p>
      {draws && languages.length > 0 && <PosterForm {...{ language, slug, languages }} />}
      <Places {...{ language, places, veil }} />
      {veil && <p class="hint">{deskWords(language).tables.small}</p>}
    </DeskFrame>
  )
}

type Form = { language: DeskLanguage; slug: string; languages: readonly LanguageTag[] }

function PosterForm({ language, slug, languages }: Form) {
  const words = posterWords(language)
  return (
    <form class="panel" method="post" action={`/desk/campaigns/${slug}/posters`}>
      <div class="field">
        <label for="language">{words.language}</label>
        <select id="language" name="language">
          {languages.map((tag) => (
            <option key={tag} value={tag} selected={tag === language}>
              {readerWords(tag).name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="size">{words.size}</label>
        <select id="size" name="size">
          {posterSizes.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="place">{words.place}</label>
        <input id="place" name="place" type="text" maxlength={80} dir="auto" aria-describedby="place-hint" />
        <p class="hint" id="place-hint">
          {words.placeHint}
        </p>
      </div>
      <p class="actions">
        <button class="button main" type="submit" name="as" value="html">
          {words.html}
        </button>
        <button class="button" type="submit" name="as" value="svg">
          {words.svg}
        </button>
      </p>
    </form>
  )
}

function Places({ language, places, veil }: Pick<Props, 'places' | 'veil'> & { language: DeskLanguage }) {
  const words = posterWords(language)
  const visits = shownColumn(
    places.map((one) => one.visits),
    veil,
  )
  return (
    <section aria-labelledby="places">
      <h2 id="places">{words.places}</h2>
      {places.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              <th scope="col" class="number">
                {words.visits}
              </th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ place }, index) => (
              <tr key={place}>
                <th scope="row">
                  <bdi>{place}</bdi>
                </th>
                <td class="number">
                  <Num language={language} value={visits[index]!} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
