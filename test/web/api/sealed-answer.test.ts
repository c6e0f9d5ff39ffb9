import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openAnswer, sealAnswer } from '../../../src/web/api/sealed-answer.ts'

it('opens for the same words alone, and shows nothing of what it holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      fc.string(),
      async (text, words, others) => {
        const sealed = await sealAnswer(words, text)
        expect(await openAnswer(words, sealed)).toBe(text)
        if (text.length > 3) expect(sealed).not.toContain(text)
        if (others !== words) await expect(openAnswer(others, sealed)).rejects.toThrow()
      },
    ),
    { numRuns: 50 },
  )
})
