import fc from 'fast-check'
import { expect, it } from 'vitest'
import { remembering } from '../../src/engine/compile-memory.ts'
import type { MjmlCompiler } from '../../src/render/mjml.ts'

/** A compiler that counts how often it is asked. */
function counting() {
  const asked: string[] = []
  const compile: MjmlCompiler = async (source) => {
    asked.push(source)
    return { html: source.toUpperCase(), errors: source.startsWith('?') ? [source] : [] }
  }
  return { asked, compile }
}

it('answers as the compiler would, whatever it has forgotten, and asks at most once while it remembers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'bb', '?ccc', 'dddd', 'eeeee'), { maxLength: 40 }),
      fc.nat(32),
      async (sources, most) => {
        const { asked, compile } = counting()
        const remembered = remembering(compile, most)
        for (const source of sources)
          expect(await remembered(source)).toEqual(await counting().compile(source))
        expect(asked.length).toBeGreaterThanOrEqual(new Set(sources).size)
        // 2 × 16 characters hold all five.
        if (most === 32) expect(asked.length).toBe(new Set(sources).size)
      },
    ),
  )
})

it('forgets what was not used for longest', async () => {
  const { asked, compile } = counting()
  const remembered = remembering(compile, 8)
  for (const source of ['aa', 'bb', 'aa', 'cc', 'aa', 'bb']) await remembered(source)
  expect(asked).toEqual(['aa', 'bb', 'cc', 'bb'])
})

it('is one memory for one compiler', () => {
  const { compile } = counting()
  expect(remembering(compile)).toBe(remembering(compile))
})
