import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { campaignNamed } from '../engine/named.ts'
import { type DeskLanguage, deskLanguages, isDeskLanguage } from '../i18n/desk/words.ts'
import { readAssets } from '../node/assets.ts'
import { bundler } from '../web/assets.ts'
import { reportFile } from '../web/desk/analyst/report-file.tsx'
import { paperOf } from '../web/desk/analyst/report-paper.ts'
import { type ReportView, reportView } from '../web/desk/analyst/report-view.ts'
import { withDeps } from './command.ts'
import { text, Usage, type Verb } from './verb.ts'

const string = { type: 'string' } as const

export const reportVerb: Verb = {
  name: 'report',
  usage: 'report CAMPAIGN --out FILE.html|pdf [--language fr|ar|en]',
  does: 'writes the report of a campaign, to print or to hand on; small numbers are hidden',
  words: { least: 1, most: 1 },
  options: { out: string, language: string },
  needs: ['out'],
  run: async (context) => {
    const out = text(context, 'out')!
    const as = extname(out).slice(1).toLowerCase()
    if (as !== 'html' && as !== 'pdf') throw new Usage(`--out: end the name with .html or .pdf, not "${out}"`)
    const language = languageOf(text(context, 'language') ?? 'fr')
    return withDeps(context, async (deps) => {
      const campaign = await campaignNamed(deps, context.words[0]!)
      const view = await reportView(deps, { campaign, language })
      const file = as === 'pdf' ? await deps.drawReport!(paperOf(view)) : await htmlOf(view)
      writeFileSync(out, file)
      const { sum, edition } = view
      return {
        campaign: campaign.slug,
        edition,
        language,
        seeds: sum?.seeds ?? null,
        participants: sum?.total ?? null,
        r: sum?.r ?? null,
        gain: sum?.gain ?? null,
        out,
      }
    })
  },
}

function languageOf(wish: string): DeskLanguage {
  if (isDeskLanguage(wish)) return wish
  throw new Usage(`--language: write one of ${deskLanguages.join(', ')}, not "${wish}"`)
}

/** Fonts stay with whoever serves pages: in a file of its own the reader's are used. */
async function htmlOf(view: ReportView): Promise<string> {
  const css = (await bundler(readAssets()).read('desk.css'))?.body ?? ''
  const text = typeof css === 'string' ? css : new TextDecoder().decode(css)
  return reportFile(view, text.replace(/@font-face\{[^}]*\}/g, ''))
}
