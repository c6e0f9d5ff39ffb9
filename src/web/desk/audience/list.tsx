import { audiencePageWords } from '../../../i18n/desk/audience-page-words.ts'
import { deskWords } from '../../../i18n/desk/words.ts'
import { WaveLine } from '../../ui/wave.tsx'
import { DeskFrame, type Viewer } from '../frame.tsx'
import { Num } from '../number.tsx'
import type { Shown } from '../small-cells.ts'

/** `people` is null where nobody has counted: then the script asks for each line that comes into sight. */
export type AudienceLine = { slug: string; name: string; words: string; people: Shown }
type Props = { viewer: Viewer; lines: AudienceLine[]; writes: boolean }

/** Every saved audience of an institution. */
export function AudiencesPage({ viewer, lines, writes }: Props) {
  const { language } = viewer
  const { list } = audiencePageWords(language)
  return (
    <DeskFrame viewer={viewer} title={list.title} here="audiences" renews>
      <h1>{list.title}</h1>
      <p class="lead">{list.lead}</p>
      {writes && (
        <p class="actions">
          <a class="button main" href="/desk/audiences/new">
            {list.create}
          </a>
        </p>
      )}
      {lines.length === 0 ? (
        <div class="panel empty">
          <WaveLine />
          <h2>{list.empty}</h2>
          <p>{list.emptyText}</p>
        </div>
      ) : (
        <Table {...{ viewer, lines }} />
      )}
    </DeskFrame>
  )
}

function Table({ viewer: { language }, lines }: Omit<Props, 'writes'>) {
  const { list } = audiencePageWords(language)
  return (
    <section class="scroll" tabindex={0} aria-label={list.name}>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">{list.name}</th>
            <th scope="col">{list.says}</th>
            <th scope="col" class="number">
              {deskWords(language).funnel.people}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ slug, name, words, people }) => (
            <tr key={slug}>
              <th scope="row">
                <a href={`/desk/audiences/${slug}`}>
                  <bdi>{name}</bdi>
                </a>
              </th>
              <td>{words}</td>
              <td
                class="number"
                {...(people === null
                  ? { 'hx-get': `/desk/audiences/${slug}?part=number`, 'hx-trigger': 'revealed' }
                  : {})}
              >
                <Num language={language} value={people} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href="/desk/audiences?count=yes">{list.count}</a>
      </p>
    </section>
  )
}
