import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languageTags } from '../../src/core/language.ts'
import { qrCode } from '../../src/core/qr.ts'
import { words } from '../../src/i18n/words.ts'
import { breakLines, fitLines, widthOf } from '../../src/render/line-break.ts'
import { type Poster, posterPage, posterSvg } from '../../src/render/poster.ts'

const url = `https://lettres.institution.example/s/${'aB3_'.repeat(7)}`
const poster = (language: (typeof languageTags)[number], more: Partial<Poster> = {}): Poster => ({
  language,
  institution: 'Ministère <chargé> & compagnie',
  title: 'Vos compétences comptent aussi au Maroc',
  text: 'Dix minutes, gratuit.',
  scan: words(language).sharing.scan,
  qrLabel: words(language).sharing.qrLabel,
  qr: qrCode(url, 'Q'),
  funders: null,
  place: 'Gare du Midi',
  ...more,
})

describe('lines', () => {
  it('hold every word once and in order, whatever the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^\S{1,20}$/u)),
        fc.double({ min: 1, max: 60, noNaN: true }),
        (said, width) => {
          const lines = breakLines(said.join(' '), width)
          expect(lines.join(' ').split(' ').filter(Boolean)).toEqual(
            said.flatMap((word) => word.split(/\s+/)).filter(Boolean),
          )
          for (const line of lines) if (line.includes(' ')) expect(widthOf(line)).toBeLessThanOrEqual(width)
        },
      ),
    )
  })

  it('keep together what a no-break space holds', () => {
    expect(breakLines('un\u00a0: deux', 1)).toEqual(['un\u00a0:', 'deux'])
  })

  it('are as large as their number allows', () => {
    expect(fitLines('un deux trois', { width: 100, sizes: [20, 10, 5], most: 1 })).toMatchObject({ size: 10 })
    expect(fitLines('un deux trois', { width: 3, sizes: [20, 10], most: 1 })).toMatchObject({ size: 10 })
  })
})

describe('a poster', () => {
  it.each(languageTags)('in %s says its language and direction, and no more than text', (language) => {
    const svg = posterSvg(poster(language), 'A4')
    expect(svg).toContain(`lang="${language}"`)
    expect(svg.includes('direction="rtl"')).toBe(language === 'ar' || language === 'ary')
    expect(svg).toContain('&lt;chargé&gt; &amp; compagnie')
    expect(svg).toContain('Gare du Midi')
    expect(svg).toContain(qrCode(url, 'Q').path)
    expect(svg).not.toMatch(/<script|href|undefined|NaN/)
  })

  it('is one sheet of the size that was asked for', () => {
    expect(posterSvg(poster('fr'), 'A4')).toContain('width="210mm" height="297mm" viewBox="0 0 210 297"')
    expect(posterSvg(poster('fr'), 'A3')).toContain('width="297mm" height="420mm" viewBox="0 0 210 297"')
    expect(posterPage(poster('ar'), 'A3')).toMatch(/<html lang="ar" dir="rtl">.*@page\{size:A3;margin:0\}/)
  })

  it('leaves the code large enough to be read from two metres, however much is said', () => {
    const long = poster('fr', {
      title: 'Une compétence '.repeat(8),
      text: 'Une phrase assez longue. '.repeat(9),
    })
    const scale = Number(/scale\(([\d.]+)\)/.exec(posterSvg(long, 'A4'))![1])
    expect(scale * long.qr.size).toBeGreaterThan(40)
  })
})
