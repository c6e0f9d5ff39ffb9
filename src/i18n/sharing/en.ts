import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Share with another app',
  copy: 'Copy the link',
  copied: 'The link is copied.',
  qr: 'Show a QR code',
  qrText: 'Whoever is beside you scans this code with the camera of their phone: the page opens there.',
  qrLabel: 'QR code that opens this page',
  scan: 'Scan this code with the camera of your phone.',
  chain: {
    offer: 'Count how many people join over my link',
    title: 'My chain',
    text: 'You can have a link of your own. We count how many people join over that link, and over theirs after it. You will only see numbers, in steps of five and from five on: nobody will tell you who joined.',
    consent:
      'I agree that this sender counts how many people join over my link: {institution}. I can stop here at any time.',
    consentProblem: 'Tick the box to get your link.',
    submit: 'Get my link',
    few: 'Fewer than five people have joined over your link. A number will appear from five on.',
    people: 'People',
    countries: 'Countries',
    generations: 'Steps from one to the next',
    atLeast: 'at least {count}',
    counted: 'You count in the chain of the person who sent you their link. They only see numbers.',
    leave: 'Stop counting',
    leaveText: 'Your link becomes one like all others. The numbers stay, without you.',
    left: 'Counting has stopped',
    leftText: 'Your link is one like all others again. Sender: {institution}.',
    none: 'There is no link of your own for this campaign.',
    joinNote: 'Whoever sent you this link will learn how many people join over it, never who.',
    joinConsent:
      'I also agree to count in their chain: they will see numbers of people, countries and steps. (Optional)',
    footer: '{institution}. This link counts sign-ups. It does not say who you are.',
  },
}
