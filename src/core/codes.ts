import { type Reason, reasons } from './channel.ts'
import type { HitClass } from './hit.ts'
import type { FlagOfJoin } from './join-flags.ts'
import { type ShareChannel, shareChannels } from './tokens.ts'

/**
 * The short words that stand in the rows about a person. Whoever asks to see their data reads them in their own
 * language: a word that is added here must be said in src/i18n/own-data, or the compiler complains.
 */

/** What a person did with a purpose. */
export const consentActs = ['given', 'withdrawn'] as const
export type ConsentAct = (typeof consentActs)[number]

/** What a consent, or a no, is about; `list` stands for `list:ID`. */
export const purposes = [
  'receive:email',
  'receive:sms',
  'receive:whatsapp',
  'track:individual',
  'share:personal',
  'share:counted',
  'object:notice',
  'list',
] as const
export type Purpose = (typeof purposes)[number]

/** Where a person agreed or refused, when it was one of our own pages or addresses; an import says it in the institution's words. */
export const ownSources = [
  '/s/',
  '/join/',
  '/p/',
  '/me/',
  '/u/',
  'mailto:',
  '/hooks/',
  'objection',
  'complaint',
] as const
export type OwnSource = (typeof ownSources)[number]

/** Pages whose words have a version, `form:1f3a…`. */
export const wordedPages = ['landing', 'form', 'preferences', 'chain'] as const
export type WordedPage = (typeof wordedPages)[number]

/**
 * Who wrote something down, or told of it: `import` stands for `import:N`, `officer` for `officer:N` as well. Providers
 * that tell stand there by their names; `standard` is a sender of one's own.
 */
export const recorders = ['person', 'officer', 'operator', 'import', 'mail', 'smtp', 'standard'] as const
export type Recorder = (typeof recorders)[number]

export const messageStates = ['queued', 'accepted', 'refused', 'unknown', 'skipped'] as const
export type MessageState = (typeof messageStates)[number]

/** Why a message did not go out at all. */
export const obstacles = [
  'erased',
  'noAddress',
  'settled',
  'expired',
  'unsubscribed',
  'suppressed',
  'noConsent',
  'paused',
  'late',
  'closed',
] as const
export type Obstacle = (typeof obstacles)[number]

/** Why it waits, or why nobody knows. */
export const delays = ['window', 'paused', 'throttled', 'warmup'] as const
export type Delay = (typeof delays)[number]
export const uncertainties = ['interrupted', 'lost-answer'] as const
export type Uncertainty = (typeof uncertainties)[number]

/** Why an address stands on the list of those that must not be written to. */
export const suppressionReasons = [
  'unsubscribed',
  'complaint',
  'unknown_user',
  'erased',
  'objected',
  'officer',
  'list',
] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

/** Why a join looks odd (core/join-flags). */
export const oddities = ['burst', 'same-device'] as const satisfies readonly FlagOfJoin[]

/** `consent`: the basis of an import. */
export const whys = [
  ...new Set([
    ...reasons,
    ...obstacles,
    ...delays,
    ...uncertainties,
    ...suppressionReasons,
    ...oddities,
    'consent',
  ] as const),
]
export type Why = Reason | Obstacle | Delay | Uncertainty | SuppressionReason | FlagOfJoin | 'consent'

export const signupStates = ['pending', 'confirmed', 'enrolled', 'expired'] as const
export type SignupState = (typeof signupStates)[number]

/** What a hit looked like. */
export const visitors = ['human', 'machine', 'preview', 'unknown'] as const satisfies readonly HitClass[]

export const returnKinds = ['bounce', 'delayed', 'autoreply', 'complaint'] as const
export const traceKinds = ['open', 'click', 'share'] as const
/** A link of one's own, and counting in the chain of somebody else's. */
export const chainKinds = ['own', 'counted'] as const
/** What a campaign did with somebody it did not write to (store/hold-outs). */
export const campaignKinds = ['heldOut'] as const
/** What people ask for as of right … */
export const rightsKinds = ['access', 'rectification', 'erasure', 'objection'] as const
/** … and what staff did to a person, as the audit log says it. */
export const personActs = ['read person', 'rectify person', 'object for person', 'erase person'] as const
export const kinds = [
  ...returnKinds,
  ...traceKinds,
  ...chainKinds,
  ...campaignKinds,
  ...rightsKinds,
  ...personActs,
] as const
export type Kind = (typeof kinds)[number]

/** Ways of sharing that are no app with a name of its own. */
export const unnamedShares = ['page', 'post', 'qr', 'form'] as const satisfies readonly ShareChannel[]
export type UnnamedShare = (typeof unnamedShares)[number]
export const namedShares = shareChannels.filter(
  (one): one is Exclude<ShareChannel, UnnamedShare> => !(unnamedShares as readonly string[]).includes(one),
)

/** Steps of the letters that the house itself sends in answer. */
export const answerSteps = ['confirmation', 'data'] as const
export type AnswerStep = (typeof answerSteps)[number]

/** A word for each code: what the catalogue of a language holds. */
export type CodeWords = {
  act: Record<ConsentAct, string>
  /** The same where the purpose is a no: `object:notice`. */
  objection: Record<ConsentAct, string>
  /** `{list}` stands for a list's name. */
  purpose: Record<Purpose, string>
  source: Record<OwnSource, string>
  /** `{version}` stands for a few letters that tell one wording from another. */
  wording: Record<WordedPage, string>
  recordedBy: Record<Recorder, string>
  message: Record<MessageState, string>
  why: Record<Why, string>
  signup: Record<SignupState, string>
  visitor: Record<HitClass, string>
  kind: Record<Kind, string>
  share: Record<UnnamedShare, string>
  step: Record<AnswerStep, string>
  /** Those that are no brand. */
  channel: Record<'phone', string>
  /** Generation 0. */
  generation: Record<'0', string>
}
