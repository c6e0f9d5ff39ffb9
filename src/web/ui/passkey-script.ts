/**
 * The script of the two pages that need a passkey, served as `/assets/passkey.js`. It hands what the server asked to the
 * browser and posts what the device answered by an ordinary form; it asks nobody else and keeps nothing. Binary values
 * travel in base64url (Web Authentication Level 3, 5.1).
 */
export const passkeyScript = `(function () {
  var form = document.querySelector('form[data-passkey]')
  if (!form) return
  var problem = document.querySelector('[data-problem]')
  if (!window.PublicKeyCredential) { if (problem) problem.hidden = false; return }
  var bytes = function (text) {
    var plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0) })
  }
  var text = function (buffer) {
    var plain = ''
    new Uint8Array(buffer).forEach(function (byte) { plain += String.fromCharCode(byte) })
    return btoa(plain).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '')
  }
  var known = function (one) { return Object.assign({}, one, { id: bytes(one.id) }) }
  var options = JSON.parse(form.getAttribute('data-options'))
  options.challenge = bytes(options.challenge)
  if (options.user) options.user.id = bytes(options.user.id)
  if (options.excludeCredentials) options.excludeCredentials = options.excludeCredentials.map(known)
  if (options.allowCredentials) options.allowCredentials = options.allowCredentials.map(known)
  var isNew = form.getAttribute('data-passkey') === 'create'
  var ask = function () {
    return isNew ? navigator.credentials.create({ publicKey: options }) : navigator.credentials.get({ publicKey: options })
  }
  var answered = function (credential) {
    var from = credential.response
    var response = { clientDataJSON: text(from.clientDataJSON) }
    if (isNew) {
      response.attestationObject = text(from.attestationObject)
      response.transports = from.getTransports ? from.getTransports() : []
    } else {
      response.authenticatorData = text(from.authenticatorData)
      response.signature = text(from.signature)
      if (from.userHandle) response.userHandle = text(from.userHandle)
    }
    form.elements.response.value = JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response: response,
      authenticatorAttachment: credential.authenticatorAttachment || undefined,
      clientExtensionResults: credential.getClientExtensionResults()
    })
    form.submit()
  }
  form.addEventListener('submit', function (event) {
    event.preventDefault()
    ask().then(answered, function () { if (problem) problem.hidden = false })
  })
})()
`
