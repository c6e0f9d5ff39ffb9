import { type MjmlCompiler, mjmlCompiler } from '../render/mjml.ts'

let ready: Promise<MjmlCompiler> | undefined

/** Made when something is published or previewed: it is half of the bundle, and every page would wait for it. */
export const compile: MjmlCompiler = async (source) => {
  ready ??= load()
  return (await ready)(source)
}

/**
 * mjml-browser looks for the global object by `new Function`, which Workers forbid once they serve, and else takes
 * `window`: it gets one while it starts.
 */
async function load(): Promise<MjmlCompiler> {
  const scope = globalThis as { window?: unknown }
  scope.window = globalThis
  try {
    return mjmlCompiler((await import('mjml-browser')).default)
  } finally {
    delete scope.window
  }
}
