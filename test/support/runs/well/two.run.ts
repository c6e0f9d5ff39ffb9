import { expect, it } from 'vitest'

it('passes', () => expect(1).toBe(1))
it('passes as well', () => expect(2).toBe(2))
it('passes over itself', (context) => context.skip())
