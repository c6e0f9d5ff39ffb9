import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { AppError } from '../../core/error.ts'

const connections = 64

/** @throws AppError `bench-program` */
export function wrkProgram(): string {
  const found = (process.env.PATH ?? '')
    .split(':')
    .map((folder) => `${folder}/wrk`)
    .find((path) => existsSync(path))
  if (found) return found
  throw new AppError('unavailable', 'bench-program', 'wrk is missing (Debian: apt install wrk)')
}

export type Load = { perSecond: number; answers: number; faults: number }

/**
 * Asks one address after the other over 64 connections, as fast as they are answered.
 *
 * @param paths   asked in turn
 * @param isJudged  each with the address it comes from, as a proxy tells it, and mail filters among them
 * @param script  a file that may be written over
 */
export async function load(
  url: string,
  it: { paths: readonly string[]; seconds: number; script: string; isJudged: boolean },
): Promise<Load> {
  writeFileSync(it.script, lua(it))
  const words = ['-t1', `-c${connections}`, `-d${it.seconds}s`, '-s', it.script, url]
  const wrk = spawn(wrkProgram(), words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  wrk.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  const code = await new Promise<number | null>((ended) => wrk.once('close', ended))
  const [, answers, micros, faults] = /answers=(\d+) micros=(\d+) faults=(\d+)/.exec(out) ?? []
  if (code !== 0 || !answers) throw new Error(`wrk ended with ${code}: ${out}`)
  return {
    perSecond: Number(answers) / (Number(micros) / 1e6),
    answers: Number(answers),
    faults: Number(faults),
  }
}

/**
 * A reader's browser says who it is; one that says nothing would be the cheaper case. Where hits are judged, readers come from all 65,536
 * networks (/48) of 2001:db8::/32, kept for examples (RFC 3849), with one of 64 browsers. One visit in ten is of a mail
 * filter in one of 64 networks (/24) of 198.18.0.0/15, kept for benchmarks (RFC 2544, appendix C.2.2; RFC 6890), which
 * opens many links within two seconds.
 */
const lua = ({ paths, isJudged }: { paths: readonly string[]; isJudged: boolean }) => `
local paths = { ${paths.map((path) => JSON.stringify(path)).join(', ')} }
local at = 0
math.randomseed(1)
local headers = {}
local come = function(address, browser)
  headers["X-Forwarded-For"] = address
  headers["User-Agent"] = string.format("Mozilla/5.0 (X11; Linux x86_64; rv:%d.0) Gecko/20100101 Firefox/%d.0", browser, browser)
end
request = function()
  at = at % #paths + 1
  if ${!isJudged} then come(nil, math.random(78, 141))
  elseif math.random(10) == 1 then come(string.format("198.18.%d.%d", math.random(0, 63), math.random(1, 254)), 115)
  else come(string.format("2001:db8:%x::%x", math.random(0, 65535), math.random(1, 65535)), math.random(78, 141)) end
  return wrk.format("GET", paths[at], headers)
end
done = function(summary)
  local e = summary.errors
  io.write(string.format("answers=%d micros=%d faults=%d\\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout))
end
`
