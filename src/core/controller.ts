import { AppError } from './error.ts'

/**
 * What the register of processing says about an institution and Mawja cannot know by itself.
 *
 * - `dpo`       whom to ask: name and address of the data-protection officer
 * - `notice`    address of the notice under GDPR articles 13 and 14
 * - `hosting`   where and by whom the data are kept
 * - `transfer`  basis on which they leave the Union or the country (GDPR article 46, law 09-08 articles 43, 44)
 * - `cndp`      number of the declaration to the CNDP (Morocco, law 09-08)
 */
export const controllerFacts = ['dpo', 'notice', 'hosting', 'transfer', 'cndp'] as const
export type ControllerFact = (typeof controllerFacts)[number]
export type Controller = Partial<Record<ControllerFact, string>>

/**
 * Reads `dpo=Salma Exemple, dpo@mre.example,cndp=D-117/2026`: a comma ends a fact only where the next one begins.
 *
 * @returns an empty text for a fact that is to be taken away
 * @throws AppError `controller`
 */
export function readController(text: string): Controller {
  const pairs = text.split(new RegExp(`,(?=\\s*(?:${controllerFacts.join('|')})=)`))
  return Object.fromEntries(
    pairs
      .map((pair) => pair.trim())
      .filter(Boolean)
      .map(readFact),
  )
}

function readFact(pair: string): [ControllerFact, string] {
  const cut = pair.indexOf('=')
  const fact = controllerFacts.find((one) => one === pair.slice(0, Math.max(cut, 0)).trim())
  if (fact) return [fact, pair.slice(cut + 1).trim()]
  const line = `controller: "${pair}": write fact=text; facts are ${controllerFacts.join(', ')}`
  throw new AppError('invalid', 'controller', line)
}
