import type { Words } from './fr.ts'

/** Español. El nombre de la institución nunca sigue a un artículo: así la frase vale para cualquier nombre. */
export const es: Words = {
  name: 'Español',
  mail: {
    viewOnline: 'Leer este mensaje en línea',
    reason: 'Recibe este mensaje porque aceptó recibir los correos de este remitente: {institution}.',
    reasonSignup:
      'Recibe este mensaje porque esta dirección se ha inscrito en «{campaign}». Si no ha sido usted, no haga nada: sin confirmación, la dirección se borrará.',
    unsubscribe: 'Darse de baja',
    preferences: 'Elegir mi idioma y mis preferencias',
    sender: 'Remitente: {institution}',
    contact: 'Escríbanos',
    shareTitle: 'Haga correr la voz',
    shareHint: 'El mensaje sale de su propia aplicación. Nadie sabrá quién lo ha transmitido.',
    funders: 'Apoyo',
  },
  share: {
    whatsapp: 'WhatsApp',
    facebook: 'Facebook',
    x: 'X',
    telegram: 'Telegram',
    linkedin: 'LinkedIn',
    email: 'Correo electrónico',
    on: 'Compartir por {name}',
    link: 'O copie este enlace',
  },
  page: {
    language: 'Idioma',
    skip: 'Ir al contenido',
    footer: '{institution}. Esta página no contiene ningún rastreador personal.',
    landing: {
      form: 'Recibir estos mensajes',
      email: 'Correo electrónico',
      firstName: 'Nombre (opcional)',
      country: 'País de residencia (opcional)',
      noCountry: 'Prefiero no indicarlo',
      consent:
        'Acepto recibir los correos de este remitente: {institution}. Podré darme de baja con un clic en cualquier momento.',
      submit: 'Inscribirme',
      share: 'Compartir',
      shareHint:
        'El mensaje sale de su propia aplicación. Contamos las veces que se comparte, nunca a las personas.',
      over: 'Esta campaña ha terminado. Gracias a todas las personas que han participado.',
      emailProblem: 'Escriba una dirección completa, por ejemplo nombre@example.com.',
      consentProblem: 'Marque la casilla para que podamos escribirle.',
    },
    joined: {
      title: 'Mire su bandeja de entrada',
      text: 'Acabamos de enviar un mensaje a la dirección indicada. Ábralo y confirme su inscripción: el enlace es válido durante siete días.',
    },
    confirm: {
      title: 'Confirmar su inscripción',
      text: 'Un último paso: confirme que desea recibir estos mensajes. Remitente: {institution}.',
      submit: 'Confirmar',
      done: 'Su inscripción está confirmada',
      doneText: 'Pronto recibirá el primer mensaje. ¿Conoce a alguien a quien le interese? Compártalo.',
      expired: 'Este enlace ya no es válido',
      expiredText: 'Ha pasado el plazo de siete días. Puede inscribirse de nuevo en la página de la campaña.',
    },
    unsubscribe: {
      title: 'Darse de baja',
      text: 'Ya no recibirá correos de este remitente: {institution}.',
      submit: 'Darme de baja',
      keep: 'Prefiero cambiar mis preferencias',
      done: 'Su baja está registrada',
      doneText: 'Hecho: no se enviarán más correos a esta dirección. Remitente: {institution}.',
    },
    preferences: {
      title: 'Sus preferencias',
      language: '¿En qué idioma desea leernos?',
      submit: 'Guardar',
      saved: 'Sus preferencias se han guardado.',
      unsubscribe: 'No recibir más correos',
    },
    error: {
      notFound: 'Esta página no existe',
      notFoundText: 'Puede que el enlace esté incompleto. Compruebe que se ha copiado entero.',
      failed: 'Se ha producido un incidente',
      failedText: 'No se ha perdido nada. Vuelva a intentarlo dentro de unos minutos.',
      invalid: 'No hemos entendido la solicitud',
    },
  },
}
