import { expect, it } from 'vitest'
import type { Operator } from './operator.ts'
import type { Workerd } from './workerd.ts'

const origin = 'https://mawja.example'
/** Of the 1,000 an invocation may ask, a page takes few. */
const mostQueries = 50
const home = '/desk/campaigns/competences'

/** After the journey: its figures drawn, written and handed on where there is no Node. */
export function figures(edge: () => { workerd: Workerd; operator: Operator }): void {
  it('draws charts, writes files, and shares a report, as PDF as well', async () => {
    const { operator, workerd } = edge()
    const officer = { email: 'figures@mre.example', role: 'officer', institution: 'mre' }
    const { link } = await operator.say<{ link: string }>('officer-add', officer)
    const entered = await workerd.fetch(new URL(link).pathname, {
      method: 'POST',
      headers: { origin },
      redirect: 'manual',
    })
    const cookie = entered.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const get = async (path: string) => {
      const answer = await workerd.fetch(path, { headers: { cookie } })
      expect([path, Number(answer.headers.get('x-d1-queries')) <= mostQueries]).toEqual([path, true])
      return { status: answer.status, text: await answer.text() }
    }
    const page = await get(`${home}/figures`)
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/<svg[^>]*class="chart"[^>]*>.*fill="var\(--chart\)"/s)
    expect((await get(`${home}/figures/spread`)).status).toBe(200)
    expect((await get(`${home}/figures/funnel.csv`)).text).toContain('sent,5,5')
    expect((await get('/desk/figures')).status).toBe(200)
    const pdf = await get(`${home}/report.pdf`)
    expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-'])
    expect(pdf.text).toMatch(/NotoSans[\s\S]*%%EOF\s*$/)
    const reference = await (await workerd.fetch('/api/v1/reference')).text()
    expect(reference).toContain('/assets/scalar.js')
    const scalar = await workerd.fetch('/assets/scalar.js')
    expect([scalar.status, scalar.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ])
    expect((await scalar.arrayBuffer()).byteLength).toBeGreaterThan(1_000_000)
    await workerd.fetch(`${home}/report/links`, {
      method: 'POST',
      headers: { origin, cookie },
      body: new URLSearchParams({ days: '30', language: 'ar' }),
      redirect: 'manual',
    })
    const [, token] = /\/r\/([\w-]+)/.exec((await get(`${home}/report`)).text) ?? []
    expect(await (await workerd.fetch(`/r/${token}`)).text()).toContain('dir="rtl"')
  })
}
