import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { proveMailbox } from './proof.ts'
import { ensureUser } from './user.ts'

/** `boundTo`: the institution whose admin handed the link out; null for one that proves who uses it. */
const entering = z.object({ email: z.string(), boundTo: z.number().nullable() })

/** Lets in whoever came by a link of ours, and sets a first password; neither can be reached over HTTP. */
export function enterByLink(deps: Deps) {
  return {
    id: 'mawja-link',
    endpoints: {
      enterByLink: createAuthEndpoint(
        '/mawja/enter',
        { method: 'POST', body: entering, metadata: { SERVER_ONLY: true } },
        async (ctx) => {
          const { email, boundTo } = ctx.body
          if (boundTo === null) await proveMailbox(deps, email)
          const known = await ensureUser(deps, email, boundTo)
          // A link that an admin could use opens the account it began and no other.
          if (known?.boundTo !== boundTo) throw new APIError('UNAUTHORIZED')
          const user = await ctx.context.internalAdapter.findUserById(known.id)
          const session = user && (await ctx.context.internalAdapter.createSession(user.id))
          if (!user || !session) throw new APIError('UNAUTHORIZED')
          await setSessionCookie(ctx, { session, user })
          return ctx.json({ token: session.token })
        },
      ),
      writePassword: createAuthEndpoint(
        '/mawja/password',
        {
          method: 'POST',
          body: z.object({ userId: z.string(), password: z.string() }),
          metadata: { SERVER_ONLY: true },
        },
        async (ctx) => {
          const { userId } = ctx.body
          const password = await ctx.context.password.hash(ctx.body.password)
          const accounts = await ctx.context.internalAdapter.findAccounts(userId)
          if (accounts.some(({ providerId }) => providerId === 'credential'))
            await ctx.context.internalAdapter.updatePassword(userId, password)
          else
            await ctx.context.internalAdapter.linkAccount({
              userId,
              accountId: userId,
              providerId: 'credential',
              password,
            })
          return ctx.json({})
        },
      ),
    },
  } satisfies BetterAuthPlugin
}
