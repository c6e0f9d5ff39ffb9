import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen } from '../../src/cli/serve.ts'
import { signInLink } from '../../src/engine/sign-in.ts'
import { signInWords } from '../../src/i18n/desk/sign-in-words.ts'
import { readAssets } from '../../src/node/assets.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { createApp } from '../../src/web/app.tsx'
import { freshDb, storeDeps, testInstitution, testNow } from '../support/database.ts'
import { openChromium, overflow, seriousFaults } from './support/chromium.ts'

const pictures = 'test-results/pages'
let browser: Browser
let deps: ReturnType<typeof storeDeps>
let server: Awaited<ReturnType<typeof listen>>
let url = ''

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  browser = await openChromium()
  deps = storeDeps(await freshDb())
  let app: ReturnType<typeof createApp>
  server = await listen((request) => app.fetch(request), '127.0.0.1', 0)
  // A passkey belongs to a name; an address of numbers has none.
  url = server.url.replace('127.0.0.1', 'localhost')
  deps.settings.publicUrl = url
  app = createApp(deps, readAssets())
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it.each(['fr', 'ar'] as const)(
  'a passkey is made and signs in, %s',
  async (language) => {
    const words = signInWords(language)
    const { id } = await testInstitution(deps.db, language)
    const row = {
      institutionId: id,
      email: `amina.${language}@mre.example`,
      role: 'officer',
      createdAt: testNow,
    }
    const link = await signInLink(deps, await saveOfficer(deps.db, row))
    const context = await browser.newContext({ locale: language, viewport: { width: 390, height: 900 } })
    context.setDefaultTimeout(10_000)
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    const authenticator = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...authenticator,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })

    await page.goto(link)
    await page.click('main button')
    await page.waitForURL(`${url}/desk/account`)
    expect(await seriousFaults(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await page.screenshot({ path: `${pictures}/account-${language}-390.png`, fullPage: true })
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.screenshot({ path: `${pictures}/account-${language}-1280.png`, fullPage: true })
    await page.fill('#name', 'Téléphone')
    await page.click(`text=${words.account.passkeyAdd}`)
    await page.click('main button')
    await page.waitForURL(/account\?done/)
    expect(await page.textContent('main')).toContain('Téléphone')

    await page.click('.who button')
    await page.waitForSelector('#password')
    expect(await seriousFaults(page)).toEqual([])
    await page.screenshot({ path: `${pictures}/sign-in-${language}.png`, fullPage: true })
    await page.click(`text=${words.passkey}`)
    await page.waitForSelector('form[data-passkey]')
    await page.click('main button')
    await page.waitForURL(`${url}/desk`)
    expect(await page.textContent('.who')).toContain(row.email)
    await context.close()
  },
  60_000,
)
