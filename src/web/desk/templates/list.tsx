import type { LayoutLine } from '../../../engine/templates.ts'
import { templateWords } from '../../../i18n/desk/template-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { moment, say } from '../../ui/say.ts'
import { DeskFrame, type Viewer } from '../frame.tsx'

type Props = { viewer: Viewer; lines: readonly LayoutLine[]; timeZone: string; writes: boolean }

/** A part `partials/footer` stands in addresses as `partials.footer`. */
export const addressOf = (name: string): string => `/desk/templates/${name.replace('/', '.')}`

/** The house's layouts and the institution's own. */
export function TemplatesPage({ viewer, lines, timeZone, writes }: Props) {
  const words = templateWords(viewer.language)
  return (
    <DeskFrame viewer={viewer} title={words.title} here="campaigns">
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      {writes && (
        <p class="actions">
          <a class="button" href="/desk/templates/new">
            {words.add}
          </a>
        </p>
      )}
      <ul class="versions">
        {lines.map((line) => (
          <li key={line.name}>
            <a href={addressOf(line.name)}>
              <bdi>{line.name}</bdi>
            </a>{' '}
            <small>
              {line.own ? words.own : words.house}
              {line.own ? ` · ${stateOf(viewer.language, line.own, timeZone)}` : ''}
            </small>
            <Uses language={viewer.language} line={line} />
          </li>
        ))}
      </ul>
    </DeskFrame>
  )
}

export function stateOf(language: DeskLanguage, own: NonNullable<LayoutLine['own']>, zone: string): string {
  const words = templateWords(language)
  const { published, publishedAt, publishedBy, version } = own
  const known =
    published !== null && publishedAt !== null
      ? say(language, words.published, {
          version: published,
          officer: publishedBy ?? '',
          date: moment(language, publishedAt, zone),
        })
      : words.unpublished
  return published === version ? known : `${known} · ${say(language, words.newer, { version })}`
}

export function Uses({ language, line }: { language: DeskLanguage; line: Pick<LayoutLine, 'uses'> }) {
  const words = templateWords(language)
  return (
    <p class="meta">
      <span>{words.uses}</span>
      {line.uses.length === 0 && <span>{words.unused}</span>}
      {line.uses.map(({ slug, stale }) => (
        <a key={slug} href={`/desk/campaigns/${slug}`}>
          <bdi>{slug}</bdi>
          {stale ? ` (${words.stale})` : ''}
        </a>
      ))}
    </p>
  )
}
