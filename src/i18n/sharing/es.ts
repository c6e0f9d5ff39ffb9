import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Compartir con otra aplicación',
  copy: 'Copiar el enlace',
  copied: 'El enlace está copiado.',
  qr: 'Mostrar un código QR',
  qrText:
    'La persona que está a su lado escanea este código con la cámara del teléfono y la página se abre allí.',
  qrLabel: 'Código QR que abre esta página',
  scan: 'Escanee este código con la cámara de su teléfono.',
  chain: {
    offer: 'Contar cuántas personas se inscriben por mi enlace',
    title: 'Mi cadena',
    text: 'Puede recibir un enlace propio. Contamos cuántas personas se inscriben por ese enlace y, después, por los de ellas. Solo verá números, de cinco en cinco y a partir de cinco: nadie le dirá quién se ha inscrito.',
    consent:
      'Acepto que este remitente cuente cuántas personas se inscriben por mi enlace: {institution}. Puedo parar aquí en cualquier momento.',
    consentProblem: 'Marque la casilla para recibir su enlace.',
    submit: 'Recibir mi enlace',
    few: 'Menos de cinco personas se han inscrito por su enlace. A partir de cinco aparecerá un número.',
    people: 'Personas',
    countries: 'Países',
    generations: 'Eslabones',
    atLeast: 'al menos {count}',
    counted: 'Usted cuenta en la cadena de la persona que le envió su enlace. Ella solo ve números.',
    leave: 'Dejar de contar',
    leaveText: 'Su enlace vuelve a ser uno como los demás. Los números se quedan, sin usted.',
    left: 'Ya no se cuenta',
    leftText: 'Su enlace vuelve a ser uno como los demás. Remitente: {institution}.',
    none: 'No hay enlace propio para esta campaña.',
    joinNote: 'Quien le envió este enlace sabrá cuántas personas se inscriben por él, nunca cuáles.',
    joinConsent:
      'Acepto también contar en su cadena: verá números de personas, de países y de eslabones. (Opcional)',
    footer: '{institution}. Este enlace cuenta inscripciones. No dice quién es usted.',
  },
}
