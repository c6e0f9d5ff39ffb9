import { describe, expect, it } from 'vitest'
import { isShareButton, shareButtons, shareIntent, shareLink } from '../../src/core/share.ts'

const it1 = {
  text: 'Vos compétences comptent & « ici » 💼',
  url: 'https://mawja.example/s/abc?x=1&y=2',
  subject: 'À lire: موجة?',
}

describe('share intents', () => {
  it.each(shareButtons)('%s opens the right app with the words whole', (button) => {
    const href = shareIntent(button, it1)
    const url = new URL(href)
    expect(url.protocol).toBe(button === 'email' ? 'mailto:' : 'https:')
    expect(href).not.toMatch(/[\s"<>]/)
    const said = [...url.searchParams.values()].join(' ')
    expect(said).toContain(it1.url)
    if (button !== 'facebook' && button !== 'linkedin') expect(said).toContain(it1.text)
  })

  it('are the documented addresses', () => {
    const plain = { text: 'a b', url: 'https://m.example/s/t', subject: 'S' }
    expect(Object.fromEntries(shareButtons.map((button) => [button, shareIntent(button, plain)]))).toEqual({
      whatsapp: 'https://wa.me/?text=a%20b%0Ahttps%3A%2F%2Fm.example%2Fs%2Ft',
      facebook: 'https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fm.example%2Fs%2Ft',
      x: 'https://x.com/intent/post?text=a%20b&url=https%3A%2F%2Fm.example%2Fs%2Ft',
      telegram: 'https://t.me/share/url?url=https%3A%2F%2Fm.example%2Fs%2Ft&text=a%20b',
      linkedin: 'https://www.linkedin.com/sharing/share-offsite/?url=https%3A%2F%2Fm.example%2Fs%2Ft',
      email: 'mailto:?subject=S&body=a%20b%0Ahttps%3A%2F%2Fm.example%2Fs%2Ft',
    })
  })

  it('know their buttons', () => {
    expect(isShareButton('whatsapp')).toBe(true)
    expect(isShareButton('qr')).toBe(false)
    expect(shareLink('x')).toBe('share:x')
  })
})
