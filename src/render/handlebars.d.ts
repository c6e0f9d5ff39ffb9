/**
 * The parser of Handlebars by itself. The compiler, which turns templates into code, is never loaded: Workers forbid
 * `new Function`, and officers' words must never become code. Shapes after handlebars 4.7 `types/index.d.ts`.
 */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  export type Position = { line: number; column: number }
  /** `line` from 1, `column` from 0. */
  export type Location = { start: Position; end: Position }
  export type Program = { body: Statement[]; blockParams?: string[]; loc?: Location }
  export type Hash = { pairs: { key: string; value: Expression }[] }
  export type Path = {
    type: 'PathExpression'
    data: boolean
    depth: number
    parts: string[]
    original: string
    loc: Location
  }
  export type Literal = {
    type: 'StringLiteral' | 'NumberLiteral' | 'BooleanLiteral' | 'UndefinedLiteral' | 'NullLiteral'
    value?: string | number | boolean
    original?: unknown
    loc: Location
  }
  export type Call = { path: Path | Literal; params: Expression[]; hash?: Hash; loc: Location }
  export type SubExpression = Call & { type: 'SubExpression' }
  export type Expression = Path | Literal | SubExpression
  export type Mustache = Call & { type: 'MustacheStatement'; escaped: boolean }
  export type Block = Call & { type: 'BlockStatement'; program?: Program; inverse?: Program }
  export type Partial = {
    type: 'PartialStatement'
    name: Expression
    params: Expression[]
    hash?: Hash
    loc: Location
  }
  export type Content = { type: 'ContentStatement'; value: string; loc: Location }
  export type Other = {
    type: 'CommentStatement' | 'PartialBlockStatement' | 'Decorator' | 'DecoratorBlock'
    loc: Location
  }
  export type Statement = Mustache | Block | Partial | Content | Other
  /** @throws an Error with `lineNumber` and `column`, or with "Parse error on line N" in its message */
  export function parse(source: string): Program
}
