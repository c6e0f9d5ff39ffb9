import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Partilhar com outra aplicação',
  copy: 'Copiar a ligação',
  copied: 'A ligação foi copiada.',
  qr: 'Mostrar um código QR',
  qrText: 'A pessoa ao seu lado lê este código com a câmara do telemóvel e a página abre-se lá.',
  qrLabel: 'Código QR que abre esta página',
  scan: 'Leia este código com a câmara do seu telemóvel.',
  chain: {
    offer: 'Contar quantas pessoas se inscrevem pela minha ligação',
    title: 'A minha corrente',
    text: 'Pode receber uma ligação sua. Contamos quantas pessoas se inscrevem por essa ligação e, depois, pelas delas. Verá apenas números, de cinco em cinco e a partir de cinco: ninguém lhe dirá quem se inscreveu.',
    consent:
      'Aceito que este remetente conte quantas pessoas se inscrevem pela minha ligação: {institution}. Posso parar aqui a qualquer momento.',
    consentProblem: 'Assinale a caixa para receber a sua ligação.',
    submit: 'Receber a minha ligação',
    few: 'Menos de cinco pessoas se inscreveram pela sua ligação. A partir de cinco aparecerá um número.',
    people: 'Pessoas',
    countries: 'Países',
    generations: 'Elos',
    atLeast: 'pelo menos {count}',
    counted:
      'O seu nome não aparece, mas conta na corrente da pessoa que lhe enviou a ligação. Ela vê apenas números.',
    leave: 'Deixar de contar',
    leaveText: 'A sua ligação volta a ser uma como as outras. Os números ficam, sem si.',
    left: 'Já não se conta',
    leftText: 'A sua ligação voltou a ser uma como as outras. Remetente: {institution}.',
    none: 'Não há ligação sua para esta campanha.',
    joinNote: 'Quem lhe enviou esta ligação saberá quantas pessoas se inscrevem por ela, nunca quais.',
    joinConsent:
      'Aceito também contar na sua corrente: verá números de pessoas, de países e de elos. (Facultativo)',
    footer: '{institution}. Esta ligação conta inscrições. Não diz quem é.',
  },
}
