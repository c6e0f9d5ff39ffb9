import { beforeAll, describe, expect, it } from 'vitest'

it('passes', () => expect(1).toBe(1))
it('fails', () => expect(1).toBe(2))

describe('a group whose preparation fails', () => {
  beforeAll(() => {
    throw new Error('not prepared')
  })
  it('never runs', () => expect(1).toBe(1))
})
