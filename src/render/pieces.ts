import { parse } from 'handlebars/dist/cjs/handlebars/compiler/base.js'
import { type Builder, type Mode, type Piece, parseTemplate, sequence } from './interpret.ts'
import { root } from './scope.ts'

/** A template taken apart at its outermost tags: what stands between them, and what each of them says. */
export type Pieces = {
  /** One more than `pieces`: before, between and behind them. */
  texts: readonly string[]
  /** What each tag or block says for one context; joined with the texts it is what the template renders. */
  say(context: unknown): string[]
}

/** @throws Problems `template`, as `parseTemplate` does */
export function piecesOf(source: string, mode: Mode): Pieces {
  parseTemplate(source, { mode })
  const builder: Builder = { mode, faults: [], variables: [], deep: { used: false }, within: [] }
  const program = parse(source)
  const texts = ['']
  const pieces: Piece[] = []
  for (const statement of program.body) {
    if (statement.type === 'ContentStatement') texts[texts.length - 1] += statement.value
    else if (statement.type !== 'CommentStatement') {
      pieces.push(sequence(builder, { ...program, body: [statement] }, root))
      texts.push('')
    }
  }
  const say = (context: unknown) => {
    const depths = { value: context, up: null }
    const scope = { context, depths, frame: { root: context, up: null }, params: null }
    return pieces.map((piece) => piece(scope))
  }
  return { texts, say }
}
