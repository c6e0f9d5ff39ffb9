import { type Chain, shownChain } from '../core/chain.ts'
import { AppError } from '../core/error.ts'
import type { LanguageTag } from '../core/language.ts'
import { openChain } from '../core/tokens.ts'
import { words } from '../i18n/words.ts'
import { answersOf, ownStatements } from '../store/consents.ts'
import { dealtOf } from '../store/enrollment.ts'
import {
  chainOf,
  countsInChain,
  generationOf,
  insertShare,
  leaveStatements,
  shareOf,
} from '../store/shares.ts'
import type { Deps } from './deps.ts'
import { type Known, recognise } from './identity.ts'
import type { Answer } from './preferences.ts'
import { type ShareSet, trackingOf } from './ready.ts'
import { sharesOf } from './record.ts'
import { wordingOf } from './wording.ts'

export type OwnChain = Answer & {
  /**
   * `offered`: a link of one's own can be had · `own`: there is one · `none`: not in this campaign, or not by somebody
   * who takes no part in it.
   */
  state: 'offered' | 'own' | 'none'
  /** With the person's own link in it. */
  share: ShareSet | null
  /** Null below five people. */
  chain: Chain | null
  /** Whether the person counts in the chain of somebody they joined over. */
  counted: boolean
}

/** What a person may know of their chain: numbers. Changes nothing; `erased` for somebody who is not here any more. */
export async function readChain(
  deps: Deps,
  token: string,
  wish?: LanguageTag,
): Promise<OwnChain | (Answer & { erased: true }) | null> {
  const known = await recognise(deps, openChain(deps.keys, token), wish)
  if (!known) return null
  const answer = { institution: known.name, language: known.language }
  if (!known.person) return { ...answer, erased: true }
  const place = placeOf(known)
  const counted = await countsInChain(deps.db, place)
  const own = isCounted(known) ? await shareOf(deps.db, place) : null
  if (!own) {
    const mayHave = isCounted(known) && (await generationOf(deps.db, place)) !== null
    return { ...answer, state: mayHave ? 'offered' : 'none', share: null, chain: null, counted }
  }
  const { campaign, edition, language } = known
  const dealt = await dealtOf(deps.db, place)
  const share = await sharesOf(deps, {
    campaign,
    edition: edition!,
    language,
    generation: own.generation,
    variant: dealt?.variant ?? '',
    wave: edition!.definition.experiment?.allocate ? (dealt?.wave ?? null) : null,
    personal: own.id,
  })
  return { ...answer, state: 'own', share, chain: shownChain(await chainOf(deps.db, own.id)), counted }
}

/**
 * Gives a participant a link of their own and writes down that they asked for it. Asking twice changes nothing.
 *
 * @throws AppError `consent` without the tick, `chain` where nothing is counted or for somebody who takes no part
 */
export async function startChain(
  deps: Deps,
  it: { token: string; agreed: boolean },
): Promise<'started' | 'erased' | null> {
  const known = await recognise(deps, openChain(deps.keys, it.token))
  if (!known) return null
  if (!known.person) return 'erased'
  if (!it.agreed) throw new AppError('invalid', 'consent', 'without consent no link of your own')
  const place = placeOf(known)
  const generation = isCounted(known) ? await generationOf(deps.db, place) : null
  if (generation === null) throw new AppError('conflict', 'chain', 'there is no link of your own here')
  await deps.db.batch([
    ...ownStatements(deps.db, actOf(deps, known), 'share:personal', 'given'),
    insertShare(deps.db, { ...place, generation, now: deps.clock.now() }),
  ])
  return 'started'
}

/** Takes both consents back, in every campaign: links become ones like all others, counts stay without the person. */
export async function leaveChain(deps: Deps, token: string): Promise<Answer | null> {
  const known = await recognise(deps, openChain(deps.keys, token))
  if (!known) return null
  if (known.person) {
    const answers = await answersOf(deps.db, known.contactId)
    const given = (['share:personal', 'share:counted'] as const).filter((one) => answers.get(one) === 'given')
    const act = actOf(deps, known)
    await deps.db.batch([
      ...leaveStatements(deps.db, { contactId: known.contactId, now: act.now }),
      ...given.flatMap((purpose) => ownStatements(deps.db, act, purpose, 'withdrawn')),
    ])
  }
  return { institution: known.name, language: known.language }
}

const placeOf = ({ campaign, contactId }: Known) => ({ campaignId: campaign.id, contactId })

/** Where the institution or the campaign counts nothing, there is nothing to count for anybody. */
const isCounted = ({ institution, edition, campaign }: Known): boolean =>
  edition !== undefined && campaign.kind !== 'service' && trackingOf(institution, edition) !== 'none'

function actOf(deps: Deps, { contactId, language }: Known) {
  const wording = wordingOf('chain', words(language).sharing.chain.consent)
  return { contactId, source: '/me/', wording, language, now: deps.clock.now() }
}
