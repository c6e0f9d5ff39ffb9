import type { CampaignExperiment } from '../../../engine/experiment.ts'
import { comparingWords } from '../../../i18n/desk/comparing-words.ts'
import { figureWords } from '../../../i18n/desk/figure-words.ts'
import { say } from '../../ui/say.ts'
import { shownColumn } from '../small-cells.ts'
import type { Reader } from './overview-panels.ts'
import type { Panel } from './panel.ts'

/** Who was dealt what, wave by wave, beside what the plan was; and what to do where the two do not agree. */
export function assignmentPanel({ language, veil }: Reader, { assignment }: CampaignExperiment): Panel {
  const { assignment: words } = comparingWords(language)
  const { all } = figureWords(language).experiment
  const cells = assignment.waves.flatMap(({ wave, cells: own }) =>
    own.map(({ arm, n, expected }) => ({ wave, arm, n, expected: Math.round(expected) })),
  )
  const dealt = shownColumn(
    cells.map(({ n }) => n),
    veil,
  )
  const nameOf = (arm: string) => (arm === 'held out' ? words.heldOut : arm || all)
  return {
    name: 'assignment',
    title: words.title,
    lead: words.lead,
    first: { key: 'cell', title: words.cell },
    columns: [
      { key: 'planned', title: words.planned },
      { key: 'dealt', title: words.dealt },
    ],
    rows: cells.map(({ wave, arm, expected }, index) => ({
      key: `${wave}/${arm || 'all'}`,
      label: say(language, words.wave, { wave, arm: nameOf(arm) }),
      values: [dealt[index] === 'hidden' ? 'hidden' : expected, dealt[index]!],
    })),
    notes: [saidOf({ language, veil }, assignment)],
    chart: null,
  }
}

function saidOf({ language }: Reader, { isOff, p, waves }: CampaignExperiment['assignment']): string {
  const { assignment: words } = comparingWords(language)
  if (isOff) {
    const off = waves.filter((one) => one.isOff).map(({ wave }) => wave)
    return say(language, words.off, { waves: off.length ? off.join(', ') : words.whole })
  }
  return p === null && waves.every((one) => one.p === null) ? words.few : words.fine
}
