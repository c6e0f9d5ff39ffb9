import { expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { openWindow, overflow, seriousFaults } from './support/chromium.ts'
import { linkFor } from './support/site.ts'
import { openStage, pictures } from './support/stage.ts'

const stage = openStage()

it.each(['fr', 'ar'] as const)('shows the administration in %s', async (locale) => {
  const page = await openWindow(stage.browser, { locale, scheme: 'light' })
  await page.goto(await linkFor(stage.site, 'admin'))
  await page.click('.main')
  const hook = { url: 'https://crm.mre.example/mawja', institution: 'mcmream', description: 'CRM' }
  const { endpoint } = (await runCommand(stage.site.deps, 'webhook add', hook)) as { endpoint: string }
  const names = ['people', 'audit', 'keys', 'sending', 'suppressions', 'settings', 'days', 'webhooks']
  for (const name of [...names, `webhooks/${endpoint}`]) {
    await page.goto(`${stage.site.url}/desk/admin/${name}`)
    expect(await page.getAttribute('html', 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
    for (const width of [1280, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 900 })
      const path = `${pictures}/admin-${name.replace(/\/.*/, '-one')}.${locale}.${width}.light.png`
      await page.screenshot({ path, fullPage: true })
      expect(await overflow(page), `${name} at ${width}`).toBe(0)
    }
    expect(await seriousFaults(page), name).toEqual([])
  }
})
