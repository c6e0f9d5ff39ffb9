import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { postLength } from '../../src/core/post-length.ts'

describe('the length of a post as X counts it', () => {
  // Each figure is counted by hand: weights 1 and 2, addresses 23, emoji 2.
  const cases: [why: string, text: string, length: number][] = [
    ['nothing', '', 0],
    ['Latin letters weigh one', 'Bonjour', 7],
    ['accents weigh one, composed', 'été', 3],
    ['accents weigh one, decomposed: NFC comes first', 'e\u0301te\u0301', 3],
    ['Arabic weighs one', 'مرحبا', 5],
    ['a letter with a mark that has no composed form is two points', 'بُ', 2],
    ['Tifinagh (U+2D30…) weighs two', 'ⴰⵣⵓⵍ', 8],
    ['the last light point of the first range, and the first heavy one', '\u10ff\u1100', 1 + 2],
    ['the curly apostrophe (U+2019) is light', 'l’avis', 6],
    ['the ellipsis (U+2026) and the euro (U+20AC) are heavy', '…€', 4],
    ['the bidirectional isolates (U+2066, U+2069) are heavy', '\u2066a\u2069', 5],
    ['Chinese weighs two', '你好', 4],
    ['an emoji weighs two', '🌊', 2],
    ['a family of five code points weighs two', '👨‍👩‍👧', 2],
    ['a flag weighs two', '🇲🇦', 2],
    ['a keycap weighs two', '1️⃣', 2],
    ['skin colour changes nothing', '👍🏽', 2],
    ['a digit is no emoji', '7', 1],
    ['an address weighs 23, long', `https://www.agence.example/${'x'.repeat(90)}`, 23],
    ['an address weighs 23, short', 'http://a.be', 23],
    ['a bare domain is an address', 'agence.ma', 23],
    ['a bare domain with a path is one address', 'agence.ma/inscription?x=1', 23],
    ['a word with a full stop inside is none', 'fin.Suite', 9],
    ['an e-mail address is none', 'a@agence.ma', 11],
    ['the full stop after an address is counted', 'Voir https://agence.ma/x.', 5 + 23 + 1],
    ['brackets around an address are counted', '(https://agence.ma/x)', 2 + 23],
    ['two addresses', 'https://agence.ma https://agence.ma', 23 + 1 + 23],
  ]
  it.each(cases)('%s', (_, text, length) => expect(postLength(text)).toBe(length))

  it('is the same for composed and decomposed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(postLength(text.normalize('NFD'))).toBe(postLength(text.normalize('NFC')))
      }),
    )
  })

  it('adds up: a blank between two texts weighs one', () => {
    const word = fc.stringMatching(/^[a-zé]{1,8}$/)
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(postLength(`${a} ${b}`)).toBe(postLength(a) + 1 + postLength(b))
      }),
    )
  })
})
