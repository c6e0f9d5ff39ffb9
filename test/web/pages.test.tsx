import { describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import { shareButtons, shareIntent } from '../../src/core/share.ts'
import type { Preferences } from '../../src/engine/preferences.ts'
import { directionOf } from '../../src/i18n/words.ts'
import { ChainPage } from '../../src/web/public/chain.tsx'
import { ConfirmPage } from '../../src/web/public/confirm.tsx'
import { ConfirmedPage } from '../../src/web/public/confirmed.tsx'
import {
  ChainLeftPage,
  DataAskedPage,
  ErasedPage,
  JoinedPage,
  UnsubscribedPage,
} from '../../src/web/public/done.tsx'
import { ErasurePage } from '../../src/web/public/erasure.tsx'
import { ErrorPage } from '../../src/web/public/error.tsx'
import { LandingPage } from '../../src/web/public/landing.tsx'
import { PreferencesPage } from '../../src/web/public/preferences.tsx'
import { SignUpPage } from '../../src/web/public/sign-up.tsx'
import { UnsubscribePage } from '../../src/web/public/unsubscribe.tsx'
import { wishes } from '../../src/web/reader.ts'

const url = `https://mawja.institution.example/s/${'x'.repeat(27)}`
const text = 'كفاءاتكم تهم المغرب أيضا: سجّلوا أنفسكم في عشر دقائق. '.repeat(2)
const share = {
  url,
  code: `/s/${'x'.repeat(27)}/code.svg`,
  buttons: shareButtons.map((button) => ({
    button,
    href: shareIntent(button, { text, url, subject: text }),
  })),
}
const typed = { changed: [{ purpose: 'receive:sms', given: false }], pause: false }
/** As much copy as the longest shipped landing page, in the alphabet that takes most bytes. */
const html = `<h2>عنوان</h2><p>${'كفاءاتكم تهم المغرب '.repeat(40)}</p>`

describe.each(languageTags)('%s', (language) => {
  const frame = {
    language,
    institution: 'الوزارة المكلفة بالمغاربة المقيمين بالخارج وشؤون الهجرة',
    campaign: 'Campagne',
    token: 'TOKEN',
  }
  const chain = { ...frame, share: null, chain: null, counted: false }
  const landing = {
    ...frame,
    languages: [...languageTags],
    title: 'عنوان',
    description: text,
    html,
    over: false,
    share,
    funders: text,
    contactUrl: 'https://www.mre.example/contact',
    card: null,
    chain: null,
  }
  const preferences: Preferences = {
    ...frame,
    offered: [...languageTags],
    first: language,
    second: 'fr',
    channels: ['email', 'sms', 'whatsapp'].map((way) => ({ purpose: `receive:${way}`, given: true })),
    subjects: [1, 2, 3, 4].map((n) => ({ purpose: `list:${n}`, given: n > 1, name: 'كفاءات المغاربة' })),
    tracking: { purpose: 'track:individual', given: false },
    monthlyCap: 4,
    pausedUntil: Date.UTC(2026, 11, 24),
    timeZone: 'Africa/Casablanca',
    firstName: 'Nadia',
    lastName: 'El Example',
    city: 'Liège',
    country: 'NZ',
    chainToken: 'TOKEN',
  }
  const pages = {
    landing: <LandingPage landing={landing} />,
    wrong: <LandingPage landing={landing} problem="consent" />,
    over: <LandingPage landing={{ ...landing, over: true }} />,
    chained: <LandingPage landing={{ ...landing, html: '', chain: { mayCount: true } }} />,
    chainOffered: <ChainPage found={{ ...chain, state: 'offered' }} token="TOKEN" problem />,
    chainFew: <ChainPage found={{ ...chain, state: 'own', share }} token="TOKEN" />,
    chainShown: (
      <ChainPage
        found={{
          ...chain,
          state: 'own',
          share,
          chain: { people: 15, countries: 3, generations: 2 },
          counted: true,
        }}
        token="TOKEN"
      />
    ),
    chainNone: <ChainPage found={{ ...chain, state: 'none' }} token="TOKEN" />,
    chainLeft: <ChainLeftPage {...frame} />,
    joined: <JoinedPage {...frame} />,
    confirm: <ConfirmPage {...frame} />,
    confirmed: <ConfirmedPage {...frame} state="done" share={share} isSignUp={false} chainToken="TOKEN" />,
    expired: <ConfirmedPage {...frame} state="expired" share={null} isSignUp={false} chainToken={null} />,
    signedUp: <ConfirmedPage {...frame} state="done" share={null} isSignUp chainToken={null} />,
    signUp: <SignUpPage {...frame} path="/join/mcmream" url={url} card={null} problem="busy" />,
    unsubscribe: <UnsubscribePage {...frame} notice={false} />,
    unsubscribed: <UnsubscribedPage {...frame} notice={false} />,
    objection: <UnsubscribePage {...frame} notice />,
    objected: <UnsubscribedPage {...frame} notice />,
    preferences: <PreferencesPage found={preferences} token="TOKEN" saved />,
    unsaved: <PreferencesPage found={preferences} token="TOKEN" typed={typed} wrong="city" />,
    dataAsked: <DataAskedPage {...frame} />,
    erasure: <ErasurePage {...frame} />,
    erased: <ErasedPage {...frame} />,
    missing: <ErrorPage language={language} status={404} />,
    failed: <ErrorPage language={language} status={500} />,
  }

  it.each(Object.entries(pages))(
    '%s: right language and direction, no script of its own, one heading, light',
    async (_, page) => {
      const body = String(await page.toString())
      expect(body).toContain(`<html lang="${language}" dir="${directionOf(language)}">`)
      // One file of ours beside the share buttons, and nothing that is written into a page.
      expect(body.replace('<script src="/assets/share.js" defer=""></script>', '')).not.toMatch(
        /<script|javascript:|\son\w+=|\sstyle=/i,
      )
      expect(body.match(/<h1/g)).toHaveLength(1)
      expect(body).toContain('content="noindex')
      expect(body).not.toMatch(/undefined|\[object|\{\w+\}/)
      expect(new TextEncoder().encode(body).length).toBeLessThan(20 * 1024)
    },
  )
})

it('ranks a browser’s wishes', () => {
  expect(wishes('fr-BE;q=0.8, ar, *;q=0.1, en;q=0')).toEqual(['ar', 'fr-BE'])
  expect(wishes(undefined)).toEqual([])
  expect(wishes(';;;,,,q=,-,fr;q=abc')).toEqual(['fr'])
})
