import type { Words } from './fr.ts'

/** Português europeu. O nome da instituição nunca segue um artigo: assim a frase serve para qualquer nome. */
export const pt: Words = {
  name: 'Português',
  mail: {
    viewOnline: 'Ler esta mensagem em linha',
    reason: 'Recebe esta mensagem porque aceitou receber os e-mails deste remetente: {institution}.',
    reasonSignup:
      'Recebe esta mensagem porque este endereço foi inscrito em «{campaign}». Se não foi por sua iniciativa, não precisa de fazer nada: sem confirmação, o endereço será apagado.',
    unsubscribe: 'Cancelar a subscrição',
    preferences: 'Escolher a minha língua e as minhas preferências',
    sender: 'Remetente: {institution}',
    contact: 'Escreva-nos',
    shareTitle: 'Passe a palavra',
    shareHint: 'A mensagem parte da sua própria aplicação. Ninguém saberá quem a transmitiu.',
    funders: 'Apoio',
  },
  share: {
    whatsapp: 'WhatsApp',
    facebook: 'Facebook',
    x: 'X',
    telegram: 'Telegram',
    linkedin: 'LinkedIn',
    email: 'E-mail',
    on: 'Partilhar por {name}',
    link: 'Ou copie esta ligação',
  },
  page: {
    language: 'Língua',
    skip: 'Ir para o conteúdo',
    footer: '{institution}. Esta página não contém nenhum rastreador pessoal.',
    landing: {
      form: 'Receber estas mensagens',
      email: 'Endereço de e-mail',
      firstName: 'Nome próprio (facultativo)',
      country: 'País de residência (facultativo)',
      noCountry: 'Prefiro não indicar',
      consent:
        'Aceito receber os e-mails deste remetente: {institution}. Poderei cancelar a subscrição com um clique a qualquer momento.',
      submit: 'Inscrever-me',
      share: 'Partilhar',
      shareHint: 'A mensagem parte da sua própria aplicação. Contamos as partilhas, nunca as pessoas.',
      over: 'Esta campanha terminou. Agradecemos a todas as pessoas que participaram.',
      emailProblem: 'Escreva um endereço de e-mail completo, por exemplo nome@example.com.',
      consentProblem: 'Assinale a caixa para que possamos escrever-lhe.',
    },
    joined: {
      title: 'Veja a sua caixa de entrada',
      text: 'Acabámos de enviar uma mensagem para o endereço indicado. Abra-a e confirme a sua inscrição: a ligação é válida durante sete dias.',
    },
    confirm: {
      title: 'Confirmar a sua inscrição',
      text: 'Um último passo: confirme que deseja receber estas mensagens. Remetente: {institution}.',
      submit: 'Confirmar',
      done: 'A sua inscrição está confirmada',
      doneText:
        'Receberá em breve a primeira mensagem. Conhece alguém a quem isto interesse? Passe a palavra.',
      expired: 'Esta ligação já não é válida',
      expiredText: 'O prazo de sete dias terminou. Pode inscrever-se de novo na página da campanha.',
    },
    unsubscribe: {
      title: 'Cancelar a subscrição',
      text: 'Deixará de receber e-mails deste remetente: {institution}.',
      submit: 'Cancelar a minha subscrição',
      keep: 'Prefiro mudar as minhas preferências',
      done: 'A sua subscrição está cancelada',
      doneText:
        'Está feito: não será enviado mais nenhum e-mail para este endereço. Remetente: {institution}.',
    },
    preferences: {
      title: 'As suas preferências',
      language: 'Em que língua deseja ler-nos?',
      submit: 'Guardar',
      saved: 'As suas preferências foram guardadas.',
      unsubscribe: 'Deixar de receber e-mails',
    },
    error: {
      notFound: 'Esta página não existe',
      notFoundText: 'A ligação pode estar incompleta. Verifique se foi copiada por inteiro.',
      failed: 'Ocorreu um incidente',
      failedText: 'Nada se perdeu. Tente de novo dentro de alguns minutos.',
      invalid: 'O pedido não foi compreendido',
    },
  },
}
