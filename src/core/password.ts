export const passwordLength = { least: 12, most: 200 } as const

/**
 * What most passwords are made of, in the languages of our staff (after the lists that leaks have shown): with digits
 * and signs around it, or twice, it is still the same word.
 */
const common = new Set(
  `password passwort motdepasse contrasena senha wachtwoord losenord azerty azertyuiop qwerty qwertyuiop qwertz
  asdfghjkl admin administrator administrateur root test user welcome bienvenue ahlan salam marhaba secret letmein
  changeme iloveyou jetaime habibi bismillah inchallah inshallah allah maroc morocco maghreb casablanca rabat marrakech
  agadir tanger fes meknes wydad raja france paris soleil bonjour doudou chouchou loulou princesse princess sunshine
  football monkey dragon master superman batman pokemon abc abcd abcdef abcdefgh abcdefghijkl mawja diaspora ministere
  ministry consulat ambassade institution officer`.split(/\s+/),
)

export type PasswordProblem = 'short' | 'long' | 'common'

/**
 * What speaks against a new password (NIST SP 800-63B, 5.1.1.2): length and the commonest, no rules about signs.
 *
 * @param email  its own address is no secret
 */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  const length = [...password].length
  if (length < passwordLength.least) return 'short'
  if (length > passwordLength.most) return 'long'
  return isCommon(password.toLowerCase(), email.toLowerCase()) ? 'common' : null
}

function isCommon(password: string, email: string): boolean {
  const [name = ''] = email.split('@')
  if (password === email || (name.length > 3 && password.replaceAll(name, '').length < 5)) return true
  if (new Set(password).size < 5 || isRow(password)) return true
  const word = password
    .normalize('NFD')
    .replaceAll(/[@4]/g, 'a')
    .replaceAll('0', 'o')
    .replaceAll(/[$5]/g, 's')
    .replaceAll(/[1!](?=\p{L})/gu, 'i')
    .replaceAll('3', 'e')
    .replaceAll(/\P{L}/gu, '')
  const plain = password.normalize('NFD').replaceAll(/\P{L}/gu, '')
  const isWord = (text: string) => common.has(text) || common.has(text.slice(0, text.length / 2))
  const isTwice = (text: string) => text.slice(0, text.length / 2) === text.slice(text.length / 2)
  return [word, plain].some((text) => common.has(text) || (isTwice(text) && isWord(text)))
}

/** `123456789012`, `abcdefghijkl`: each sign follows the one before. */
function isRow(text: string): boolean {
  const codes = [...text].map((sign) => sign.codePointAt(0)!)
  const steps = codes.slice(1).map((code, at) => code - codes[at]!)
  return steps.filter((step) => Math.abs(step) <= 1 || step === -9).length >= steps.length - 1
}
