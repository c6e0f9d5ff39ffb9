import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attachment } from '../../src/web/attachment.ts'

describe('the name of a download', () => {
  it('ends no quotes and no line, and comes back whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), (name) => {
        const line = attachment(name)
        expect(line).toMatch(/^attachment; filename="[\w .-]*"(; filename\*=UTF-8''[\w.~!$&+%-]*)?$/)
        expect(new Headers({ 'Content-Disposition': line }).get('Content-Disposition')).toBe(line)
        const extended = /UTF-8''(.*)$/.exec(line)?.[1]
        const whole = extended === undefined ? /"(.*)"/.exec(line)![1]! : decodeURIComponent(extended)
        expect(whole).toBe(name.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}/\\]/gu, '_'))
      }),
    )
  })

  it.each([
    ['plain-fr.csv', 'attachment; filename="plain-fr.csv"'],
    ['a"; x="b.csv', `attachment; filename="a__ x__b.csv"; filename*=UTF-8''a%22%3B%20x%3D%22b.csv`],
    ['a\r\nX-Evil: 1.csv', `attachment; filename="a__X-Evil_ 1.csv"; filename*=UTF-8''a__X-Evil%3A%201.csv`],
    ['رسالة.zip', `attachment; filename="_____.zip"; filename*=UTF-8''%D8%B1%D8%B3%D8%A7%D9%84%D8%A9.zip`],
    ['../../etc', 'attachment; filename=".._.._etc"'],
  ])('%j', (name, line) => {
    expect(attachment(name)).toBe(line)
  })

  it('is written in one place for all routes', () => {
    const folder = new URL('../../src/web/', import.meta.url)
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && path !== 'attachment.ts')
      .flatMap((path) => readFileSync(new URL(path, folder), 'utf8').split('\n'))
      .filter((line) => /content-disposition/i.test(line))
    expect(found.length).toBeGreaterThan(5)
    expect(found.filter((line) => !/'Content-Disposition': attachment\(/.test(line))).toEqual([])
  })
})
