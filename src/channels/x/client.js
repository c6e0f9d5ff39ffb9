// The only door to what brings Node's types with it. Its neighbour client.d.ts says what comes through, so that the
// rest of this folder compiles without them, as everything that also runs on Workers must.
export { Agent as HttpAgent } from 'node:http'
export { Agent as HttpsAgent } from 'node:https'
export { TwitterApi } from 'twitter-api-v2'
