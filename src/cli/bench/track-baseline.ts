import { Hono } from 'hono'
import { listen } from '../serve.ts'

/** An empty answer of Hono's, in a process of its own: the baseline of `bench track`. */
const app = new Hono()
app.get('*', (c) => c.body(null))
const { url } = await listen((request) => app.fetch(request), '127.0.0.1', 0)
process.stdout.write(`${JSON.stringify({ url })}\n`)
