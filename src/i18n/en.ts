import type { Words } from './fr.ts'

/** English. The institution's name never stands after "the": some names bear it, some do not. */
export const en: Words = {
  name: 'English',
  mail: {
    viewOnline: 'Read this message online',
    reason: 'You receive this message because you agreed to receive emails from this sender: {institution}.',
    reasonSignup:
      'You receive this message because this address was signed up for “{campaign}”. If it was not you, do nothing: without confirmation, the address will be erased.',
    unsubscribe: 'Unsubscribe',
    preferences: 'Choose my language and preferences',
    sender: 'Sender: {institution}',
    contact: 'Write to us',
    shareTitle: 'Pass it on',
    shareHint: 'The message leaves from your own app. Nobody will know who passed it on.',
    funders: 'Support',
  },
  share: {
    whatsapp: 'WhatsApp',
    facebook: 'Facebook',
    x: 'X',
    telegram: 'Telegram',
    linkedin: 'LinkedIn',
    email: 'Email',
    on: 'Share via {name}',
    link: 'Or copy this link',
  },
  page: {
    language: 'Language',
    skip: 'Skip to content',
    footer: '{institution}. This page contains no personal tracker.',
    landing: {
      form: 'Receive these messages',
      email: 'Email address',
      firstName: 'First name (optional)',
      country: 'Country of residence (optional)',
      noCountry: 'Prefer not to say',
      consent:
        'I agree to receive emails from this sender: {institution}. I can unsubscribe with one click at any time.',
      submit: 'Sign me up',
      share: 'Pass it on',
      shareHint: 'The message leaves from your own app. We count shares, never people.',
      over: 'This campaign has ended. Thank you to everyone who took part.',
      emailProblem: 'Write a complete email address, for example name@example.com.',
      consentProblem: 'Tick the box so that we are allowed to write to you.',
    },
    joined: {
      title: 'Check your inbox',
      text: 'We have just sent a message to the address you gave. Open it and confirm that you want to sign up: the link stays valid for seven days.',
    },
    confirm: {
      title: 'Confirm that you are signing up',
      text: 'One last step: confirm that you wish to receive these messages. Sender: {institution}.',
      submit: 'Confirm',
      done: 'You are signed up',
      doneText: 'You will soon receive the first message. Do you know someone it concerns? Pass it on.',
      expired: 'This link is no longer valid',
      expiredText: 'The seven days have passed. You can sign up again on the campaign page.',
    },
    unsubscribe: {
      title: 'Unsubscribe',
      text: 'You will no longer receive emails from this sender: {institution}.',
      submit: 'Unsubscribe me',
      keep: 'Change my preferences instead',
      done: 'You are unsubscribed',
      doneText: 'Done. No more emails will be sent to this address. Sender: {institution}.',
    },
    preferences: {
      title: 'Your preferences',
      language: 'In which language would you like to read us?',
      submit: 'Save',
      saved: 'Your preferences are saved.',
      unsubscribe: 'Stop receiving emails',
    },
    error: {
      notFound: 'This page does not exist',
      notFoundText: 'The link may be incomplete. Check that all of it was copied.',
      failed: 'Something went wrong',
      failedText: 'Nothing was lost. Please try again in a few minutes.',
      invalid: 'We could not understand this request',
    },
  },
}
