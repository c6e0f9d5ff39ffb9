// The wording awaits review by native readers of Standard Moroccan Tamazight.
import type { Words } from './fr.ts'

/** ⵜⴰⵎⴰⵣⵉⵖⵜ, in Tifinagh. The plural addresses women and men alike. */
export const zgh: Words = {
  name: 'ⵜⴰⵎⴰⵣⵉⵖⵜ',
  mail: {
    viewOnline: 'ⵖⵔⴰⵜ ⵜⵓⵣⵉⵏⵜ ⴰⴷ ⴳ ⵡⴰⵏⵜⵉⵔⵏⵉⵜ',
    reason: 'ⵜⵍⴽⵎ ⴽⵯⵏ ⵜⵓⵣⵉⵏⵜ ⴰⴷ ⴰⵛⴽⵓ ⵜⵇⴱⵍⵎ ⴰⴷ ⴽⵯⵏ ⵍⴽⵎⵏⵜ ⵜⵓⵣⵉⵏⵉⵏ ⵙⴳ ⵓⵎⴰⵣⴰⵏ ⴰⴷ: {institution}.',
    reasonSignup:
      'ⵜⵍⴽⵎ ⴽⵯⵏ ⵜⵓⵣⵉⵏⵜ ⴰⴷ ⴰⵛⴽⵓ ⵜⴻⵜⵜⵓⵣⵎⵎⵎ ⵜⴰⵏⵙⴰ ⴰⴷ ⴳ «{campaign}». ⵎⴽ ⵓⵔ ⴷ ⴽⵯⵏⵏⵉ ⴰⵢⴷ ⵜⵜ ⵉⵣⵎⵎⵎⵏ, ⵓⵔ ⵜⵙⵙⵔⵎ ⴽⵔⴰ: ⴱⵍⴰ ⴰⵙⵙⵉⴷⵜ, ⴰⴷ ⵜⴻⵜⵜⵓⴽⴽⵙ ⵜⴰⵏⵙⴰ.',
    unsubscribe: 'ⵙⴱⴷⴷ ⴰⵣⵎⵎⵎ',
    preferences: 'ⵙⵜⵢ ⵜⵓⵜⵍⴰⵢⵜ ⴷ ⵉⵙⵎⵏⵢⵉⴼⵏ ⵉⵏⵓ',
    sender: 'ⴰⵎⴰⵣⴰⵏ: {institution}',
    contact: 'ⴰⵔⴰⵜ ⴰⵖ ⴷ',
    shareTitle: 'ⵙⵙⵍⴽⵎⴰⵜ ⴰⵏⵖⵎⵉⵙ ⵉ ⵡⵉⵢⵢⴰⴹ',
    shareHint: 'ⴰⵔ ⵜⴼⴼⵖ ⵜⵓⵣⵉⵏⵜ ⵙⴳ ⵜⵙⵏⵙⵉ ⵏⵏⵓⵏ. ⵓⵔ ⵔⴰⴷ ⵉⵙⵙⵏ ⴰⵡⴷ ⵢⴰⵏ ⵡⵉⵏⵏⴰ ⵜⵜ ⵉⵣⵏⵏ.',
    funders: 'ⵜⴰⵡⵉⵣⵉ',
  },
  share: {
    whatsapp: 'WhatsApp',
    facebook: 'Facebook',
    x: 'X',
    telegram: 'Telegram',
    linkedin: 'LinkedIn',
    email: 'ⵉⵎⴰⵢⵍ',
    on: 'ⴱⴹⵓ ⵙ {name}',
    link: 'ⵏⵖ ⵙⵏⵖⵍⴰⵜ ⴰⵙⵖⵏ ⴰⴷ',
  },
  page: {
    language: 'ⵜⵓⵜⵍⴰⵢⵜ',
    skip: 'ⴷⴷⵓ ⵙ ⵜⵓⵎⴰⵢⵜ',
    footer: '{institution}. ⵓⵔ ⵜⵍⵍⵉ ⴽⵔⴰ ⵏ ⵜⵖⴰⵡⵙⴰ ⵏⵏⴰ ⵉⵜⴼⴼⵓⵔⵏ ⵎⴷⴷⵏ ⴳ ⵜⴰⵙⵏⴰ ⴰⴷ.',
    landing: {
      form: 'ⵓⵎⵥ ⵜⵓⵣⵉⵏⵉⵏ ⴰⴷ',
      email: 'ⵜⴰⵏⵙⴰ ⵏ ⵉⵎⴰⵢⵍ',
      firstName: 'ⵉⵙⵎ (ⵎⵖⴰⵔ ⵓⵔ ⵢⵓⵔⵉ)',
      country: 'ⵜⴰⵎⵓⵔⵜ ⵏ ⵜⵎⵣⴷⵓⵖⵜ (ⵎⵖⴰⵔ ⵓⵔ ⵜⵓⵔⵉ)',
      noCountry: 'ⵓⵔ ⵔⵉⵖ ⴰⴷ ⵜⵜ ⵉⵏⵉⵖ',
      consent:
        'ⵇⴱⵍⵖ ⴰⴷ ⵉⵢⵉ ⵍⴽⵎⵏⵜ ⵜⵓⵣⵉⵏⵉⵏ ⵙⴳ ⵓⵎⴰⵣⴰⵏ ⴰⴷ: {institution}. ⵖⵉⵖ ⴰⴷ ⵙⴱⴷⴷⵖ ⴰⵣⵎⵎⵎ ⵙ ⵢⴰⵏ ⵓⵙⵉⵜⵉ ⴽⵓ ⵜⵉⵣⵉ.',
      submit: 'ⵣⵎⵎⵎⴰⵜ ⵉⵢⵉ',
      share: 'ⴱⴹⵓ ⴰⵏⵖⵎⵉⵙ',
      shareHint: 'ⴰⵔ ⵜⴼⴼⵖ ⵜⵓⵣⵉⵏⵜ ⵙⴳ ⵜⵙⵏⵙⵉ ⵏⵏⵓⵏ. ⴰⵔ ⵏⵙⵙⵉⵟⵏ ⵉⴱⵟⵟⵓⵜⵏ, ⵓⵔ ⵊⵊⵓⵏ ⵏⵙⵙⵉⵟⵏ ⵎⴷⴷⵏ.',
      over: 'ⵜⴽⵎⵎⵍ ⵜⵎⵙⴽⴰⵔⵜ ⴰⴷ. ⵜⴰⵏⵎⵎⵉⵔⵜ ⵉ ⵎⴰⵔⵔⴰ ⵡⵉⵏⵏⴰ ⴳⵉⵙ ⵉⴷⵔⵓⵏ.',
      emailProblem: 'ⴰⵔⴰⵜ ⵜⴰⵏⵙⴰ ⵏ ⵉⵎⴰⵢⵍ ⵉⵙⵎⴷⵏ, ⴰⵎ name@example.com.',
      consentProblem: 'ⵔⵛⵎⴰⵜ ⵜⴰⴱⵏⵉⵇⵜ ⴰⴼⴰⴷ ⴰⴷ ⵏⵖⵉ ⴰⴷ ⴰⵡⵏ ⵏⴰⵔⴰ.',
    },
    joined: {
      title: 'ⵥⵕⴰⵜ ⵜⴰⵙⵏⴷⵓⵇⵜ ⵏ ⵉⵎⴰⵢⵍ ⵏⵏⵓⵏ',
      text: 'ⵏⵓⵣⵏ ⵖⵉⵍⴰⴷ ⵜⵓⵣⵉⵏⵜ ⵙ ⵜⴰⵏⵙⴰ ⵏⵏⴰ ⵜⴼⴽⴰⵎ. ⵕⵥⵎⴰⵜ ⵜⵜ, ⵜⵙⵙⵉⴷⵜⵎ ⴰⵣⵎⵎⵎ ⵏⵏⵓⵏ: ⴰⵔ ⵉⵙⵡⵓⵔⵉ ⵓⵙⵖⵏ ⵙⴰ ⵏ ⵡⵓⵙⵙⴰⵏ.',
    },
    confirm: {
      title: 'ⵙⵙⵉⴷⵜⴰⵜ ⴰⵣⵎⵎⵎ ⵏⵏⵓⵏ',
      text: 'ⵜⵇⵇⵉⵎⴰ ⵢⴰⵜ ⵜⵙⵓⵔⵉⴼⵜ: ⵙⵙⵉⴷⵜⴰⵜ ⵎⴰⵙ ⵜⵔⴰⵎ ⴰⴷ ⴽⵯⵏ ⵍⴽⵎⵏⵜ ⵜⵓⵣⵉⵏⵉⵏ ⴰⴷ. ⴰⵎⴰⵣⴰⵏ: {institution}.',
      submit: 'ⵙⵙⵉⴷⵜ',
      done: 'ⵉⵜⵜⵓⵙⵉⴷⵜ ⵓⵣⵎⵎⵎ ⵏⵏⵓⵏ',
      doneText: 'ⵔⴰⴷ ⴽⵯⵏ ⵜⵍⴽⵎ ⵜⵓⵣⵉⵏⵜ ⵜⴰⵎⵣⵡⴰⵔⵓⵜ ⴷⵖⵢⴰ. ⵉⵙ ⵜⵙⵙⵏⵎ ⴽⵔⴰ ⵏ ⵢⴰⵏ ⵉⵔⴰⵏ ⴰⵢⴰⴷ? ⵙⵙⵍⴽⵎⴰⵜ ⴰⵙ ⴰⵏⵖⵎⵉⵙ.',
      expired: 'ⵓⵔ ⵙⵓⵍ ⵉⵙⵡⵓⵔⵉ ⵓⵙⵖⵏ ⴰⴷ',
      expiredText: 'ⵣⵔⵉⵏ ⵙⴰ ⵏ ⵡⵓⵙⵙⴰⵏ. ⵜⵖⵉⵎ ⴰⴷ ⵜⵣⵎⵎⵎⵎ ⴷⴰⵖ ⵙⴳ ⵜⴰⵙⵏⴰ ⵏ ⵜⵎⵙⴽⴰⵔⵜ.',
    },
    unsubscribe: {
      title: 'ⵙⴱⴷⴷ ⴰⵣⵎⵎⵎ',
      text: 'ⵓⵔ ⵙⵓⵍ ⵔⴰⴷ ⴽⵯⵏ ⵍⴽⵎⵏⵜ ⵜⵓⵣⵉⵏⵉⵏ ⵙⴳ ⵓⵎⴰⵣⴰⵏ ⴰⴷ: {institution}.',
      submit: 'ⵙⴱⴷⴷ ⴰⵣⵎⵎⵎ ⵉⵏⵓ',
      keep: 'ⵓⴼⵖ ⴰⴷ ⵙⵏⴼⵍⵖ ⵉⵙⵎⵏⵢⵉⴼⵏ ⵉⵏⵓ',
      done: 'ⵉⴱⴷⴷ ⵓⵣⵎⵎⵎ ⵏⵏⵓⵏ',
      doneText: 'ⵉⵎⴷⴰ. ⵓⵔ ⵙⵓⵍ ⵔⴰⴷ ⵜⴷⴷⵓ ⴽⵔⴰ ⵏ ⵜⵓⵣⵉⵏⵜ ⵙ ⵜⴰⵏⵙⴰ ⴰⴷ. ⴰⵎⴰⵣⴰⵏ: {institution}.',
    },
    preferences: {
      title: 'ⵉⵙⵎⵏⵢⵉⴼⵏ ⵏⵏⵓⵏ',
      language: 'ⵙ ⵎⴰⵏ ⵜⵓⵜⵍⴰⵢⵜ ⵜⵔⴰⵎ ⴰⴷ ⴰⵖ ⵜⵖⵔⵎ?',
      submit: 'ⵃⴹⵓ',
      saved: 'ⵜⵜⵓⵃⴹⴰⵏ ⵉⵙⵎⵏⵢⵉⴼⵏ ⵏⵏⵓⵏ.',
      unsubscribe: 'ⵓⵔ ⵙⵓⵍ ⵔⵉⵖ ⵜⵓⵣⵉⵏⵉⵏ',
    },
    error: {
      notFound: 'ⵓⵔ ⵜⵍⵍⵉ ⵜⴰⵙⵏⴰ ⴰⴷ',
      notFoundText: 'ⵉⵖⵉ ⴰⴷ ⵉⵏⴰⵇⵚ ⵓⵙⵖⵏ. ⵥⵕⴰⵜ ⵉⵙ ⵉⵜⵜⵓⵙⵏⵖⵍ ⴽⵓⵍⵍⵓ.',
      failed: 'ⵜⵍⵍⴰ ⵢⴰⵜ ⵜⵎⵓⴽⵔⵉⵙⵜ',
      failedText: 'ⵓⵔ ⵉⵊⵍⵉ ⴽⵔⴰ. ⴰⵍⵙⴰⵜ ⴰⵔⵎ ⴷⴼⴼⵉⵔ ⴽⵔⴰ ⵏ ⵜⵓⵙⴷⵉⴷⵉⵏ.',
      invalid: 'ⵓⵔ ⵏⴼⵀⵉⵎ ⴰⵙⵓⵜⵔ',
    },
  },
}
