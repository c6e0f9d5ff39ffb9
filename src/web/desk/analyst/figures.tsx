import { exportFormats } from '../../../engine/export-file.ts'
import { figureWords } from '../../../i18n/desk/figure-words.ts'
import { deskWords } from '../../../i18n/desk/words.ts'
import { say } from '../../ui/say.ts'
import { DeskFrame, type Viewer } from '../frame.tsx'
import type { FiguresView } from './figures-view.ts'
import { figurePages } from './figures-view.ts'
import { PanelView } from './panel-view.tsx'
import { SizeCalculator } from './size.tsx'

/** A campaign in figures: one page of panels, and the ways to the others. */
export function FiguresPage({ viewer, view }: { viewer: Viewer; view: FiguresView }) {
  const { language } = viewer
  const words = figureWords(language)
  const title = say(language, words.title, { name: view.name })
  const home = `/desk/campaigns/${view.slug}`
  return (
    <DeskFrame viewer={viewer} title={title} here="figures">
      <p class="meta">
        <a href={home}>{words.back}</a>
        {view.panels && <a href={`${home}/report`}>{words.report}</a>}
      </p>
      <h1>{title}</h1>
      {view.panels ? (
        <>
          <nav class="tabs" aria-label={words.tabs}>
            {figurePages.map((page) => (
              <a
                key={page}
                href={page === 'overview' ? `${home}/figures` : `${home}/figures/${page}`}
                {...(page === view.page ? { 'aria-current': 'page' as const } : {})}
              >
                {words.pages[page]}
              </a>
            ))}
          </nav>
          {view.sliced && (
            <p>
              <a href={`${home}/figures/skills`}>{words.skills.whole}</a>
            </p>
          )}
          {view.panels.map((panel) => (
            <PanelView
              key={panel.name}
              language={language}
              panel={panel}
              file={`${home}/figures/${panel.name}.csv${view.query}`}
            />
          ))}
          <p class="meta">
            <span>{words.whole}</span>
            {exportFormats.map((format) => (
              <a key={format} href={`${home}/figures/export.${format}`} download>
                {format === 'parquet' ? 'Parquet' : format.toUpperCase()}
              </a>
            ))}
          </p>
          {view.veil && <p class="hint">{deskWords(language).tables.small}</p>}
        </>
      ) : (
        <p class="lead">{words.before}</p>
      )}
      {view.size && (
        <SizeCalculator language={language} action={`${home}/figures/experiment`} view={view.size} />
      )}
    </DeskFrame>
  )
}
