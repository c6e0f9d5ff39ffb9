import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderMail } from '../../src/render/message.ts'
import { openChromium, overflow, seriousFaults } from '../browser/support/chromium.ts'
import { context, copies, definition, mail, notice } from './support/sample.ts'

/** What only a browser can tell: contrast as drawn, width as laid out. 320 px is WCAG's narrowest screen (1.4.10). */
describe('a mail on a phone', () => {
  let browser: Browser
  const usual = process.env.TMPDIR
  // Chromium unpacks itself into this folder; a test file beside us may be doing the same at this moment.
  const folder = mkdtempSync(join(tmpdir(), 'mawja-mail-'))

  beforeAll(async () => {
    process.env.TMPDIR = folder
    browser = await openChromium()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
    rmSync(folder, { recursive: true, force: true })
  })

  const screens = [
    { language: 'fr', step: 'appel', scheme: 'light' },
    { language: 'ar', step: 'appel', scheme: 'dark' },
    { language: 'fr', step: 'confirmation', scheme: 'dark' },
    { language: 'fr', step: 'avis', scheme: 'light' },
  ] as const
  it.each(screens)(
    '$language $step, $scheme: nothing serious for axe, nothing wider than the screen',
    async ({ language, step, scheme }) => {
      const content = await mail({
        copy: step === 'appel' ? copies[language] : copies[step],
        definition: step === 'avis' ? notice : definition,
        language,
        step,
      })
      const { html } = renderMail(
        content,
        context(content.links, {
          language,
          confirmUrl: 'https://mawja.agence.example/j/x',
          objectUrl: 'https://mawja.agence.example/u/x',
          pixelUrl: 'https://mawja.agence.example/o/x',
        }),
      )
      const page = await browser.newPage({ viewport: { width: 320, height: 800 }, colorScheme: scheme })
      await page.setContent(html)
      expect(await seriousFaults(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await page.close()
    },
    60_000,
  )
})
