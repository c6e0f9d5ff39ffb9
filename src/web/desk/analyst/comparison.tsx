import { figureWords } from '../../../i18n/desk/figure-words.ts'
import { deskWords } from '../../../i18n/desk/words.ts'
import { DeskFrame, type Viewer } from '../frame.tsx'
import type { Sorting } from './comparison-panel.ts'
import type { Panel } from './panel.ts'
import { PanelView } from './panel-view.tsx'

type Props = { viewer: Viewer; panel: Panel; sorting: Sorting; veil: boolean }

/** Which campaign went furthest, and at what price. */
export function ComparisonPage({ viewer, panel, sorting, veil }: Props) {
  const { language } = viewer
  const { compare } = figureWords(language)
  const query = sorting ? `?sort=${sorting.key}${sorting.ascending ? '&order=up' : ''}` : ''
  return (
    <DeskFrame viewer={viewer} title={compare.title} here="figures">
      <h1>{compare.title}</h1>
      <p class="lead">{compare.lead}</p>
      <PanelView
        language={language}
        panel={panel}
        file={`/desk/figures.csv${query}`}
        sorted={sorting ?? undefined}
      />
      {veil && <p class="hint">{deskWords(language).tables.small}</p>}
    </DeskFrame>
  )
}
