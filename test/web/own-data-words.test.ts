import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  answerSteps,
  consentActs,
  kinds,
  messageStates,
  oddities,
  ownSources,
  personActs,
  purposes,
  recorders,
  returnKinds,
  rightsKinds,
  signupStates,
  suppressionReasons,
  traceKinds,
  visitors,
  whys,
  wordedPages,
} from '../../src/core/codes.ts'
import { languageTags } from '../../src/core/language.ts'
import { shareButtons, shareLink } from '../../src/core/share.ts'
import { shareChannels } from '../../src/core/tokens.ts'
import { words } from '../../src/i18n/words.ts'
import { journalled } from '../../src/store/import-journal.ts'
import type { OwnSection } from '../../src/store/own-data.ts'
import { sayCode } from '../../src/web/public/own-data-code.ts'
import { labelOf } from '../../src/web/public/own-data-value.tsx'
import { filesLike, root } from '../support/repository.ts'

/** Every field that holds codes, where it stands, and all that may stand in it. */
const fields: [OwnSection, string, readonly string[]][] = [
  ['person', 'state', ['pending']],
  ['addresses', 'channel', ['email', 'phone', 'telegram']],
  ['consents', 'act', consentActs],
  ['consents', 'purpose', purposes.map((purpose) => (purpose === 'list' ? 'list:skills' : purpose))],
  ['consents', 'source', ownSources.map((source) => (/^\/[sj]/.test(source) ? `${source} skills` : source))],
  ['consents', 'wording', wordedPages.map((page) => `${page}:1f3a`)],
  ['consents', 'recordedBy', [...recorders, 'import:3', 'officer:12']],
  ['messages', 'state', messageStates],
  ['messages', 'reason', whys],
  ['messages', 'channel', ['email', 'sms', 'whatsapp', 'x']],
  ['messages', 'step', answerSteps],
  ['campaigns', 'generation', ['0']],
  ['returns', 'kind', returnKinds],
  ['returns', 'reason', whys],
  ['returns', 'toldBy', ['mail', 'smtp']],
  ['signups', 'state', signupStates],
  ['signups', 'reason', [...oddities, oddities.join('+')]],
  ['signups', 'share', shareChannels],
  ['traces', 'kind', traceKinds],
  ['traces', 'state', visitors],
  ['traces', 'link', shareButtons.map(shareLink)],
  ['imports', 'reason', ['consent']],
  ['changes', 'consentEmail', consentActs],
  ['suppression', 'reason', suppressionReasons],
  ['requests', 'kind', [...rightsKinds, ...personActs]],
  ['requests', 'recordedBy', ['person', 'operator', 'officer', 'officer:12']],
]

/** Names of networks are their own word. */
const sameWord = (code: string, said: string) => said.toLowerCase() === code && code in words('fr').share

describe.each(languageTags)('%s', (language) => {
  it.each(fields)('says every code of %s.%s', (section, name, codes) => {
    const say = (code: string) => sayCode({ language, section, lists: { skills: 'L’île' } }, name, code)
    const raw = codes.filter((code) => say(code) === code || /[{}]/.test(say(code)))
    expect(raw.filter((code) => !sameWord(code, say(code)))).toEqual([])
  })

  it('names everything that an import may change', () => {
    const known = Object.keys({ ...words(language).page.ownData.fields })
    const unsaid = [...Object.keys(journalled), 'email', 'phone', 'telegram'].filter(
      (name) => labelOf(language, name) === name && !['lastActAt', 'updatedAt'].includes(name),
    )
    expect(unsaid).toEqual([])
    expect(known).toEqual(expect.arrayContaining(['lastAct', 'changed']))
  })
})

it('says yes to an objection as a no', () => {
  for (const language of languageTags)
    for (const act of consentActs) {
      const at = { language, section: 'consents', lists: {}, purpose: 'object:notice' } as const
      expect(sayCode(at, 'act', act)).toBe(words(language).page.ownData.values.objection[act])
    }
})

it('leaves what is no code as it stands, whatever it is called', () => {
  const at = { language: 'fr', section: 'messages', lists: {} } as const
  for (const [name, text] of [
    ['reason', 'toString'],
    ['purpose', '__proto__'],
    ['wording', 'constructor'],
    ['city', 'open'],
    ['share', 'on'],
    ['link', 'https://www.mre.example/share:x'],
  ] as const)
    expect(sayCode(at, name, text)).toBe(text)
  expect(sayCode({ ...at, section: 'imports' }, 'source', 'objection')).toBe('objection')
})

it('knows every act of staff on a person', () => {
  const files = filesLike(/^src\/engine\/.*\.ts$/).map((path) => readFileSync(join(root, path), 'utf8'))
  const acts = files
    .filter((text) => /subject: `contact:/.test(text))
    .flatMap((text) => [...text.matchAll(/\bact: '([^']+)'/g)].map(([, act]) => act))
  expect(acts.sort()).toEqual([...personActs].sort())
  expect(new Set(kinds).size).toBe(kinds.length)
})
