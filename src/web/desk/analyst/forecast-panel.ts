import type { Outlook } from '../../../engine/outlook.ts'
import { figureWords } from '../../../i18n/desk/figure-words.ts'
import { plural } from '../../../i18n/words.ts'
import { count, moment, percent, say } from '../../ui/say.ts'
import type { Reader } from './overview-panels.ts'
import type { Panel } from './panel.ts'

const ends = ['forecast', 'low50', 'high50', 'low80', 'high80', 'benchmark'] as const

/**
 * What is to come, beside the benchmark that anybody could work out. A forecast is made only of ten people who were brought,
 * so it hides nobody.
 */
export function forecastPanel({ language }: Reader, outlook: Outlook | null): Panel {
  const { forecast: words } = figureWords(language)
  const days = (outlook?.days ?? []).flatMap((one) => (one.tooEarly === null ? [one] : []))
  const labels = days.map((one) => plural(language, words.day, one.days))
  return {
    name: 'forecast',
    title: words.title,
    lead: words.lead,
    first: { key: 'days', title: words.days },
    columns: ends.map((key) => ({ key, title: words[key] })),
    rows: days.map((one, index) => ({
      key: String(one.days),
      label: labels[index]!,
      values: ends.map((end) => one[end]),
    })),
    notes:
      outlook === null
        ? [words.ended]
        : days.length === 0
          ? [words.early]
          : [
              say(language, words.made, { at: moment(language, outlook.madeAt, outlook.timeZone) }),
              recordOf(language, outlook),
            ],
    chart: days.length
      ? {
          kind: 'bands',
          labels,
          names: { line: words.forecast, inner: words.low50, outer: words.low80, other: words.benchmark },
          line: days.map((one) => one.forecast),
          inner: days.map((one) => [one.low50, one.high50]),
          outer: days.map((one) => [one.low80, one.high80]),
          other: days.map((one) => one.benchmark),
        }
      : null,
  }
}

function recordOf(language: Reader['language'], { record }: Outlook): string {
  const { forecast: words } = figureWords(language)
  if (!record) return words.noRecord
  return say(language, words.record, {
    scored: count(language, record.scored),
    error: percent(language, record.medianError, 1),
    naive: percent(language, record.benchmarkError, 1),
    within: count(language, record.within80),
  })
}
